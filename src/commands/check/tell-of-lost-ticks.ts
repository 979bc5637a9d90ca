import { restoreRows, updateChecklist } from '../../engine/checklist/checklist.ts';
import { findLostTicks } from '../../engine/checklist/lost-ticks.ts';
import { notProvedHere } from '../../engine/rehearsal/rehearsal-entries.ts';
import type { CheckReport, ResultVerdict } from '../../model/check/check-report.ts';
import { nameFolder } from '../../model/text/name-folder.ts';
import { pathFrom } from '../../io/project/find-projects.ts';
import type { Environment } from '../../model/command.ts';
import { UserError } from '../../model/errors.ts';
import { tellNote } from '../../report/terminal/tell-note.ts';
import { countOf } from '../../shared/count-of.ts';
import { listSome } from '../../shared/list-some.ts';
import { checklistPath as checklist } from '../rehearsal/read-rehearsed-project.ts';
import { findEntries, readRendered } from './renew-checklist.ts';
import type { CheckTarget } from './open-project-folder.ts';

/** Rows that are named one by one. */
const mostNamed = 5;

/**
 * Says in one line which rows a project's checklist ticks that its files no longer bear out: who opens it sees the ticks, and no report. What was
 * rehearsed on another machine is left as it stands there. Where a file that this rests on is none that is read (a pipe, a link out), the line says so:
 * the verdicts are there all the same.
 */
export async function tellOfLostTicks(
  target: CheckTarget,
  { results }: CheckReport,
  environment: Environment,
): Promise<void> {
  try {
    await compareTicks(target, results, environment);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const [{ where, what }] = error.problems;
    tellNote(
      `note: whether the ticks of ${nameOfChecklist(target)} still hold is not known: ${where === undefined ? '' : `${where} `}${what}`,
      environment,
    );
  }
}

const nameOfChecklist = ({ label, adopted }: CheckTarget): string =>
  label(adopted === undefined ? checklist : `${adopted}/${checklist}`);

async function compareTicks(
  target: CheckTarget,
  results: CheckReport['results'],
  environment: Environment,
): Promise<void> {
  const text = (await target.project.read([checklist])).get(checklist)?.text;
  if (text === undefined) return;
  await tellOfAbsentRows(target, text, results, environment);
  if (!text.includes('- [x]')) return;
  const found = await findEntries(target, results, environment, text, () => undefined);
  const entries = new Map([...found].filter(([, entry]) => entry.text?.startsWith(notProvedHere) !== true));
  const lost = findLostTicks(text, updateChecklist(text, entries)).map(({ key }) => key.replace(':', ' '));
  if (lost.length === 0) return;
  const name = nameOfChecklist(target);
  tellNote(
    `note: ${name} ticks ${countOf(lost.length, 'row')} that ${lost.length === 1 ? 'holds' : 'hold'} no longer: ${listSome(
      lost.map((key) => key.replace(/^rule /, '')),
      mostNamed,
    )}. Renew it: ${nameFolder('tre-container check --checklist', pathFrom(environment.cwd, target.project.root))}`,
    environment,
  );
}

/** A row that somebody deleted, and whose rule does not pass, is missing where people sign. */
async function tellOfAbsentRows(
  target: CheckTarget,
  text: string,
  results: CheckReport['results'],
  environment: Environment,
): Promise<void> {
  const open = new Set(results.flatMap(({ rule, verdict }) => (isOpen(verdict) ? [rule] : [])));
  const { absent } = restoreRows(text, await readRendered(target));
  const asked = absent.filter((key) => !key.startsWith('rule:') || open.has(key.slice('rule:'.length)));
  if (asked.length === 0) return;
  const names = asked.map((key) => key.replace(':', ' ').replace(/^rule /, ''));
  tellNote(
    `note: ${nameOfChecklist(target)} lacks ${countOf(asked.length, 'row')} that somebody deleted: ${listSome(names, mostNamed)}. ${asked.length === 1 ? 'It comes' : 'They come'} back with: ${nameFolder('tre-container check --checklist', pathFrom(environment.cwd, target.project.root))}`,
    environment,
  );
}

function isOpen(verdict: ResultVerdict): boolean {
  return verdict === 'fail' || verdict === 'unknown' || verdict === 'waived';
}
