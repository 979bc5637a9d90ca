import type { Ending, ExitCode, Host } from '../../model/command.ts';
import type { UpgradeResult } from '../../model/upgrade/upgrade.ts';
import { formatUpgradeJson } from '../../report/upgrade/upgrade-json.ts';
import { formatUpgrade, formatUpgradeTable } from '../../report/upgrade/upgrade-text.ts';
import type { UpgradeInvocation } from './upgrade-definition.ts';

type Flags = UpgradeInvocation['flags'];

/** What became of one project, as text or JSON. */
export async function printUpgrade(result: UpgradeResult, flags: Flags, { terminal, program }: Host): Promise<Ending> {
  const { colour, wrapAt } = terminal;
  const { exitCode } = result;
  if (flags['json'] === true) terminal.out(formatUpgradeJson(result));
  else {
    const diff = flags['diff'] === true ? await describeDiff(result, colour) : '';
    terminal.out(formatUpgrade(result, { colour, wrapAt, quiet: flags['quiet'] === true, diff, program }));
  }
  return { exitCode };
}

/** What became of many, with a bar while it goes on: a line of JSON for each as it comes, or a table at the end. */
export async function printUpgrades(
  count: number,
  results: AsyncIterable<UpgradeResult>,
  flags: Flags,
  { terminal }: Host,
): Promise<Ending> {
  const json = flags['json'] === true;
  const bar = json ? undefined : await terminal.startProgress?.(count);
  const shown: UpgradeResult[] = [];
  const codes: ExitCode[] = [];
  try {
    for await (const result of results) {
      if (json) terminal.out(formatUpgradeJson(result, 'line'));
      // Plans hold the text of every file: of a thousand projects only what the table shows is kept.
      else
        shown.push({
          ...result,
          plan: result.plan.map(({ current: _current, next: _next, choices: _choices, ...entry }) => entry),
        });
      bar?.step(result.directory);
      codes.push(result.exitCode);
    }
  } finally {
    bar?.stop();
  }
  if (!json) terminal.out(formatUpgradeTable(shown, { colour: terminal.colour, quiet: flags['quiet'] === true }));
  return { exitCode: codes.includes(2) ? 2 : codes.includes(1) ? 1 : 0 };
}

/** The differ is loaded only where a difference is shown. */
async function describeDiff(result: UpgradeResult, colour: boolean): Promise<string> {
  const { formatDiff } = await import('../../report/upgrade/plan-diff.ts');
  return formatDiff(result.plan, colour);
}
