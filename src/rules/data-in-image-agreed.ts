import { whoAnswers } from '../catalog/who-answers.ts';
import { defineRule } from '../model/check/rule.ts';
import { buildGuide } from '../model/check/sources.ts';

export default defineRule({
  kind: 'human',
  id: 'data-in-image-agreed',
  group: 'governance',
  severity: 'error',
  force: 'must',
  summary: 'Whatever data the image holds may be in it',
  rationale:
    'A command can tell files by their names, not what they say about people. Reference and synthetic data have conditions too.',
  question: 'Does the image hold any data, such as reference, synthetic or example data, and under what agreement?',
  who: whoAnswers['data-in-image-agreed'],
  source: buildGuide('1.1'),
});
