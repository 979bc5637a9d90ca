import type { CheckReport, RuleResult } from '../model/check-report.ts';
import { addTallies, tally } from '../model/tally.ts';
import { formatPlace } from './format-place.ts';
import { joinLines } from './join-lines.ts';

/**
 * The report as JUnit XML: one test case a result; what is not known is an error, what is waived, asked or does not apply is skipped.
 * The numbers stand at the top, so the text of all cases is kept until the end.
 */
export async function* formatFindingsJunit(reports: AsyncIterable<CheckReport>): AsyncGenerator<string> {
  const cases: string[] = [];
  let summary = tally([]);
  for await (const report of reports) {
    cases.push(joinLines(report.results.map(formatCase)));
    summary = addTallies(summary, report.summary);
  }
  const { fail, unknown, waived, human, notApplicable } = summary;
  const all = Object.values(summary).reduce((sum, count) => sum + count, 0);
  const counts = `tests="${String(all)}" failures="${String(fail)}" errors="${String(unknown)}" skipped="${String(waived + human + notApplicable)}"`;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts}>\n  <testsuite name="tre-container check" ${counts}>\n`;
  yield* cases;
  yield '  </testsuite>\n</testsuites>\n';
}

function formatCase(result: RuleResult): string {
  const { rule, group, message, location } = result;
  const place = location === undefined ? '' : `${formatPlace(location)}: `;
  const file = location === undefined ? '' : ` file="${escapeXml(location.file)}"${location.line === undefined ? '' : ` line="${String(location.line)}"`}`;
  return `    <testcase classname="${group}" name="${rule}: ${escapeXml(message)}"${file}>${formatOutcome(result, place)}</testcase>`;
}

function formatOutcome({ verdict, message, reason, fix, force }: RuleResult, place: string): string {
  switch (verdict) {
    case 'pass':
      return '';
    case 'fail':
      return `<failure type="${force}" message="${escapeXml(message)}">${escapeXml(`${place}${message}${fix === undefined ? '' : `\nTo fix: ${fix}`}`)}</failure>`;
    case 'unknown':
      return `<error type="unknown" message="${escapeXml(`${place}${reason ?? ''}`)}"/>`;
    default:
      return `<skipped message="${escapeXml(`${verdict === 'notApplicable' ? 'not applicable' : verdict}: ${reason ?? ''}`)}"/>`;
  }
}

/** Characters that XML 1.0 cannot hold, even escaped, become a question mark. */
function escapeXml(text: string): string {
  return text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '?').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\n', '&#10;');
}
