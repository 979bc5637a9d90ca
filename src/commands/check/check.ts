import { fix } from '../../engine/check/fix.ts';
import type { CheckReport } from '../../model/check/check-report.ts';
import type { CommandCode, Environment } from '../../model/command.ts';
import { UserError, type Problem } from '../../model/errors.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import { pathFrom } from '../../io/project/find-projects.ts';
import { shellWord } from '../../shared/shell-word.ts';
import { tally } from '../../model/check/tally.ts';
import type { ShownFix } from '../../report/check/fixes-text.ts';
import { tellOfLeftovers } from '../create/tell-of-leftovers.ts';
import { chooseTargets } from '../project/choose-targets.ts';
import { keepUndo } from '../project/keep-undo.ts';
import { explain } from './explain.ts';
import { judgeTarget } from './judge-target.ts';
import { atLabel, inFolder } from './place-results.ts';
import { openCheckTargets } from './open-check-targets.ts';
import type { CheckTarget } from './open-project-folder.ts';
import { type Checked, type CheckedTarget, printChecked } from './print-checked.ts';
import { isBesideProjects, renewChecklist } from './renew-checklist.ts';
import { tellOfLostTicks } from './tell-of-lost-ticks.ts';
import { tellOfSecondPipeline } from './tell-of-second-pipeline.ts';
import type { checkDefinition, CheckInvocation } from './check-definition.ts';

const forces = ['may', 'should', 'must'] as const;

/**
 * Judges projects and Dockerfiles, one target after the other. Exit code 1: something is to fix or could not be judged. Targets that
 * cannot be checked end in a UserError, after the report on the others.
 */
export const checkCommand: CommandCode<typeof checkDefinition, Checked> = {
  run: async (invocation, environment) => {
    const { flags } = invocation;
    if (flags['explain'] !== undefined) return { page: await explain(flags['explain']) };
    refuseUselessFlags(invocation);
    const targets = chooseTargets(invocation.targets, environment, 'dockerfiles');
    return { targets: judgeTargets(targets, invocation, environment) };
  },
  print: printChecked,
};

/** One target after the other, so that a run over many holds one at a time. One that cannot be written must not keep the others from their report. */
async function* judgeTargets(
  targets: readonly string[],
  invocation: CheckInvocation,
  environment: Environment,
): AsyncGenerator<CheckedTarget | Problem> {
  for await (const target of openCheckTargets(
    targets,
    environment,
    invocation.flags['no-waivers'] === true ? 'judged' : 'left out',
  )) {
    if ('what' in target) yield target;
    else yield* await conduct(target, invocation, environment).then((done) => [done], problemsOf);
  }
}

function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof UserError) return error.problems;
  throw error;
}

/** Judges a target, and fixes it and renews its checklist where that is asked for. */
async function conduct(
  target: CheckTarget,
  { flags }: CheckInvocation,
  environment: Environment,
): Promise<CheckedTarget> {
  if (flags['checklist'] === true && target.named !== undefined) refusePart(target, target.named, environment.cwd);
  const isDry = flags['dry-run'] === true;
  if (isDry || (flags['fix'] !== true && flags['checklist'] !== true))
    await tellOfLeftovers(target.project, environment);
  const fixed = flags['fix'] === true ? await fixTarget(target) : undefined;
  // Nothing is written in a dry run, so it is the files as they are that are judged.
  const files = isDry ? target.files : (fixed?.files ?? target.files);
  const report = await judgeTarget(target, files, flags['no-waivers'] === true ? 'waivers set aside' : 'waivers count');
  // After a fix as well: what it changed may be what a tick rested on.
  const isLeft = flags['checklist'] !== true && flags['no-waivers'] !== true;
  if (isLeft && target.named === undefined) await tellOfLostTicks({ ...target, files }, report, environment);
  if (target.named === undefined) tellOfSecondPipeline(target, environment);
  const renewed =
    flags['checklist'] === true && !(await isBesideProjects(target))
      ? await renewChecklist({ ...target, files }, report, environment, { acknowledged: flags['acknowledge-evidence'] })
      : undefined;
  const plan = [...(fixed?.plan ?? []), ...(renewed?.plan ?? [])];
  if (!isDry && plan.length > 0) await target.project.apply(plan, await keepUndo(target.project, plan));
  return {
    report: select(inFolder(atLabel(report, target), target, environment.cwd), flags['min-force'] ?? 'may'),
    ...(fixed === undefined ? {} : { fixes: fixed.fixes }),
    ...(renewed === undefined ? {} : { checklist: renewed.renewal }),
    isHeldBack: isDry && plan.length > 0,
  };
}

/** Boxes that some of a project's Dockerfiles decide would say more than was seen. */
function refusePart({ project, label }: CheckTarget, named: readonly string[], cwd: string): never {
  throw new UserError({
    what: "is a Dockerfile, and a checklist is a whole project's",
    where: named.map(label).join(', '),
    fix: `name the project: tre-container check ${shellWord(pathFrom(cwd, project.root))} --checklist`,
  });
}

function refuseUselessFlags({ flags }: CheckInvocation): void {
  const writing = (['fix', 'checklist'] as const).filter((name) => flags[name] === true).map((name) => `--${name}`);
  if (flags['no-waivers'] === true && writing.length > 0)
    throw new UserError({
      what: `--no-waivers does not go together with ${writing.join(' and ')}`,
      where: '--no-waivers',
      why: 'It is for looking at a project of others; what is written into a project goes by its own waivers.',
      fix: `leave out --no-waivers or ${writing.join(' and ')}`,
    });
  if (flags['dry-run'] === true && flags['fix'] !== true && flags['checklist'] !== true)
    throw new UserError({
      what: '--dry-run has nothing to hold back',
      where: '--dry-run',
      why: 'A check alone writes nothing.',
      fix: 'leave it out, or add --fix or --checklist',
    });
  if (flags['acknowledge-evidence'] !== undefined && flags['checklist'] !== true)
    throw new UserError({
      what: '--acknowledge-evidence notes something in the checklist',
      where: '--acknowledge-evidence',
      fix: 'add --checklist',
    });
}

/** What a target's files become, what differs in each, and the plan that writes it. */
async function fixTarget(target: CheckTarget): Promise<{
  readonly files: readonly ProjectFile[];
  readonly fixes: readonly ShownFix[];
  readonly plan: Plan;
}> {
  const { files, label } = target;
  const withTexts = (changed: ReadonlyMap<string, string>): ProjectFile[] =>
    files.map((file) => (file.text === undefined ? file : { ...file, text: changed.get(file.path) ?? file.text }));
  const texts = new Map(files.flatMap(({ path, text }) => (text === undefined ? [] : [[path, text] as const])));
  const below = target.adopted === undefined ? '' : `${target.adopted}/`;
  const found = await fix(texts, async (changed) => judgeTarget(target, withTexts(changed)));
  // What lies beside an adopted folder is the person's.
  const fixed = found.filter(({ path }) => path.startsWith(below));
  const plan = fixed.map(({ path, before, after }) => {
    const executable = files.find((file) => file.path === path)?.executable === true;
    return {
      path: path.slice(below.length),
      action: 'update',
      reason: 'fixed by check --fix',
      ownership: 'shared',
      current: { text: before, executable },
      next: { text: after, executable },
    } as const;
  });
  return {
    files: withTexts(new Map(fixed.map(({ path, after }) => [path, after]))),
    fixes: fixed.map(({ path, hunks }) => ({ path: label(path), hunks })),
    plan,
  };
}

/** Results with at least this force. */
function select({ results, ...rest }: CheckReport, least: string): CheckReport {
  const kept = results.filter(
    ({ force }) => forces.indexOf(force) >= forces.findIndex((candidate) => candidate === least),
  );
  return { ...rest, results: kept, summary: tally(kept) };
}
