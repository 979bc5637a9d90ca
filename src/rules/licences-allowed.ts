import { whoAnswers } from '../catalog/who-answers.ts';
import { defineRule } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';

export default defineRule({
  kind: 'human',
  id: 'licences-allowed',
  group: 'governance',
  severity: 'error',
  force: 'must',
  summary: 'The licence of every component allows this use',
  rationale:
    'A licence file in an image is copied to every machine that pulls it. EPCC does not verify licences; the project does.',
  question:
    'Do the licences of all components, and of any commercial software, allow that it is put into a container and used in the Safe Haven?',
  who: whoAnswers['licences-allowed'],
  source: testingGuide('Install and copy project code into container'),
});
