import { bases } from '../../catalog/bases.ts';
import { findRegistryPlaceholder } from '../../catalog/placeholders.ts';
import { nextSteps, type Surroundings } from '../../engine/render/next-steps.ts';
import { showCollisions } from '../../engine/changes/describe-sides.ts';
import type { Answers } from '../../model/answers/answers.ts';
import type { Host } from '../../model/command.ts';
import type { createSchema } from '../../model/project/create-schema.ts';
import { resolveConflict } from '../../engine/upgrade/resolve-conflicts.ts';
import type { OpenConflict } from '../../model/upgrade/upgrade.ts';
import type { FileTree } from '../../model/file-tree.ts';
import { spellCommands } from '../../model/text/spell-commands.ts';
import type { Plan, PlanAction } from '../../model/upgrade/plan.ts';
import { BASELINE_FILE } from '../../parse/records/baseline-file.ts';
import { formatCreated, formatRefused } from '../../report/create/create-text.ts';
import { shellWord } from '../../shared/shell-word.ts';
import { printJson } from '../../report/terminal/print-json.ts';
import { fitLines } from '../../report/terminal/fit-lines.ts';
import { formatPlan } from '../../report/upgrade/plan-text.ts';

/** How a run of `create` was asked for. */
export interface CreateRequest {
  /** Folder as the person typed it. */
  readonly destination: string;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly dryRun: boolean;
  /** Flags that gave the answers, as `upgrade` takes them too. */
  readonly answerFlags: string;
}

/** What a run of `create` came to. */
export interface Created {
  readonly request: CreateRequest;
  /** Absolute. */
  readonly root: string;
  readonly answers: Answers;
  readonly plan: Plan;
  /** What was at the place before anything was written. */
  readonly where: Surroundings;
  /** Files are in the way: nothing was written. */
  readonly isRefused: boolean;
  /** The project has answers, and no record of what was written. */
  readonly lacksBaseline: boolean;
  /** What was written last, as it was rendered; absent where nothing records it. */
  readonly written: FileTree | undefined;
  /** With a person's side of the Dockerfile the image would be of two bases. */
  readonly isMixed: boolean;
  /** Files that were written with both sides between markers. */
  readonly open: readonly OpenConflict[];
}

/** The same for other programs, as `--json` prints it and the library returns it. */
export interface CreateResult {
  readonly command: 'create';
  /** Absolute path. */
  readonly destination: string;
  readonly answers: Answers;
  readonly files: readonly { readonly path: string; readonly action: PlanAction; readonly reason: string }[];
  /** Paths in the way: nothing was written, but for `--on-conflict markers`, which puts both sides into them. */
  readonly conflicts: readonly string[];
  /** Commands to type, each with its reason. */
  readonly nextSteps: readonly string[];
}

/** What other programs get to know of it. */
export function describeCreated(created: Created): CreateResult {
  const { root, answers, plan } = created;
  return {
    command: 'create',
    destination: root,
    answers,
    files: plan.map(({ path, action, reason }) => ({ path, action, reason })),
    conflicts: plan.filter(({ action }) => action === 'conflict').map(({ path }) => path),
    nextSteps: listSteps(created).map(({ command, why }) => `${command}  # ${why}`),
  };
}

function listSteps({ request, answers, plan, where }: Created): ReturnType<typeof nextSteps> {
  const written = plan
    .filter(({ next, action }) => next !== undefined && action !== 'conflict')
    .map(({ path }) => path);
  const lacksRegistry = findRegistryPlaceholder(answers.registry) !== undefined;
  return nextSteps(answers, bases[answers.base], request.destination, { ...where, written, lacksRegistry });
}

/** The last words of `create`, as text or JSON. */
export async function showCreated(created: Created, { terminal, program }: Host): Promise<void> {
  const { request, answers, plan, written, lacksBaseline, isMixed } = created;
  const { colour, wrapAt } = terminal;
  const base = bases[answers.base];
  const place = request.destination === '.' ? '' : ` ${shellWord(request.destination)}`;
  if (request.json) terminal.out(printJson<typeof createSchema>(describeCreated(created)));
  else if (created.isRefused) {
    const upgrade = created.where.isAgain === true ? `tre-container upgrade${place}${request.answerFlags}` : undefined;
    if (request.dryRun)
      terminal.out(
        `${fitLines(formatPlan(plan, colour), wrapAt)}\n${await printDiff(plan, { colour, wrapAt, program, place })}\n`,
      );
    terminal.err(
      formatRefused(
        plan,
        { colour, wrapAt, program },
        {
          upgrade,
          isShown: request.dryRun,
          ...(request.dryRun || lacksBaseline || created.where.isAgain !== true
            ? {}
            : { sides: new Map(plan.map((entry) => [entry.path, showCollisions(entry, written)])) }),
          lost: lacksBaseline ? BASELINE_FILE : undefined,
          isMixed,
        },
      ),
    );
  } else if (!request.quiet) {
    if (request.dryRun)
      terminal.out(
        `${fitLines(formatPlan(plan, colour), wrapAt)}\n${await printDiff(plan, { colour, wrapAt, program, place })}\n`,
      );
    const summary = {
      destination: request.destination,
      headline: `${base.label}, ${base.kind}`,
      plan,
      nextSteps: listSteps(created),
      open: created.open,
      dryRun: request.dryRun,
    };
    terminal.out(formatCreated(summary, { colour, wrapAt, program }));
  }
}

function isRows({ path, current }: Plan[number]): boolean {
  return path === 'CHECKLIST.md' && current !== undefined;
}

/** What changes, as it is in the files. The differ is loaded only where a difference is shown; of the baseline it would show every file again. */
async function printDiff(
  plan: Plan,
  {
    colour,
    wrapAt,
    program,
    place,
  }: {
    readonly colour: boolean;
    readonly wrapAt: number | undefined;
    readonly program: string | undefined;
    /** The folder, behind a blank; nothing for the one that was typed in. */
    readonly place: string;
  },
): Promise<string> {
  const { formatDiff } = await import('../../report/upgrade/plan-diff.ts');
  // What people asked for first; the rows of the checklist follow from it.
  const shown = plan.filter(({ path }) => path !== BASELINE_FILE);
  const rows = shown.some((entry) => isRows(entry) && entry.next !== undefined)
    ? `CHECKLIST.md: its rows follow from these; tre-container upgrade${place} --dry-run --diff, with the same --set, shows them.\n`
    : '';
  return `${formatDiff(
    shown.filter((entry) => !isRows(entry)).map((entry) => resolveConflict(entry, 'theirs')),
    colour,
  )}${fitLines(spellCommands(rows, program), wrapAt)}`;
}
