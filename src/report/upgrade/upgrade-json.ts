import type { upgradeSchema } from '../../model/upgrade/upgrade-schema.ts';
import type { UpgradeResult } from '../../model/upgrade/upgrade.ts';
import { printJson } from '../terminal/print-json.ts';

/** The result for programs: one JSON document, on one line where there are several. */
export function formatUpgradeJson(result: UpgradeResult, layout: 'document' | 'line' = 'document'): string {
  const { directory, outcome, from, to, plan, conflicts, leftOut = [], drift, notes, problems, exitCode } = result;
  const files = plan.map(({ path, action, reason }) => ({ path, action, reason }));
  const data = {
    command: 'upgrade' as const,
    destination: directory,
    outcome,
    ...(from === undefined ? {} : { from }),
    to,
    exitCode,
    files,
    conflicts,
    leftOut,
    ...(drift === undefined ? {} : { newer: from !== to, drift }),
    notes,
    problems,
  };
  return printJson<typeof upgradeSchema>(data, layout);
}
