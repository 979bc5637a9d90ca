import type { CommandCode, Environment } from '../../model/command.ts';
import { Cancelled, type Problem, UserError } from '../../model/errors.ts';
import type { UpgradeResult } from '../../model/upgrade/upgrade.ts';
import { chooseTargets } from '../project/choose-targets.ts';
import { checkDrift } from '../check/check-drift.ts';
import { readProjectList } from '../create/read-project-list.ts';
import { printUpgrade, printUpgrades } from './print-upgrade.ts';
import { undoUpgrade } from './undo-upgrade.ts';
import { upgradeProject } from './upgrade-project.ts';
import type { upgradeDefinition, UpgradeInvocation } from './upgrade-definition.ts';
import { shellWord } from '../../shared/shell-word.ts';

/** One project was named, or several, which are done as their results are asked for. */
type Upgraded =
  | { readonly only: UpgradeResult }
  | { readonly count: number; readonly results: AsyncIterable<UpgradeResult> };

/**
 * Upgrades, checks or takes back one project or many. Exit 1: conflicts or drift; 2: a project could not be upgraded at all.
 * Of several projects each is done by itself: whatever is wrong with one, the others are done.
 */
export const upgradeCommand: CommandCode<typeof upgradeDefinition, Upgraded> = {
  run: async (invocation, environment) => {
    const { flags } = invocation;
    refuseContradictions(flags);
    const list = flags['from-list'];
    const directories = [
      ...(list === undefined ? chooseTargets(invocation.targets, environment, 'projects') : invocation.targets),
      ...(list !== undefined ? await readProjectList(list, environment) : []),
    ];
    const [only = '.', ...others] = directories;
    if (others.length === 0 && list === undefined) return { only: await doProject(only, invocation, environment) };
    return { count: directories.length, results: doProjects(directories, invocation, environment) };
  },
  print: async (upgraded, { flags }, host) =>
    'only' in upgraded
      ? printUpgrade(upgraded.only, flags, host)
      : printUpgrades(upgraded.count, upgraded.results, flags, host),
};

async function* doProjects(
  directories: readonly string[],
  invocation: UpgradeInvocation,
  environment: Environment,
): AsyncGenerator<UpgradeResult> {
  const { asker: _, ...nobody } = environment.terminal;
  const alone = { ...environment, terminal: { ...nobody, err: () => undefined } };
  for (const directory of directories)
    yield await doProject(directory, invocation, alone).catch((error: unknown) =>
      describeFailure(directory, error, environment),
    );
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
            fix: `run it alone for the whole story: tre-container upgrade ${shellWord(directory)}`,
          },
        ];
  return { directory, to: version, outcome: 'failed', plan: [], conflicts: [], notes: [], problems, exitCode: 2 };
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
