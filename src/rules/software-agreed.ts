import { whoAnswers } from '../catalog/who-answers.ts';
import { defineRule } from '../model/check/rule.ts';
import { userGuide } from '../model/check/sources.ts';

export default defineRule({
  kind: 'human',
  id: 'software-agreed',
  group: 'governance',
  severity: 'error',
  force: 'must',
  summary: 'Information Governance has agreed to this software for this project',
  rationale:
    'The approval of a project covers certain software. A container can bring in any other, so the agreement is about what is in the image.',
  question: 'Has Information Governance agreed to this software stack for this project, and when?',
  who: whoAnswers['software-agreed'],
  source: userGuide('Advising Information Governance of required software stack'),
});
