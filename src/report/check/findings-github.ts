import type { CheckReport, RuleResult } from '../../model/check/check-report.ts';
import type { Location } from '../../model/check/rule.ts';
import { gatherUnjudged, sayMore, type Unjudged } from './gather-unjudged.ts';
import { joinLines } from '../terminal/join-lines.ts';

const commands = { error: 'error', warning: 'warning', note: 'notice' } as const;

/** Workflow commands that GitHub shows as annotations at the line: failures by severity, what is not known as a warning. */
export async function* formatFindingsGithub(reports: AsyncIterable<CheckReport>): AsyncGenerator<string> {
  const notes: string[] = [];
  for await (const { results, waiverProblems } of reports) {
    yield joinLines([
      ...results.filter(({ verdict }) => verdict === 'fail').map(formatAnnotation),
      ...gatherUnjudged(results).map(formatUnjudged),
    ]);
    notes.push(
      joinLines(
        waiverProblems.map(({ what, location }) => `::notice ${formatAt(location)}title=waiver::${data(what)}`),
      ),
    );
  }
  yield* notes;
}

function formatAnnotation({ severity, rule, message, fix, location }: RuleResult): string {
  return `::${commands[severity]} ${formatAt(location)}title=${property(rule)}::${data(`${message}${fix === undefined ? '' : `. To fix: ${fix}`}`)}`;
}

function formatUnjudged({ rules, text, location, more }: Unjudged): string {
  return `::warning ${formatAt(location)}title=${property(rules)}::${data(`not judged: ${text}${sayMore({ more })}`)}`;
}

function formatAt(location: Location | undefined): string {
  return location === undefined
    ? ''
    : `file=${property(location.file)},${location.line === undefined ? '' : `line=${String(location.line)},`}`;
}

/** Escapes as GitHub's own toolkit does, so that no text can start a command of its own. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
