import type { Environment, ExitCode, Run } from '../../model/command.ts';
import { Cancelled, type Problem, UserError } from '../../model/errors.ts';
import type { UpgradeResult } from '../../model/upgrade/upgrade.ts';
import { formatUpgradeJson } from '../../report/upgrade/upgrade-json.ts';
import { formatUpgrade, formatUpgradeTable } from '../../report/upgrade/upgrade-text.ts';
import { chooseTargets } from '../project/choose-targets.ts';
import { checkDrift } from '../check/check-drift.ts';
import { readProjectList } from '../create/read-project-list.ts';
import { undoUpgrade, upgradeProject } from './upgrade-project.ts';
import type { upgradeDefinition, UpgradeInvocation } from './upgrade-definition.ts';

/**
 * Upgrades, checks or takes back one project or many. Exit 1: conflicts or drift; 2: a project could not be upgraded at all.
 * Of several projects each is done by itself: whatever is wrong with one, the others are done.
 */
export const run: Run<typeof upgradeDefinition> = async (invocation, environment) => {
  const { flags } = invocation;
  refuseContradictions(flags);
  const list = flags['from-list'];
  const directories = [
    ...(list === undefined ? chooseTargets(invocation.targets, environment, 'projects') : invocation.targets),
    ...(list !== undefined ? await readProjectList(list, environment) : []),
  ];
  const [only = '.', ...others] = directories;
  if (others.length === 0 && list === undefined) return runOne(only, invocation, environment);
  return runMany(directories, invocation, environment);
};

async function runOne(directory: string, invocation: UpgradeInvocation, environment: Environment): Promise<ExitCode> {
  const { flags } = invocation;
  const { terminal } = environment;
  const result = await doProject(directory, invocation, environment);
  if (flags['json'] === true) terminal.out(formatUpgradeJson(result));
  else
    terminal.out(
      formatUpgrade(result, {
        colour: terminal.colour,
        wrapAt: terminal.wrapAt,
        quiet: flags['quiet'] === true,
        diff: flags['diff'] === true ? await describeDiff(result, terminal.colour) : '',
        program: environment.program,
      }),
    );
  return result.exitCode;
}

async function runMany(
  directories: readonly string[],
  invocation: UpgradeInvocation,
  environment: Environment,
): Promise<ExitCode> {
  const { terminal } = environment;
  const { asker: _, ...nobody } = terminal;
  const alone = { ...environment, terminal: { ...nobody, err: () => undefined } };
  const json = invocation.flags['json'] === true;
  const bar = json ? undefined : await terminal.startProgress?.(directories.length);
  const results: UpgradeResult[] = [];
  const codes: ExitCode[] = [];
  try {
    for (const directory of directories) {
      const result = await doProject(directory, invocation, alone).catch((error: unknown) =>
        describeFailure(directory, error, environment),
      );
      if (json) terminal.out(formatUpgradeJson(result, 'line'));
      // Plans hold the text of every file: of a thousand projects only what the table shows is kept.
      else
        results.push({
          ...result,
          plan: result.plan.map(({ current: _current, next: _next, choices: _choices, ...entry }) => entry),
        });
      bar?.step(directory);
      codes.push(result.exitCode);
    }
  } finally {
    bar?.stop();
  }
  if (!json)
    terminal.out(formatUpgradeTable(results, { colour: terminal.colour, quiet: invocation.flags['quiet'] === true }));
  return codes.includes(2) ? 2 : codes.includes(1) ? 1 : 0;
}

async function doProject(
  directory: string,
  invocation: UpgradeInvocation,
  environment: Environment,
): Promise<UpgradeResult> {
  const { flags } = invocation;
  const force = flags['force'] === true;
  if (flags['check'] === true) return checkDrift(directory, invocation, environment);
  if (flags['undo'] === true || flags['abort'] === true)
    return undoUpgrade(directory, flags['abort'] === true ? 'abort' : 'undo', force, environment);
  const asks = environment.terminal.asker !== undefined && flags['defaults'] !== true && flags['json'] !== true;
  const onConflict = flags['on-conflict'] ?? (asks ? 'ask' : 'markers');
  const how = { invocation, force, onConflict, dryRun: flags['dry-run'] === true, confirms: asks };
  return upgradeProject(directory, how, environment);
}

function describeFailure(directory: string, error: unknown, { version }: Environment): UpgradeResult {
  if (error instanceof Cancelled) throw error;
  const problems: readonly Problem[] =
    error instanceof UserError
      ? error.problems
      : [
          {
            what: `internal error: ${error instanceof Error ? error.message : String(error)}`,
            fix: `run it alone for the whole story: tre-container upgrade ${directory}`,
          },
        ];
  return { directory, to: version, outcome: 'failed', plan: [], conflicts: [], notes: [], problems, exitCode: 2 };
}

/** The differ is loaded only where a difference is shown. */
async function describeDiff(result: UpgradeResult, colour: boolean): Promise<string> {
  const { formatDiff } = await import('../../report/upgrade/plan-diff.ts');
  return formatDiff(result.plan, colour);
}

function refuseContradictions(flags: UpgradeInvocation['flags']): void {
  const modes = (['check', 'undo', 'abort'] as const).filter((name) => flags[name] === true).map((name) => `--${name}`);
  if (modes.length > 1)
    throw new UserError({ what: `${modes.join(' and ')} exclude each other`, fix: 'give one of them' });
  const [mode] = modes;
  if (mode !== undefined && flags['dry-run'] === true)
    throw new UserError({
      what: `--dry-run means nothing with ${mode}`,
      fix: mode === '--check' ? 'leave it out: --check writes nothing' : 'leave it out',
    });
}
