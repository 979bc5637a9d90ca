import type { CheckReport, RuleResult } from '../../model/check/check-report.ts';
import { addTallies, countUnproved, tally } from '../../model/check/tally.ts';
import { formatPlace } from './format-place.ts';
import { formatSetAside, formatSummary } from './findings-text.ts';
import { gatherUnjudged, sayMore, type Unjudged } from './gather-unjudged.ts';
import { inert } from '../../model/text/inert.ts';
import { joinLines } from '../terminal/join-lines.ts';

const titles = [
  ['To fix', 'fail'],
  ['Could not be judged', 'unknown'],
  ['Accepted, with a reason', 'waived'],
  ['For people to answer', 'human'],
] as const;

/** The report as Markdown tables, for a job summary or a pull request. What passes is counted. Of a target only its rows are kept until the end. */
export async function* formatFindingsMarkdown(reports: AsyncIterable<CheckReport>): AsyncGenerator<string> {
  const sections = titles.map(([title, verdict]) => ({ title, verdict, kept: [] as string[] }));
  const waivers: string[] = [];
  let summary = tally([]);
  let unproved = 0;
  let setAside = 0;
  for await (const report of reports) {
    for (const { verdict, kept } of sections)
      kept.push(
        joinLines(
          verdict === 'unknown'
            ? gatherUnjudged(report.results).map(formatUnjudged)
            : report.results.filter((result) => result.verdict === verdict).map(formatRow),
        ),
      );
    waivers.push(
      joinLines(report.waiverProblems.map(({ what, location }) => `- ${cell(formatPlace(location))}: ${cell(what)}`)),
    );
    summary = addTallies(summary, report.summary);
    unproved += countUnproved(report.results);
    setAside += report.setAside ?? 0;
  }
  yield `## TRE requirements\n\n${formatSummary(summary, unproved, false)}${setAside === 0 ? '' : ` ${formatSetAside(setAside)}`}\n`;
  for (const { title, kept } of sections) {
    if (kept.some((rows) => rows !== ''))
      yield* [`\n### ${title}\n\n| Force | Where | What | Rule |\n| --- | --- | --- | --- |\n`, ...kept];
  }
  if (waivers.some((lines) => lines !== '')) yield* ['\n### Waivers\n\n', ...waivers];
}

function formatUnjudged({ force, location, text, rules, more }: Unjudged): string {
  return `| ${force} | ${location === undefined ? '' : cell(formatPlace(location))} | ${cell(`${text}${sayMore({ more })}`)} | ${rules} |`;
}

function formatRow({ force, location, message, reason, fix, rule, verdict }: RuleResult): string {
  const rest = verdict === 'fail' ? (fix === undefined ? '' : `. To fix: ${fix}`) : `: ${reason ?? ''}`;
  return `| ${force} | ${location === undefined ? '' : cell(formatPlace(location))} | ${cell(`${message}${rest}`)} | ${rule} |`;
}

/** One line that can neither end the cell nor start markup. */
function cell(text: string): string {
  // An address that a project names is no link of ours to follow.
  return inert(text)
    .replaceAll(/[\\`*_{}[\]<>()#+!|~&@-]/g, (character) =>
      character === '<'
        ? '&lt;'
        : character === '>'
          ? '&gt;'
          : character === '&'
            ? '&amp;'
            : character === '@'
              ? '&#64;'
              : /[-()+!#.]/.test(character)
                ? character
                : `\\${character}`,
    )
    .replaceAll('://', '&#58;//');
}
