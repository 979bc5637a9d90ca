import type { CheckReport, RuleResult } from '../../model/check/check-report.ts';
import { formatPlace } from './format-place.ts';
import { active, spell } from '../../model/text/inert.ts';
import { sayMore } from './gather-unjudged.ts';
import { joinLines } from '../terminal/join-lines.ts';

/**
 * The report as JUnit XML: a suite a target, so that its numbers can stand before its cases and nothing of it is kept; a test case a result.
 * What is not known is an error, what is waived, asked or does not apply is skipped.
 */
export async function* formatFindingsJunit(reports: AsyncIterable<CheckReport>): AsyncGenerator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="tre-container check">\n';
  for await (const { results, summary } of reports) {
    const { fail, unknown, waived, human, notApplicable } = summary;
    const counts = `tests="${String(results.length)}" failures="${String(fail)}" errors="${String(unknown)}" skipped="${String(waived + human + notApplicable)}"`;
    yield joinLines([
      `  <testsuite name="tre-container check" ${counts}>`,
      ...results.map(formatCase),
      '  </testsuite>',
    ]);
  }
  yield '</testsuites>\n';
}

function formatCase(result: RuleResult): string {
  const { rule, group, message, location } = result;
  const place = location === undefined ? '' : `${formatPlace(location)}: `;
  const file =
    location === undefined
      ? ''
      : ` file="${escapeXml(location.file)}"${location.line === undefined ? '' : ` line="${String(location.line)}"`}`;
  return `    <testcase classname="${group}" name="${rule}: ${escapeXml(message)}"${file}>${formatOutcome(result, place)}</testcase>`;
}

function formatOutcome(
  { verdict, message, reason, fix, force, setAside, others = [] }: RuleResult,
  place: string,
): string {
  const waiver = setAside === undefined ? '' : `\nA waiver was set aside: ${setAside}`;
  switch (verdict) {
    case 'pass':
      return '';
    case 'fail':
      return `<failure type="${force}" message="${escapeXml(message)}">${escapeXml(`${place}${message}${fix === undefined ? '' : `\nTo fix: ${fix}`}${waiver}`)}</failure>`;
    case 'unknown':
      return `<error type="unknown" message="${escapeXml(`${place}${reason ?? ''}${sayMore({ more: others.length })}${waiver}`)}"/>`;
    default:
      return `<skipped message="${escapeXml(`${verdict === 'notApplicable' ? 'not applicable' : verdict}: ${reason ?? ''}`)}"/>`;
  }
}

/** Characters that XML 1.0 cannot hold, even escaped, are spelled out; those that could act elsewhere become references, which mean the same. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, spell)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/#(?=#)/g, refer)
    .replaceAll(active, (character) => (character === '\t' ? character : refer(character)));
}

function refer(character: string): string {
  return `&#${String(character.codePointAt(0))};`;
}
