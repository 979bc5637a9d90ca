import pc from 'picocolors';
import { spellCommands } from '../../model/text/spell-commands.ts';
import type { Plan, PlanAction } from '../../model/upgrade/plan.ts';
import { fitCommand, fitLines } from '../terminal/fit-lines.ts';
import { undoCommand } from '../upgrade/undo-command.ts';
import type { OpenConflict } from '../../model/upgrade/upgrade.ts';
import { groupBy } from '../../shared/group-by.ts';
import { countOf } from '../../shared/count-of.ts';

/** What `create` has to tell when it is done (or, in a dry run, what it would do). */
export interface CreateSummary {
  /** Folder as the person typed it. */
  readonly destination: string;
  /** `Python, batch` and the like. */
  readonly headline: string;
  readonly plan: Plan;
  readonly nextSteps: readonly { readonly command: string; readonly why: string }[];
  readonly dryRun: boolean;
  /** Files in which both sides stand between markers. */
  readonly open?: readonly OpenConflict[];
}

/** Where the text is shown: colours, `Terminal.wrapAt` and `Environment.program`. */
export interface CreateStyle {
  readonly colour: boolean;
  readonly wrapAt?: number | undefined;
  readonly program?: string | undefined;
}

/** The summary that a person reads: what was written, then the commands to type next, each with its reason. */
export function formatCreated(summary: CreateSummary, { colour, wrapAt, program }: CreateStyle): string {
  const { bold, dim } = pc.createColors(colour);
  const { plan, destination, headline, dryRun, open = [] } = summary;
  const changes = plan.filter((entry) => changing.has(entry.action)).length;
  const verb = dryRun ? 'Would write' : 'Wrote';
  const head =
    changes === 0
      ? `${destination} is up to date: nothing to write`
      : `${verb} ${countOf(changes, 'file')} in ${destination}`;
  const steps = summary.nextSteps.flatMap(({ command, why }) => [
    bold(fitCommand(`  ${command}`, wrapAt)),
    fitLines(`      ${dim(why)}`, wrapAt, 0),
  ]);
  // While conflicts are open, the way back has the name that `upgrade` gives it.
  const back = spellCommands(undoCommand(destination, open.length > 0 ? '--abort' : '--undo'), program);
  const line = `To take it back: ${back}`;
  const undo = line.length <= (wrapAt ?? line.length) ? line : `To take it back:\n${fitCommand(`  ${back}`, wrapAt)}`;
  return [
    fitLines(`${bold(head)} (${headline})`, wrapAt),
    ...(dryRun ? [] : listChanged(plan)).map((each) => fitLines(each, wrapAt, 2)),
    '',
    ...formatLeft(plan, dryRun, wrapAt),
    ...formatOpen(open, destination, { wrapAt, program }),
    // Before the steps: the first of them may go to another folder.
    ...(dryRun || changes === 0 ? [] : [undo, '']),
    ...(dryRun || steps.length === 0 || open.length > 0 ? [] : ['Next:', ...steps, '']),
  ].join('\n');
}

/** Names of the files that were written, by what became of them; where all are new, no word for it. */
function listChanged(plan: Plan): readonly string[] {
  const written = plan.filter(({ action }) => changing.has(action));
  const groups = [...groupBy(written, ({ action }) => doneWords[action] ?? action)];
  return groups.map(([word, entries]) => {
    const names = entries.map(({ path }) => path).join(', ');
    return groups.length === 1 && word === 'new' ? `  ${names}` : `  ${word}: ${names}`;
  });
}

const doneWords: Readonly<Partial<Record<PlanAction, string>>> = {
  create: 'new',
  update: 'changed',
  merge: 'merged',
  conflict: 'with both sides',
  delete: 'deleted',
};

/** Where a person has to decide before the change is done. */
function formatOpen(
  open: readonly OpenConflict[],
  destination: string,
  { wrapAt, program }: Omit<CreateStyle, 'colour'>,
): readonly string[] {
  if (open.length === 0) return [];
  const [before, folder] = destination === '.' ? ['', ''] : [`${destination.replace(/\/$/, '')}/`, ` ${destination}`];
  const places = open.map(({ path, lines: [first] }) =>
    first === undefined ? `  ${before}${path}  yours was left as it is` : `  ${before}${path}:${String(first)}`,
  );
  const next = `Both sides stand in ${open.length === 1 ? 'this file' : 'these files'}. Next: decide in each place and remove the markers, then: tre-container upgrade${folder}`;
  return [...places, fitLines(spellCommands(next, program), wrapAt), ''];
}

/** A starter that gave way to a person's program is no news in each run. */
function isNews({ ownership, reason }: Plan[number]): boolean {
  return ownership === 'user'
    ? /no longer has it|stays deleted, though/.test(reason)
    : /no longer has it|you deleted it|so it was not moved/.test(reason);
}

/** Files that the project does not have any more and that are the person's now, and those that somebody deleted: a dry run lists them with all others. */
function formatLeft(plan: Plan, dryRun: boolean, wrapAt: number | undefined): readonly string[] {
  const left = plan.filter((entry) => entry.action === 'keep' && isNews(entry));
  if (dryRun || left.length === 0) return [];
  return ['Left as it is:', ...left.map(({ path, reason }) => fitLines(`  ${path}  ${reason}`, wrapAt)), ''];
}

/**
 * Why nothing was written: the files in the way, and what to do about them. `upgrade` is the command that puts both sides into the files of a
 * project that this program made; without it there is no such project here. `isShown`: the differences stand above. `lost`: the record of what was written, where that is gone.
 * `sides`: what collides, by path. `isMixed`: with a person's side the image would be of two bases, which is refused.
 */
export function formatRefused(
  plan: Plan,
  { colour, wrapAt, program }: CreateStyle,
  {
    upgrade,
    isShown = false,
    lost,
    sides,
    isMixed = false,
  }: {
    readonly upgrade?: string | undefined;
    readonly isShown?: boolean;
    readonly lost?: string | undefined;
    readonly sides?: ReadonlyMap<string, readonly string[]>;
    readonly isMixed?: boolean;
  } = {},
): string {
  const { bold, red } = pc.createColors(colour);
  const conflicts = plan.filter((entry) => entry.action === 'conflict');
  const text = [
    `${red(bold('stopped'))} ${countOf(conflicts.length, 'file')} in the way; nothing was written`,
    ...(lost === undefined
      ? []
      : [
          `  ${lost} is missing, so that what you edited cannot be told from what was written: first take it back from your version control, or: ${upgrade ?? 'tre-container upgrade'} --rebuild-baseline`,
        ]),
    ...conflicts.flatMap(({ path, reason }) => [
      `  ${bold(path)}: ${reason}`,
      ...(sides?.get(path) ?? []).map((line) => `    ${line}`),
    ]),
    `  To fix: --on-conflict ${isMixed ? 'theirs (the generated ones; each line of yours that goes is named)' : 'yours (your lines where they collide), theirs (the generated ones)'}${upgrade === undefined ? '' : ', markers (both into the file)'} or ask${isShown ? '' : '; --dry-run shows the differences'}.`,
    ...(upgrade === undefined
      ? ['  For programs of your own that need a container: tre-container adopt.']
      : lost === undefined && conflicts.some(({ next }) => next !== undefined)
        ? [`  With both sides in the file, between markers for your editor: ${upgrade}`]
        : []),
    '',
  ].join('\n');
  return fitLines(spellCommands(text, program), wrapAt);
}

const changing: ReadonlySet<PlanAction> = new Set(['create', 'update', 'merge', 'conflict', 'delete']);
