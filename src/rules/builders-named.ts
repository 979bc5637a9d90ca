import { whoAnswers } from '../catalog/who-answers.ts';
import { defineRule } from '../model/check/rule.ts';
import { userGuide } from '../model/check/sources.ts';

export default defineRule({
  kind: 'human',
  id: 'builders-named',
  group: 'governance',
  severity: 'error',
  force: 'must',
  summary: 'Who built, who reviewed and who may pull the image is known',
  rationale:
    'An image is as trustworthy as the people who made it, and only accounts that are enabled for the container service can use it.',
  question:
    'Who built the image, who reviewed it, and who may pull it; are their accounts enabled for the Container Execution Service?',
  who: whoAnswers['builders-named'],
  source: userGuide('Accessing the CES'),
});
