import type { CheckReport, RuleResult } from '../model/check-report.ts';
import type { Location } from '../model/rule.ts';
import { joinLines } from './join-lines.ts';

const commands = { error: 'error', warning: 'warning', note: 'notice' } as const;

/** Workflow commands that GitHub shows as annotations at the line: failures by severity, what is not known as a warning. */
export async function* formatFindingsGithub(reports: AsyncIterable<CheckReport>): AsyncGenerator<string> {
  const notes: string[] = [];
  for await (const { results, waiverProblems } of reports) {
    yield joinLines(results.filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown').map(formatAnnotation));
    notes.push(joinLines(waiverProblems.map(({ what, location }) => `::notice ${formatAt(location)}title=waiver::${data(what)}`)));
  }
  yield* notes;
}

function formatAnnotation({ verdict, severity, rule, message, reason, fix, location }: RuleResult): string {
  const command = verdict === 'unknown' ? 'warning' : commands[severity];
  const text = verdict === 'unknown' ? `not judged: ${reason ?? ''}` : `${message}${fix === undefined ? '' : `. To fix: ${fix}`}`;
  return `::${command} ${formatAt(location)}title=${property(rule)}::${data(text)}`;
}

function formatAt(location: Location | undefined): string {
  return location === undefined ? '' : `file=${property(location.file)},${location.line === undefined ? '' : `line=${String(location.line)},`}`;
}

/** Escapes as GitHub's own toolkit does, so that no text can start a command of its own. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
