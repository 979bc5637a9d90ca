import { whoAnswers } from '../who-answers.ts';
import type { GovernanceQuestion } from '../../model/checklist/governance-question.ts';

const project = 'Safe project';
const people = 'Safe people';

/** Who and what for. */
export const projectQuestions: readonly GovernanceQuestion[] = [
  {
    number: 1,
    title: 'Who answers for the image',
    restsOn: ['project'],
    chapter: project,
    force: 'must',
    answeredBy: 'person',
    who: whoAnswers['project-named'],
    sameAs: 'project-named',
    question:
      'Which Safe Haven, project, principal investigator and research coordinator, and who answers for this image?',
    known: ({ answers }) =>
      `project ${answers.project}; the image is answered for by ${answers.contact === '' ? 'nobody yet' : answers.contact}`,
  },
  {
    number: 2,
    title: 'Software agreed for the project',
    restsOn: ['base', 'packages', 'models'],
    chapter: project,
    force: 'must',
    answeredBy: 'person',
    who: whoAnswers['software-agreed'],
    sameAs: 'software-agreed',
    question: 'Has this software stack been agreed for this project?',
  },
  {
    number: 3,
    title: 'Why not the standard desktop',
    restsOn: ['project', 'packages'],
    chapter: project,
    force: 'must',
    answeredBy: 'person',
    who: whoAnswers['desktop-not-sufficient'],
    sameAs: 'desktop-not-sufficient',
    question: 'Why is the standard desktop not enough?',
  },
  {
    number: 4,
    title: 'One job',
    restsOn: ['command', 'ports'],
    chapter: project,
    force: 'should',
    answeredBy: 'files',
    who: 'project',
    rules: ['single-purpose'],
    question: 'What single job does the image do, batch or interactive?',
    shows: ['single-purpose'],
  },
  {
    number: 5,
    title: 'Purpose as approved',
    restsOn: ['project', 'command'],
    chapter: project,
    answeredBy: 'person',
    who: whoAnswers['purpose-approved'],
    sameAs: 'purpose-approved',
    question: 'Does that purpose match the approved analysis plan?',
  },
  {
    number: 6,
    title: 'Who built, reviewed and may pull it',
    restsOn: ['project'],
    chapter: people,
    force: 'must',
    answeredBy: 'person',
    who: whoAnswers['builders-named'],
    sameAs: 'builders-named',
    question: 'Who built it, who reviewed it, who may pull it, and is each account enabled for containers?',
  },
  {
    number: 7,
    title: 'Who signs off software',
    restsOn: ['project'],
    chapter: people,
    answeredBy: 'person',
    who: 'Information Governance',
    question: 'Who signs off software that comes in at this sensitivity?',
  },
];
