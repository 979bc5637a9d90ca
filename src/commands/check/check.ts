import { rules } from '../../rules/index.ts';
import { fix } from '../../engine/check/fix.ts';
import type { CheckReport, RuleResult } from '../../model/check/check-report.ts';
import type { Environment, Run } from '../../model/command.ts';
import { UserError, type Problem } from '../../model/errors.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import { pathFrom } from '../../io/project/find-project-above.ts';
import { shellWord } from '../../shared/shell-word.ts';
import { tally } from '../../model/check/tally.ts';
import { formatFixes } from '../../report/check/fixes-text.ts';
import { spellCommands } from '../../model/text/spell-commands.ts';
import { fitLines } from '../../report/terminal/fit-lines.ts';
import { formatReport } from './format-report.ts';
import { tellOfLeftovers } from '../create/tell-of-leftovers.ts';
import { chooseTargets } from '../project/choose-targets.ts';
import { explain } from './explain.ts';
import { judgeTarget } from './judge-target.ts';
import { openCheckTargets, type CheckTarget } from './open-check-targets.ts';
import { renewChecklist } from './renew-checklist.ts';
import type { checkDefinition, CheckInvocation } from './check-definition.ts';

const forces = ['may', 'should', 'must'] as const;
const severities = ['note', 'warning', 'error'] as const;

/**
 * Judges projects and Dockerfiles, one target after the other; of a target only what the report still prints is kept. Exit code 1: something
 * is to mend or could not be judged. Targets that cannot be checked end in a UserError, after the report on the others.
 */
export const run: Run<typeof checkDefinition> = async (invocation, environment) => {
  const { flags } = invocation;
  const { terminal, version } = environment;
  if (flags['explain'] !== undefined) {
    terminal.out(await explain(flags['explain']));
    return 0;
  }
  refuseUselessFlags(invocation);
  const problems: Problem[] = [];
  let clean = true;
  async function* judgeTargets(): AsyncGenerator<CheckReport> {
    for await (const target of openCheckTargets(
      chooseTargets(invocation.targets, environment, 'dockerfiles'),
      environment,
    )) {
      const report = 'what' in target ? [target] : await conduct(target, invocation, environment).catch(problemsOf);
      if ('results' in report) {
        clean &&= !counts(report.results, flags['fail-on'] ?? 'note');
        yield report;
      } else problems.push(...report);
    }
  }
  const isText = (flags['format'] ?? 'text') === 'text';
  const options = { rules, version, colour: terminal.colour, verbose: flags['verbose'] === true };
  for await (const text of formatReport(judgeTargets(), flags['format'] ?? 'text', options)) {
    const shown = isText ? fitLines(spellCommands(text, environment.program), terminal.wrapAt) : text;
    terminal.out(shown, flags['format'] === 'github' ? 'commands' : undefined);
    await terminal.drained?.();
  }
  const [first, ...rest] = problems;
  if (first !== undefined) throw new UserError(first, ...rest);
  return clean ? 0 : 1;
};

/** One that cannot be written must not keep the others from their report. */
function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof UserError) return error.problems;
  throw error;
}

/** Judges a target, and mends it and renews its checklist where that is asked for. */
async function conduct(
  target: CheckTarget,
  { flags }: CheckInvocation,
  environment: Environment,
): Promise<CheckReport> {
  const written = flags['dry-run'] !== true;
  if (!written || (flags['fix'] !== true && flags['checklist'] !== true))
    await tellOfLeftovers(target.project, environment);
  const mended = flags['fix'] === true ? await mend(target, environment) : { files: target.files, plan: [] };
  // Nothing is written in a dry run, so it is the files as they are that are judged.
  const files = written ? mended.files : target.files;
  const report = await judgeTarget(target, files, flags['no-waivers'] === true ? 'waivers set aside' : 'waivers count');
  const plan = [
    ...mended.plan,
    ...(flags['checklist'] === true
      ? await renewChecklist({ ...target, files }, report, environment, flags['acknowledge-evidence'])
      : []),
  ];
  if (written && plan.length > 0) await target.project.apply(plan);
  if (!written && plan.length > 0) environment.terminal.err('Nothing was written (--dry-run).\n');
  return select(inFolder(atLabel(report, target), target, environment.cwd), flags['min-force'] ?? 'may');
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

/** What a target's files become, shown as a difference, and the plan that writes it. */
async function mend(
  target: CheckTarget,
  { terminal }: Environment,
): Promise<{ readonly files: readonly ProjectFile[]; readonly plan: Plan }> {
  const { files, label } = target;
  const withTexts = (changed: ReadonlyMap<string, string>): ProjectFile[] =>
    files.map((file) => (file.text === undefined ? file : { ...file, text: changed.get(file.path) ?? file.text }));
  const texts = new Map(files.flatMap(({ path, text }) => (text === undefined ? [] : [[path, text] as const])));
  const below = target.adopted === undefined ? '' : `${target.adopted}/`;
  const found = await fix(texts, async (changed) => judgeTarget(target, withTexts(changed)));
  // What lies beside an adopted folder is the person's.
  const fixed = found.filter(({ path }) => path.startsWith(below));
  if (fixed.length === 0) {
    terminal.err('Nothing was mended: what is left to mend, if anything, cannot be mended without guessing.\n');
    return { files, plan: [] };
  }
  terminal.err(
    `${formatFixes(
      fixed.map((each) => ({ ...each, path: label(each.path) })),
      false,
    )}\n`,
  );
  const plan = fixed.map(({ path, before, after }) => {
    const executable = files.find((file) => file.path === path)?.executable === true;
    return {
      path: path.slice(below.length),
      action: 'update',
      reason: 'mended by check --fix',
      ownership: 'shared',
      current: { text: before, executable },
      next: { text: after, executable },
    } as const;
  });
  return { files: withTexts(new Map(fixed.map(({ path, after }) => [path, after]))), plan };
}

function atLabel(report: CheckReport, { label }: CheckTarget): CheckReport {
  const place = <T extends { readonly location?: RuleResult['location'] }>(item: T): T =>
    item.location === undefined ? item : { ...item, location: { ...item.location, file: label(item.location.file) } };
  return {
    ...report,
    results: report.results.map((result) =>
      result.evidence === undefined ? place(result) : { ...place(result), evidence: result.evidence.map(place) },
    ),
    waiverProblems: report.waiverProblems.map(place),
  };
}

/** Remedies that are commands on the project name its folder, where they are typed from another one. */
function inFolder(report: CheckReport, { project }: CheckTarget, cwd: string): CheckReport {
  const folder = pathFrom(cwd, project.root);
  if (folder === '.') return report;
  const place = (text: string): string =>
    text.replaceAll(/\btre-container (upgrade|pin)(?= --|[`,]|$)/g, (command) => `${command} ${shellWord(folder)}`);
  return {
    ...report,
    results: report.results.map((result) =>
      result.fix === undefined ? result : { ...result, fix: place(result.fix) },
    ),
  };
}

/** Results with at least this force. */
function select({ results, ...rest }: CheckReport, least: string): CheckReport {
  const kept = results.filter(
    ({ force }) => forces.indexOf(force) >= forces.findIndex((candidate) => candidate === least),
  );
  return { ...rest, results: kept, summary: tally(kept) };
}

/** What could not be judged counts like a finding: silence is never a pass. */
function counts(results: readonly RuleResult[], least: string): boolean {
  if (least === 'never') return false;
  return results.some(
    ({ verdict, severity }) =>
      (verdict === 'fail' || verdict === 'unknown') &&
      severities.indexOf(severity) >= severities.findIndex((candidate) => candidate === least),
  );
}
