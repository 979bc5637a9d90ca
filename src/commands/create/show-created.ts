import { bases } from '../../catalog/bases.ts';
import { nextSteps, type Surroundings } from '../../engine/render/next-steps.ts';
import type { Answers } from '../../model/answers/answers.ts';
import type { Environment, ExitCode } from '../../model/command.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import { BASELINE_FILE } from '../../parse/records/baseline-file.ts';
import { formatCreated, formatRefused } from '../../report/create/create-text.ts';
import { fitLines } from '../../report/terminal/fit-lines.ts';
import { formatPlan } from '../../report/upgrade/plan-text.ts';

/** How a run of `create` was asked for. */
export interface CreateRequest {
  /** Folder as the person typed it. */
  readonly destination: string;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly dryRun: boolean;
}

/** What a run of `create` came to. */
export interface Created {
  /** Absolute. */
  readonly root: string;
  readonly answers: Answers;
  readonly plan: Plan;
  /** What was at the place before anything was written. */
  readonly where: Surroundings;
}

/** The last words of `create`, as text or JSON; code 1: files are in the way. Returns the code. */
export async function showCreated(
  { root, answers, plan, where }: Created,
  request: CreateRequest,
  { terminal, program }: Environment,
  code: ExitCode,
): Promise<ExitCode> {
  const { colour, wrapAt } = terminal;
  const base = bases[answers.base];
  const written = plan
    .filter(({ next, action }) => next !== undefined && action !== 'conflict')
    .map(({ path }) => path);
  const steps = nextSteps(answers, base, request.destination, { ...where, written });
  const conflicts = plan.filter((entry) => entry.action === 'conflict').map((entry) => entry.path);
  if (request.json) {
    const files = plan.map(({ path, action, reason }) => ({ path, action, reason }));
    const lines = steps.map(({ command, why }) => `${command}  # ${why}`);
    terminal.out(
      `${JSON.stringify({ command: 'create', destination: root, answers, files, conflicts, nextSteps: lines }, undefined, 2)}\n`,
    );
  } else if (code === 1) {
    terminal.err(formatRefused(plan, { colour, wrapAt, program }));
  } else if (!request.quiet) {
    if (request.dryRun)
      terminal.out(`${fitLines(formatPlan(plan, colour), wrapAt)}\n${await printDiff(plan, colour)}\n`);
    const summary = {
      destination: request.destination,
      headline: `${base.label}, ${base.kind}`,
      plan,
      nextSteps: steps,
      dryRun: request.dryRun,
    };
    terminal.out(formatCreated(summary, { colour, wrapAt, program }));
  }
  return code;
}

/** The differ is loaded only where a difference is shown; of the baseline it would show every file again. */
async function printDiff(plan: Plan, colour: boolean): Promise<string> {
  const { formatDiff } = await import('../../report/upgrade/plan-diff.ts');
  return formatDiff(
    plan.filter(({ path }) => path !== BASELINE_FILE),
    colour,
  );
}
