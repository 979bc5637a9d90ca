import type { CheckReport, RuleResult } from '../../model/check/check-report.ts';
import { type Ending, endWith, type Host } from '../../model/command.ts';
import type { Problem } from '../../model/errors.ts';
import { spellCommands } from '../../model/text/spell-commands.ts';
import { formatFixes, type ShownFix } from '../../report/check/fixes-text.ts';
import { layFindings } from '../../report/check/lay-findings.ts';
import { formatRenewal, type Renewal } from '../../report/check/renewal-text.ts';
import { fitPage } from '../../report/terminal/fit-lines.ts';
import { tellNote } from '../../report/terminal/tell-note.ts';
import { rules } from '../../rules/index.ts';
import type { CheckInvocation } from './check-definition.ts';
import { formatReport } from './format-report.ts';

/** A page that was asked for, or targets, which are judged as they are asked for. */
export type Checked = { readonly page: string } | { readonly targets: AsyncIterable<CheckedTarget | Problem> };

/** A target as it was judged, and what was done about it. */
export interface CheckedTarget {
  readonly report: CheckReport;
  /** What was fixed, where that was asked for. */
  readonly fixes?: readonly ShownFix[];
  /** What became of the checklist, where that was asked for. */
  readonly checklist?: Renewal;
  /** Something was to be written, and was not, since that was asked for. */
  readonly isHeldBack: boolean;
}

const severities = ['note', 'warning', 'error'] as const;

/** Prints reports as they come; of a target only what the report still prints is kept. */
export async function printChecked(checked: Checked, { flags }: CheckInvocation, host: Host): Promise<Ending> {
  const { terminal, version, program } = host;
  if ('page' in checked) {
    terminal.out(fitPage(checked.page, terminal.wrapAt));
    return { exitCode: 0 };
  }
  const problems: Problem[] = [];
  let clean = true;
  async function* reports({ targets }: Extract<Checked, { readonly targets: unknown }>): AsyncGenerator<CheckReport> {
    for await (const target of targets) {
      if ('what' in target) problems.push(target);
      else {
        tellWhatWasDone(target, host);
        clean &&= !counts(target.report.results, flags['fail-on'] ?? 'note');
        yield target.report;
      }
    }
  }
  const format = flags['json'] === true ? 'json' : (flags['format'] ?? 'text');
  const options = { rules, version, colour: terminal.colour, verbose: flags['verbose'] === true };
  for await (const text of formatReport(reports(checked), format, options)) {
    const shown = format === 'text' ? layFindings(spellCommands(text, program), terminal.reportAt ?? 0) : text;
    terminal.out(shown, format === 'github' ? 'commands' : undefined);
    await terminal.drained?.();
  }
  return endWith(problems, clean ? 0 : 1);
}

function tellWhatWasDone({ fixes, checklist, isHeldBack }: CheckedTarget, host: Host): void {
  const { terminal } = host;
  if (fixes !== undefined)
    if (fixes.length > 0) terminal.err(`${formatFixes(fixes, false)}\n`, 'as it is');
    else tellNote('Nothing was fixed: what is left to fix, if anything, cannot be fixed without guessing.', host);
  if (checklist !== undefined) tellNote(formatRenewal(checklist).replace(/\n$/, ''), host);
  if (isHeldBack) terminal.err('Nothing was written (--dry-run).\n');
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
