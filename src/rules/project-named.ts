import { defineRule } from '../model/check/rule.ts';
import { userGuide } from '../model/check/sources.ts';

export default defineRule({
  kind: 'human',
  id: 'project-named',
  group: 'governance',
  severity: 'error',
  force: 'must',
  summary: 'The Safe Haven project and those responsible are named',
  rationale: 'Information Governance approves an image for one project. It must know which, and whom to ask.',
  question:
    'Which Safe Haven and project is the image for, who are its principal investigator and research coordinator, and who answers for the image?',
  who: 'project',
  source: userGuide('Advising Information Governance of required software stack'),
});
