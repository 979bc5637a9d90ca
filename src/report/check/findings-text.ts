import { createColors } from 'picocolors';
import type { CheckReport, RuleResult, Tally } from '../../model/check/check-report.ts';
import type { Location } from '../../model/check/rule.ts';
import { addTallies, countUnproved, tally } from '../../model/check/tally.ts';
import { formatPlace } from './format-place.ts';
import { findRiders, gatherFailures, type Gathered } from './gather-failures.ts';
import { gatherAllUnjudged, gatherUnjudged, sayMore, type Unjudged } from './gather-unjudged.ts';
import { groupBy } from '../../shared/group-by.ts';
import { inert } from '../../model/text/inert.ts';
import { joinLines } from '../terminal/join-lines.ts';
import { shortenWay } from './shorten-way.ts';

/** How much a person wants to see. */
export interface TextOptions {
  readonly colour: boolean;
  /** Also what passes, does not apply, or is asked of people. */
  readonly verbose: boolean;
}

type Mark = 'bad' | 'warn' | 'dim' | 'good';
type Section = {
  readonly title: string;
  readonly holds: (result: RuleResult) => boolean;
  readonly mark: Mark;
  readonly detail: boolean;
  /** Only counted beside what the guidance asks for, unless a person wants to see more. */
  readonly counted?: true;
};

const sections: readonly Section[] = [
  {
    title: 'Fix first: the TRE requires it',
    mark: 'bad',
    detail: false,
    holds: ({ verdict, force }) => verdict === 'fail' && force === 'must',
  },
  {
    title: 'Fix next: the guidance asks for it',
    mark: 'warn',
    detail: false,
    holds: ({ verdict, force }) => verdict === 'fail' && force === 'should',
  },
  {
    title: 'May be asked for',
    mark: 'warn',
    detail: false,
    counted: true,
    holds: ({ verdict, force }) => verdict === 'fail' && force === 'may',
  },
  { title: 'Could not be judged', mark: 'warn', detail: false, holds: ({ verdict }) => verdict === 'unknown' },
  { title: 'Accepted, with a reason', mark: 'dim', detail: false, holds: ({ verdict }) => verdict === 'waived' },
  { title: 'Passed', mark: 'good', detail: true, holds: ({ verdict }) => verdict === 'pass' },
  { title: 'Does not apply', mark: 'dim', detail: true, holds: ({ verdict }) => verdict === 'notApplicable' },
  { title: 'For people to answer', mark: 'dim', detail: true, holds: ({ verdict }) => verdict === 'human' },
];

/** The report for people: grouped by what to do first, one line a finding with its fix, and a summary. Of a target only its lines are kept until the end. */
export async function* formatFindingsText(
  reports: AsyncIterable<CheckReport>,
  { colour, verbose }: TextOptions,
): AsyncGenerator<string> {
  const { bold, dim } = createColors(colour);
  const shown = sections
    .filter(({ detail }) => verbose || !detail)
    .map((section) => ({ section, kept: [] as string[] }));
  const optional = new Map<string, number>();
  const waivers: string[] = [];
  let summary = tally([]);
  let unproved = 0;
  let setAside = 0;
  for await (const report of reports) {
    for (const { section, kept } of shown) {
      const held = heldBy(section, report.results, verbose);
      kept.push(joinLines(formatSection(held, section, { colour, verbose })));
      if (section.counted === true) for (const { rule } of held) optional.set(rule, (optional.get(rule) ?? 0) + 1);
    }
    waivers.push(joinLines(report.waiverProblems.map((problem) => formatWaiver(problem, colour))));
    summary = addTallies(summary, report.summary);
    unproved += countUnproved(report.results);
    setAside += report.setAside ?? 0;
  }
  // Where nothing else is to be fixed, what may be asked for is all that there is to say.
  const onlyCounted = !verbose && shown.slice(0, 2).some(({ kept }) => isSaid(kept));
  for (const { section, kept } of [
    ...shown.filter((each) => !onlyCounted || each.section.counted !== true),
    { section: { title: 'Waivers', mark: 'warn', detail: false, holds: () => false } satisfies Section, kept: waivers },
  ]) {
    if (isSaid(kept)) yield* [`${bold(section.title)}\n`, ...kept];
  }
  const { human } = summary;
  const hint =
    verbose || human === 0
      ? ''
      : dim(
          ` ${String(human)} ${human === 1 ? 'point is' : 'points are'} for people to judge (--verbose names them; CHECKLIST.md asks them too, and what else may be asked).`,
        );
  const more = dim('(--verbose shows them)');
  const may =
    optional.size === 0 || !onlyCounted ? '' : ` ${bold('May be asked for')}: ${formatCounts(optional)} ${more}.`;
  const aside = setAside === 0 ? '' : ` ${formatSetAside(setAside)}`;
  const unshown = onlyCounted ? [...optional.values()].reduce((sum, count) => sum + count, 0) : 0;
  yield `${formatSummary(summary, unproved, colour, unshown)}${may}${aside}${hint}\n`;
}

function heldBy(section: Section, results: readonly RuleResult[], verbose: boolean): readonly RuleResult[] {
  if (verbose) return results.filter(section.holds);
  const riders = findRiders(results);
  return results.filter((result) => (riders.has(result) ? section === sections[0] : section.holds(result)));
}

function isSaid(kept: readonly string[]): boolean {
  return kept.some((lines) => lines !== '');
}

/** How many waivers did not count, as a sentence. */
export function formatSetAside(count: number): string {
  return `${String(count)} ${count === 1 ? 'waiver was' : 'waivers were'} set aside (--no-waivers).`;
}

function formatWaiver({ what, location }: CheckReport['waiverProblems'][number], colour: boolean): string {
  return `  ${inert(formatPlace(location))}  ${createColors(colour).yellow(inert(what))}`;
}

/** Of what the guidance asks for, the most findings in full; the others are named by their rules and places. */
const mostShown = 4;

/** What the TRE requires, and what opens the session or gives a secret away: never only named. */
function isGrave({ result }: Gathered): boolean {
  return result.force === 'must' || result.severity === 'error';
}

function gravestFirst(failures: readonly Gathered[]): readonly Gathered[] {
  return [...failures.filter(isGrave), ...failures.filter((each) => !isGrave(each))];
}

function nameRest(rest: readonly Gathered[]): readonly string[] {
  const names = rest.map(({ result: { rule, location } }) =>
    location === undefined ? rule : `${rule} (${inert(formatPlace(location))})`,
  );
  return names.length === 0 ? [] : [`  and ${String(names.length)} more: ${names.join(', ')}; --verbose shows them`];
}

function formatSection(results: readonly RuleResult[], { mark }: Section, { colour, verbose }: TextOptions): string[] {
  const judged = results.filter(({ verdict }) => verdict !== 'unknown');
  if (verbose)
    return [
      ...judged.map((result) => formatResult(result, mark, colour)),
      ...gatherAllUnjudged(results).map((each) => formatUnjudged(each, colour)),
    ];
  const failures = gravestFirst(gatherFailures(judged));
  const grave = failures.filter(isGrave).length;
  const shown = failures.length > mostShown ? failures.slice(0, Math.max(grave, mostShown - 1)) : failures;
  return [
    ...shown.map(({ result, more }) =>
      formatResult({ ...result, message: `${shortenWay(result.message)}${more}` }, mark, colour),
    ),
    ...nameRest(failures.slice(shown.length)),
    ...formatUnjudgedShort(
      gatherUnjudged(results).map((each) => ({ ...each, text: `${shortenWay(each.text)}${sayMore(each)}` })),
      colour,
    ),
  ];
}

/** One and the same reason at several places is said once; of more than three the first two are, and of the others the rules. */
function formatUnjudgedShort(unjudged: readonly Unjudged[], colour: boolean): readonly string[] {
  const groups = [...groupBy(unjudged, ({ text, rules }) => JSON.stringify([text, rules])).values()];
  const lines = groups.map(([first, ...others]) =>
    formatUnjudged(
      others.length === 0 ? first : { ...first, text: `${first.text} (and at ${String(others.length)} more places)` },
      colour,
    ),
  );
  if (lines.length <= 3) return lines;
  const rest = groups.slice(2).map(([{ rules }]) => rules);
  return [
    ...lines.slice(0, 2),
    `  and ${String(rest.length)} more: ${[...new Set(rest)].join(', ')} (--verbose shows them)`,
  ];
}

function formatCounts(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([rule, count]) => (count === 1 ? rule : `${rule} (${String(count)})`)).join(', ');
}

function formatResult(
  { verdict, location, message, reason, fix, rule }: RuleResult,
  mark: Mark,
  colour: boolean,
): string {
  const paint = createColors(colour);
  const line = { bad: paint.red, warn: paint.yellow, dim: paint.dim, good: paint.green }[mark];
  const way = verdict === 'fail' && fix !== undefined ? ` ${paint.cyan(`→ ${inert(fix)}`)}` : '';
  return `${formatStart(location, colour)}${line(inert(message))}${reason === undefined ? '' : `: ${inert(reason)}`}${way} ${paint.dim(`[${rule}]`)}`;
}

function formatUnjudged({ location, text, fix, rules }: Unjudged, colour: boolean): string {
  const { yellow, cyan, dim } = createColors(colour);
  const way = fix === undefined ? '' : ` ${cyan(`→ ${inert(fix)}`)}`;
  return `${formatStart(location, colour)}${yellow(inert(text))}${way} ${dim(`[${rules}]`)}`;
}

function formatStart(location: Location | undefined, colour: boolean): string {
  return location === undefined ? '  ' : `  ${createColors(colour).bold(inert(formatPlace(location)))}  `;
}

/** What was found, in one line; `unproved` of what passed did so because nothing was found, and `unshown` of what is to fix is only named. */
export function formatSummary(summary: Tally, unproved: number, colour: boolean, unshown = 0): string {
  const { green, red } = createColors(colour);
  const parts = [
    summary.fail > 0
      ? red(`${String(summary.fail)} to fix`) + (unshown === 0 ? '' : ` (${String(unshown)} of them may be asked for)`)
      : summary.unknown > 0
        ? 'nothing found to fix'
        : green('nothing to fix'),
    ...(summary.unknown > 0 ? [red(`${String(summary.unknown)} not judged`)] : []),
    `${String(summary.pass)} passed${unproved === 0 ? '' : ` (${String(unproved)} only because nothing was found)`}`,
    ...(summary.waived > 0 ? [`${String(summary.waived)} accepted`] : []),
    `${String(summary.notApplicable)} not applicable`,
  ];
  return `${parts.join(', ')}.`;
}
