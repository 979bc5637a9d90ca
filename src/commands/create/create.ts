import { bases } from '../../catalog/bases.ts';
import { describeDropped } from '../../engine/answers/describe-dropped.ts';
import { folderInRepository } from '../../io/git/find-repository.ts';
import { countFiles } from '../../io/project/count-files.ts';
import { nextSteps, type Surroundings } from '../../engine/render/next-steps.ts';
import type { Answers } from '../../model/answers/answers.ts';
import type { Environment, ExitCode, Run } from '../../model/command.ts';
import { Cancelled, UserError } from '../../model/errors.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import type { Asker } from '../../model/ports.ts';
import { formatCreated, formatRefused } from '../../report/create/create-text.ts';
import { BASELINE_FILE } from '../../parse/records/baseline-file.ts';
import { PENDING_FILE } from '../../parse/records/pending-file.ts';
import { formatPlan } from '../../report/upgrade/plan-text.ts';
import { decideAnswers } from './decide-answers.ts';
import { completePlan, migratePast, type Past, planProject, readPast } from './plan-project.ts';
import { createChoices, settleConflicts, type OnConflict } from '../upgrade/settle-conflicts.ts';

/**
 * Makes a project from answers, or brings an existing one to these answers and this version, three ways.
 * Nothing is written before everything is decided; then all of it or nothing. Exit 1: files are in the way, nothing was written.
 */
export const run: Run = async ({ flags, targets }, environment) => {
  const { terminal, version } = environment;
  const destination = targets[0] ?? '.';
  const project = environment.openProject(destination);
  const request: Request = {
    destination,
    json: flags['json'] === true,
    quiet: flags['quiet'] === true,
    dryRun: flags['dry-run'] === true,
  };
  const note = (text: string): void => (request.json || request.quiet ? undefined : terminal.err(text));
  const interrupted = await (request.dryRun ? project.findInterrupted() : project.recover());
  if (interrupted !== undefined) note(`${interrupted}\n`);

  const past = await migratePast(refuseOpenConflicts(await readPast(project)), version, project.root);
  if (past.state === undefined) await refuseOwnPrograms(project.root, destination);
  const decided = await decideAnswers({ flags, targets }, environment, project.root, past.state?.answers);
  const asked =
    flags['answers'] === undefined && flags['defaults'] !== true && !request.json ? terminal.asker : undefined;
  const answers = await addDigest(decided, flags['resolve'] === true, asked, environment);
  for (const line of describeDropped(past.state?.answers, answers, Object.values(bases))) note(`${line}\n`);
  const planned = await planProject(project, past, answers, environment);
  const how = (flags['on-conflict'] ?? (asked === undefined ? 'abort' : 'ask')) as OnConflict;
  const settled = await settleConflicts(
    planned.plan,
    how,
    how === 'ask' ? terminal.asker : undefined,
    note,
    createChoices,
  );
  const where = {
    ...(await lookAt(project.root)),
    ...(environment.program === undefined ? {} : { program: environment.program }),
  };
  const result = { root: project.root, where, answers, plan: settled ?? planned.plan };
  if (settled === undefined) return show(result, request, environment, 1);

  const plan = completePlan(planned, settled, past, answers, version);
  if (asked !== undefined && !request.dryRun) await confirm(plan, environment);
  if (!request.dryRun) await project.apply(plan);
  return show({ ...result, plan }, request, environment, 0);
};

/** A starter beside somebody's own programs would be an image that holds none of them. */
async function refuseOwnPrograms(root: string, destination: string): Promise<void> {
  const { findOwnPrograms } = await import('../adopt/find-own-programs.ts');
  const found = findOwnPrograms(root);
  if (found === undefined) return;
  throw new UserError({
    where: destination,
    what: `this folder has programs of your own (${found})`,
    why: 'A new project brings a starter program, and its image would hold none of yours.',
    fix: `start from what is there: tre-container adopt ${destination}`,
  });
}

/** A plan over files with markers would take the markers for edits. */
function refuseOpenConflicts(past: Past): Past {
  if (past.pending === undefined) return past;
  throw new UserError({
    where: PENDING_FILE,
    what: `an upgrade of this project to ${past.pending.baseline.version} has open conflicts`,
    fix: 'resolve them and finish with `generator-tre-container upgrade`, or take it back with `upgrade --abort`',
  });
}

/** Asks the registry for the base image's digest where `--resolve` or a person says so; the registry client is loaded only then. */
async function addDigest(
  answers: Answers,
  isWanted: boolean,
  asker: Asker | undefined,
  environment: Environment,
): Promise<Answers> {
  if (answers.image.includes('@') || (!isWanted && asker === undefined)) return answers;
  const { resolveBaseImage, offerDigest } = await import('./resolve-base-image.ts');
  const image =
    isWanted || asker === undefined
      ? await resolveBaseImage(answers.image, environment)
      : await offerDigest(answers.image, asker, environment);
  return { ...answers, image };
}

/** Whether the project lies in a repository, and whether its folder is its own: other files in it may be data. */
async function lookAt(root: string): Promise<Surroundings> {
  const folder = folderInRepository(root);
  const entries = (await countFiles(root)) ?? 0;
  return { isNew: entries === (folder === '' ? 1 : 0), ...(folder === undefined ? {} : { folder }) };
}

interface Request {
  readonly destination: string;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly dryRun: boolean;
}

interface Result {
  readonly root: string;
  readonly answers: Answers;
  readonly plan: Plan;
  /** What was at the place before anything was written. */
  readonly where: Surroundings;
}

/** The summary of the plan, before anything is written. */
async function confirm(plan: Plan, { terminal }: Environment): Promise<void> {
  terminal.out(formatPlan(plan, terminal.colour));
  const proceed = await terminal.asker?.confirm({
    message: 'Write these files?',
    help: 'All of them or none.',
    initial: true,
  });
  if (proceed === false) throw new Cancelled();
}

async function show(
  { root, answers, plan, where }: Result,
  request: Request,
  { terminal }: Environment,
  code: ExitCode,
): Promise<ExitCode> {
  const base = bases[answers.base];
  const steps = nextSteps(answers, base, request.destination, where);
  const conflicts = plan.filter((entry) => entry.action === 'conflict').map((entry) => entry.path);
  if (request.json) {
    const files = plan.map(({ path, action, reason }) => ({ path, action, reason }));
    const lines = steps.map(({ command, why }) => `${command}  # ${why}`);
    terminal.out(
      `${JSON.stringify({ command: 'create', destination: root, answers, files, conflicts, nextSteps: lines }, undefined, 2)}\n`,
    );
  } else if (code === 1) {
    terminal.err(formatRefused(plan, terminal.colour));
  } else if (!request.quiet) {
    if (request.dryRun)
      terminal.out(`${formatPlan(plan, terminal.colour)}\n${await printDiff(plan, terminal.colour)}\n`);
    terminal.out(
      formatCreated(
        {
          destination: request.destination,
          headline: `${base.label}, ${base.kind}`,
          plan,
          nextSteps: steps,
          dryRun: request.dryRun,
        },
        terminal.colour,
      ),
    );
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
