import type { CheckReport } from '../model/check-report.ts';

const commands = { error: 'error', warning: 'warning', note: 'notice' } as const;

/** Workflow commands that GitHub shows as annotations at the line: failures by severity, what is not known as a warning. */
export function formatFindingsGithub(report: CheckReport): string {
  const lines = report.results.filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown').map(({ verdict, severity, rule, message, reason, fix, location }) => {
    const command = verdict === 'unknown' ? 'warning' : commands[severity];
    const place = location === undefined ? '' : `file=${property(location.file)},${location.line === undefined ? '' : `line=${String(location.line)},`}`;
    const text = verdict === 'unknown' ? `not judged: ${reason ?? ''}` : `${message}${fix === undefined ? '' : `. To fix: ${fix}`}`;
    return `::${command} ${place}title=${property(rule)}::${data(text)}\n`;
  });
  const notes = report.waiverProblems.map(({ what, location }) => `::notice file=${property(location.file)}${location.line === undefined ? '' : `,line=${String(location.line)}`},title=waiver::${data(what)}\n`);
  return [...lines, ...notes].join('');
}

/** Escapes as GitHub's own toolkit does, so that no text can start a command of its own. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
