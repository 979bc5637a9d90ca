import type { CheckReport, RuleResult } from '../model/check-report.ts';
import { formatPlace } from './format-place.ts';
import { formatSummary } from './findings-text.ts';
import { inert } from './inert.ts';

const titles = [
  ['To mend', ['fail']],
  ['Could not be judged', ['unknown']],
  ['Accepted, with a reason', ['waived']],
  ['For people to answer', ['human']],
] as const;

/** The report as Markdown tables, for a job summary or a pull request. What passes is counted. */
export function formatFindingsMarkdown(report: CheckReport): string {
  const lines = ['## TRE requirements', '', formatSummary(report, false), ''];
  for (const [title, verdicts] of titles) {
    const results = report.results.filter(({ verdict }) => verdicts.some((wanted) => wanted === verdict));
    if (results.length > 0) lines.push(`### ${title}`, '', '| Force | Where | What | Rule |', '| --- | --- | --- | --- |', ...results.map(formatRow), '');
  }
  if (report.waiverProblems.length > 0) lines.push('### Waivers', '', ...report.waiverProblems.map(({ what, location }) => `- ${cell(formatPlace(location))}: ${cell(what)}`), '');
  return lines.join('\n');
}

function formatRow({ force, location, message, reason, fix, rule, verdict }: RuleResult): string {
  const rest = verdict === 'fail' ? (fix === undefined ? '' : `. To fix: ${fix}`) : `: ${reason ?? ''}`;
  return `| ${force} | ${location === undefined ? '' : cell(formatPlace(location))} | ${cell(`${message}${rest}`)} | ${rule} |`;
}

/** One line that can neither end the cell nor start markup. */
function cell(text: string): string {
  return inert(text).replaceAll(/[\\`*_{}[\]<>()#+!|~&@-]/g, (character) => (character === '<' ? '&lt;' : character === '>' ? '&gt;' : character === '&' ? '&amp;' : character === '@' ? '&#64;' : /[-()+!#.]/.test(character) ? character : `\\${character}`));
}
