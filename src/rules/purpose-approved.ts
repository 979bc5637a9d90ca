import { whoAnswers } from '../catalog/who-answers.ts';
import { defineRule } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';

export default defineRule({
  kind: 'human',
  id: 'purpose-approved',
  group: 'governance',
  severity: 'error',
  force: 'must',
  summary: 'The purpose of the image is the one that was approved',
  rationale: 'An image that does something else than the approved analysis needs an approval of its own.',
  question: 'Does what the image does match the approved analysis plan of the project?',
  who: whoAnswers['purpose-approved'],
  source: testingGuide('Choose a container base from DockerHub'),
});
