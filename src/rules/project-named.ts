import { whoAnswers } from '../catalog/who-answers.ts';
import { defineRule } from '../model/check/rule.ts';
import { isProjectPlaceholder } from '../catalog/placeholders.ts';
import { fail } from '../model/check/verdicts.ts';
import { parseOwnImage } from '../parse/pipelines/own-image.ts';
import { BASELINE_FILE } from '../parse/records/baseline-file.ts';
import { findStateFault, parseStateFile, STATE_FILE } from '../parse/records/state-file.ts';
import { answerKeys, baseNames } from '../model/answers/answers.ts';
import { describeValue } from '../shared/describe-value.ts';
import { nearestWord } from '../shared/nearest-word.ts';
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
  who: whoAnswers['project-named'],
  findFault: ({ byPath, home = '' }) => {
    const record = `${home}${STATE_FILE}`;
    const isMade = byPath.has(`${home}${BASELINE_FILE}`);
    if (!byPath.has(record) && isMade)
      return fail({
        message: `the project's record, ${record}, is missing, so that nobody knows which Safe Haven project it is for`,
        location: { file: `${home}${BASELINE_FILE}` },
        fix: `take it back from your version control: git checkout HEAD -- ${record}${home === '' ? '; where that has none, give the answers anew: tre-container create . --set base=NAME --defaults' : ''}`,
      });
    const { text = '' } = byPath.get(record) ?? {};
    const broken = findStateFault(text, isMade);
    if (broken !== undefined)
      return fail({
        message: `the project's record cannot be read, so that nobody knows which Safe Haven project it is for: ${broken.what}`,
        location: { file: record, ...(broken.line === undefined ? {} : { line: broken.line }) },
        fix: `correct it, or take it back from your version control: git checkout HEAD -- ${record}`,
      });
    const base = findStrangeBase(text);
    if (base !== undefined)
      return fail({
        message: `the project's record names the base ${base}, which is none${suggest(base)}`,
        location: { file: record },
        fix: `correct it, or take it back from your version control: git checkout HEAD -- ${record}`,
      });
    const strange = findStrangeAnswer(text);
    if (strange !== undefined)
      return fail({
        message: `the project's record has the answer "${strange.key}", which is none: its value counts for nothing`,
        location: { file: record, line: strange.line },
        fix: `did you mean "${strange.near}"? Correct it there, then: tre-container upgrade`,
      });
    const { project } = parseOwnImage(text);
    if (project === undefined && isMade)
      return fail({
        message: `the project's record names no Safe Haven project: it has no answer "project"`,
        location: { file: record },
        fix: 'write it there among the answers: "project": "ID"',
      });
    if (project === undefined || !isProjectPlaceholder(project)) return undefined;
    return fail({
      message: `the Safe Haven project is "${project}", which stands for an answer that nobody gave`,
      location: { file: record },
      fix: 'ask your research coordinator for its id, then: tre-container upgrade --set project=ID',
    });
  },
  source: userGuide('Advising Information Governance of required software stack'),
});

function findStrangeBase(text: string): string | undefined {
  const base = text.includes('"generator-tre-container"') ? parseStateFile(text)?.answers['base'] : undefined;
  return base === undefined || (baseNames as readonly unknown[]).includes(base) ? undefined : describeValue(base);
}

/** An answer that is nearly one of ours; what an older version asked is no mistake of anybody's. */
function findStrangeAnswer(
  text: string,
): { readonly key: string; readonly near: string; readonly line: number } | undefined {
  const answers = text.includes('"generator-tre-container"') ? parseStateFile(text)?.answers : undefined;
  for (const key of Object.keys(answers ?? {})) {
    if ((answerKeys as readonly string[]).includes(key)) continue;
    const near = nearestWord(key, answerKeys);
    if (near === undefined) continue;
    const line = text.slice(0, Math.max(0, text.indexOf(JSON.stringify(key)))).split('\n').length;
    return { key, near, line };
  }
  return undefined;
}

function suggest(base: string): string {
  const near = nearestWord(base, baseNames);
  return near === undefined ? '' : `: did you mean ${near}?`;
}
