import type { GovernanceQuestion } from '../model/checklist/governance-question.ts';
import { projectQuestions } from './governance-questions/project-questions.ts';
import { runningQuestions } from './governance-questions/running-questions.ts';
import { securityQuestions } from './governance-questions/security-questions.ts';
import { supplyQuestions } from './governance-questions/supply-questions.ts';

/**
 * What Information Governance asks of a container: collected from EPCC's pages, SATRE, the UK TRE community's cyber
 * security working group and other TREs' public pages.
 */
export const governanceQuestions: readonly GovernanceQuestion[] = [
  ...projectQuestions,
  ...supplyQuestions,
  ...securityQuestions,
  ...runningQuestions,
];
