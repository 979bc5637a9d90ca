import pc from 'picocolors';
import { formatProblem } from '../../model/errors.ts';
import type { UpgradeOutcome, UpgradeResult } from '../../model/upgrade/upgrade.ts';
import { placeFrom, placeShort } from '../../model/project/placed-path.ts';
import { spellCommands } from '../../model/text/spell-commands.ts';
import { shellWord } from '../../shared/shell-word.ts';
import { fitLines } from '../terminal/fit-lines.ts';
import { undoCommand } from './undo-command.ts';
import { formatPlan, placePlan } from './plan-text.ts';

interface Style {
  readonly colour: boolean;
  /** Only what a person has to act upon. */
  readonly quiet: boolean;
}

/** What only the text about one project needs. */
interface UpgradeStyle {
  /** Printed as it is; empty where nobody asked for it. */
  readonly diff: string;
  /** As `Environment.program` has it. */
  readonly program?: string | undefined;
  /** As `Terminal.wrapAt` has it. */
  readonly wrapAt?: number | undefined;
}

/** What became of one project: notes, the plan with its reasons, what is open, and what to type next. */
export function formatUpgrade(
  result: UpgradeResult,
  { colour, quiet, diff, program, wrapAt }: Style & UpgradeStyle,
): string {
  const { bold, dim } = pc.createColors(colour);
  const notes = quiet || result.shown === true ? [] : result.notes.map((note) => `${dim(note)}\n`);
  const plan =
    quiet || result.shown === true || result.plan.every(({ action }) => action === 'unchanged')
      ? ''
      : `${formatPlan(placePlan(result.plan, result.directory), colour)}\n`;
  const head = quiet && result.exitCode === 0 ? '' : `${bold(headline(result))}\n`;
  const after = [
    head,
    formatConflicts(result, colour),
    formatDrift(result, colour),
    formatLeftOut(result),
    formatUndo(result, quiet),
  ].join('');
  const fit = (text: string): string => fitLines(spellCommands(text, program), wrapAt);
  return `${fit(`${notes.join('')}${plan}`)}${diff}${fit(after)}`;
}

/** One line a project, then what is wrong with those that failed, and the sums. */
export function formatUpgradeTable(results: readonly UpgradeResult[], { colour, quiet }: Style): string {
  const { bold, dim } = pc.createColors(colour);
  const shown = quiet ? results.filter(({ exitCode }) => exitCode !== 0) : results;
  const width = Math.max(0, ...shown.map(({ directory }) => directory.length));
  const rows = shown.map(
    (result) => `${result.directory.padEnd(width)}  ${paint(result, colour)}${describeSize(result)}`,
  );
  const failures = results.flatMap(({ directory, problems }) =>
    problems.map((problem) => `\n${bold(directory)}: ${formatProblem(problem)}`),
  );
  const outcomes = [...new Set(results.map(({ outcome }) => outcome))];
  const sums = outcomes.map((outcome) => `${results.filter((result) => result.outcome === outcome).length} ${outcome}`);
  return `${[...rows, ...failures].join('\n')}${rows.length + failures.length > 0 ? '\n\n' : ''}${dim(`${results.length} projects:`)} ${sums.join(', ')}\n`;
}

function headline({ directory, outcome, from, to, isDry, isGone, conflicts, unrecorded }: UpgradeResult): string {
  const step = from === undefined || from === to ? `version ${to}` : `version ${from} to ${to}`;
  const open = `${directory} has open conflicts${unrecorded === undefined ? '' : ` (not recorded yet: ${unrecorded})`}`;
  const texts: Readonly<Record<UpgradeOutcome, string>> = {
    upgraded: `Upgraded ${directory} (${step})`,
    'up to date': `${directory} is up to date (${step})`,
    conflicts: isDry === true ? `${directory} would have conflicts (${step}); nothing was written` : open,
    'would upgrade': `Would upgrade ${directory} (${step}); nothing was written`,
    aborted: `Stopped: ${directory} has conflicts; nothing was written`,
    undone: describeUndone(directory, isGone),
    drift:
      conflicts.length > 0
        ? open
        : from === to
          ? `${directory} differs from what version ${to} renders`
          : `${directory}: version ${to} is newer than the one recorded (${String(from)})`,
    failed: `${directory} could not be upgraded`,
  };
  return texts[outcome];
}

function describeUndone(directory: string, isGone: boolean | undefined): string {
  const folder = directory === '.' ? 'The project' : directory;
  if (isGone === undefined) return `${folder} is as it was before`;
  return isGone
    ? `${folder} is gone: it was made then`
    : `${folder} was made then: what this program wrote is gone, and the folder stays with what else lies in it`;
}

function formatLeftOut({ leftOut = [], directory }: UpgradeResult): string {
  if (leftOut.length === 0) return '';
  return `  Left out: ${leftOut.join(', ')}\n  Next: tre-container upgrade${directory === '.' ? '' : ` ${shellWord(directory)}`} without --except brings ${leftOut.length === 1 ? 'it' : 'them'} up to date\n`;
}

/** How to take back what was just written. */
function formatUndo({ outcome, directory, isFinish }: UpgradeResult, quiet: boolean): string {
  if (outcome !== 'upgraded' || quiet) return '';
  return isFinish === true
    ? `  To take it back, with what you decided between the markers: ${undoCommand(directory)} --force\n`
    : `  To take it back: ${undoCommand(directory)}\n`;
}

function formatConflicts({ conflicts, outcome, directory, isDry, unrecorded }: UpgradeResult, colour: boolean): string {
  if (conflicts.length === 0) return '';
  const { bold } = pc.createColors(colour);
  const placed = conflicts.map((conflict) => ({ ...conflict, path: placeFrom(directory, conflict.path) }));
  const lines = placed.map(
    ({ path, lines: [first] }) =>
      `  ${bold(first === undefined ? path : `${path}:${String(first)}`)}${first === undefined ? '  yours was left as it is' : ''}\n`,
  );
  const upgrade = `tre-container upgrade${directory === '.' ? '' : ` ${shellWord(directory)}`}`;
  // Lines of the old base would stay in an image of the new one.
  const isRebased = unrecorded !== undefined && /(?:^|; )base: /.test(unrecorded);
  const again = unrecorded === undefined ? '' : ', with the same `--set`';
  const back = `  Or: \`${upgrade} --abort\` takes everything back; then ${isRebased ? '`--on-conflict theirs`' : '`--on-conflict yours` or `theirs`'} decides all alike${again}.\n`;
  const next =
    outcome === 'aborted' || isDry === true
      ? '  To fix: --on-conflict markers (both into the file), yours, theirs or ask; --dry-run --diff shows them\n'
      : conflicts.every((each) => each.lines.length === 0)
        ? `  Next: see with \`${upgrade} --dry-run --diff\` what the template has there, take what you want, then run \`${upgrade}\` again.\n${back}`
        : `  Next: decide in each file and remove the markers, then run \`${upgrade}\` again: only then is ${unrecorded === undefined ? 'this upgrade' : 'that'} recorded.\n${back}`;
  return [...lines, next].join('');
}

function formatDrift({ drift, from, to, directory, conflicts }: UpgradeResult, colour: boolean): string {
  if (drift === undefined) return '';
  const { dim } = pc.createColors(colour);
  const placed = drift.map((each) => ({ ...each, path: placeShort(directory, each.path) }));
  const width = Math.max(0, ...placed.map(({ path }) => path.length));
  const lines = placed.map(({ path, kind, reason }) => `  ${kind.padEnd(7)} ${path.padEnd(width)}  ${dim(reason)}\n`);
  const next =
    conflicts.length > 0
      ? ''
      : from !== to || drift.some(({ kind }) => kind === 'stale')
        ? `  Next: tre-container upgrade${directory === '.' ? '' : ` ${shellWord(directory)}`}\n`
        : drift.length > 0 && drift.every(({ kind }) => kind === 'edited')
          ? '  Nothing to do: an upgrade leaves what you edited as it is. The exit code is 1 since a file differs; in a pipeline the lines `edited` tell that from the others\n'
          : '';
  return [...lines, next].join('');
}

function paint({ outcome, from, to }: UpgradeResult, colour: boolean): string {
  const { green, red, yellow, dim } = pc.createColors(colour);
  const text = outcome.padEnd(13);
  const painted =
    outcome === 'failed'
      ? red(text)
      : ['conflicts', 'drift', 'aborted'].includes(outcome)
        ? yellow(text)
        : outcome === 'up to date'
          ? dim(text)
          : green(text);
  return from === undefined || from === to ? painted : `${painted} ${from} to ${to}`;
}

function describeSize({ plan, conflicts, drift }: UpgradeResult): string {
  const changed = plan.filter(({ action }) => action !== 'unchanged' && action !== 'keep').length;
  const parts = [
    changed === 0 ? '' : `${changed} ${changed === 1 ? 'file' : 'files'}`,
    conflicts.length === 0 ? '' : `conflicts in ${conflicts.map(({ path }) => path).join(', ')}`,
    drift === undefined || drift.length === 0 ? '' : `${drift.length} differ`,
  ];
  return parts
    .filter((part) => part !== '')
    .map((part) => `  ${part}`)
    .join(',');
}
