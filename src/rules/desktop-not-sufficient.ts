import { whoAnswers } from '../catalog/who-answers.ts';
import { defineRule } from '../model/check/rule.ts';
import { userGuide } from '../model/check/sources.ts';

export default defineRule({
  kind: 'human',
  id: 'desktop-not-sufficient',
  group: 'governance',
  severity: 'error',
  force: 'must',
  summary: 'The standard desktop is not enough for this work',
  rationale:
    'Containers are for work that the desktop of the Safe Haven cannot do; they cost those who check them time.',
  question: 'Why is the standard desktop of the Safe Haven not sufficient for this work?',
  who: whoAnswers['desktop-not-sufficient'],
  source: userGuide('Advising Information Governance of required software stack'),
});
