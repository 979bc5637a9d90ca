import { type ConflictChoice, resolveConflict } from '../../engine/upgrade/resolve-conflicts.ts';
import { describeSides } from '../../engine/changes/describe-sides.ts';
import { tellNote } from '../../report/terminal/tell-note.ts';
import type { FileTree } from '../../model/file-tree.ts';
import type { Terminal } from '../../model/command.ts';
import type { Asker } from '../../model/ports.ts';
import type { Plan, PlanEntry } from '../../model/upgrade/plan.ts';
import { countOf } from '../../shared/count-of.ts';

/** What `--on-conflict` takes. */
export type OnConflict = 'ask' | 'abort' | ConflictChoice;

/** One way out of a conflict, as a person is offered it. `notFor`: the path of a file for which it would be refused. */
export type ConflictOption = {
  readonly value: ConflictChoice;
  readonly label: string;
  readonly help: string;
  readonly notFor?: string;
};

/** Files that were there before a project was made. */
export const createChoices: readonly ConflictOption[] = [
  {
    value: 'yours',
    label: 'take your side',
    help: 'where lines collide; where nothing can be merged the file stays as it is',
  },
  { value: 'theirs', label: "take the template's side", help: 'where lines collide, or its whole file' },
];

/** Lines that both the person and the template changed. */
export const upgradeChoices: readonly ConflictOption[] = [
  { value: 'markers', label: 'put both into the file', help: 'between markers, for your editor' },
  {
    value: 'yours',
    label: 'take your side',
    help: 'where lines collide; what the template changed elsewhere comes in',
  },
  { value: 'theirs', label: "take the template's side", help: 'where lines collide; what you changed elsewhere stays' },
];

/**
 * Ends every conflict of a plan as the person wants it. Returns nothing where they want no file written at all:
 * `abort`, that choice at the prompt, or `ask` with nobody to ask.
 */
export async function settleConflicts(
  plan: Plan,
  how: OnConflict,
  asker: Asker | undefined,
  terminal: Terminal,
  options: readonly ConflictOption[],
): Promise<Plan | undefined> {
  if (how === 'ask' && asker === undefined && plan.some(({ action }) => action === 'conflict'))
    tellNote('--on-conflict ask: nobody can be asked here, without a terminal', { terminal });
  const settled: PlanEntry[] = [];
  let rest: OnConflict = how;
  for (const [at, entry] of plan.entries()) {
    // A side that is refused for a file is no answer for it either.
    const asks = rest === how || isOffered('yours', entry, options) ? rest : how;
    const left = plan.slice(at + 1).filter(({ action }) => action === 'conflict').length;
    const choice =
      entry.action === 'conflict' ? await choose(entry, asks, asker, { terminal, options, left }) : 'markers';
    if (choice === 'abort') return undefined;
    if (choice === 'rest') rest = 'yours';
    settled.push(resolveConflict(entry, choice === 'rest' ? 'yours' : choice));
  }
  return settled;
}

/** The same for a folder that was there before, and says at once what each end takes. `written`: what was rendered last. */
export async function settleAloud(
  plan: Plan,
  how: OnConflict,
  asker: Asker | undefined,
  terminal: Terminal,
  written: FileTree | undefined,
): Promise<Plan | undefined> {
  const settled = await settleConflicts(plan, how, asker, terminal, createChoices);
  for (const line of describeSides(plan, settled ?? [], written)) tellNote(line, { terminal });
  return settled;
}

async function choose(entry: PlanEntry, how: OnConflict, asker: Asker | undefined, asking: Asking): Promise<Chosen> {
  if (how !== 'ask') return how;
  return asker === undefined ? 'abort' : askAbout(entry, asker, asking);
}

/** `rest`: a person's side, in this file and in those that follow. */
type Chosen = ConflictChoice | 'rest' | 'abort';

interface Asking {
  readonly terminal: Terminal;
  readonly options: readonly ConflictOption[];
  /** Conflicts behind this one. */
  readonly left: number;
}

function isOffered(value: ConflictChoice, { path }: PlanEntry, options: readonly ConflictOption[]): boolean {
  return options.some((option) => option.value === value && option.notFor !== path);
}

async function askAbout(entry: PlanEntry, asker: Asker, { terminal, options, left }: Asking): Promise<Chosen> {
  const offered = options.filter(({ notFor }) => notFor !== entry.path);
  for (;;) {
    const choice = await asker.choose({
      message: `${entry.path} exists and differs`,
      help: `${entry.reason}. Nothing is written before you have decided about every file.`,
      initial: offered[0]?.value ?? 'yours',
      choices: [
        ...offered,
        ...(left > 0 && isOffered('yours', entry, options)
          ? [
              {
                value: 'rest',
                label: 'leave the rest as it is',
                help: `your side here too, and in the ${countOf(left, 'file')} that would be asked about`,
              },
            ]
          : []),
        { value: 'diff', label: 'show the difference' },
        { value: 'abort', label: 'stop', help: 'write nothing at all' },
      ],
    });
    if (choice !== 'diff') return choice as Chosen;
    const { formatDiff } = await import('../../report/upgrade/plan-diff.ts');
    terminal.err(formatDiff([resolveConflict(entry, 'theirs')], false), 'as it is');
  }
}
