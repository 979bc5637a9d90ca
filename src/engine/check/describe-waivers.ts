import type { CheckReport, RuleResult } from '../../model/check/check-report.ts';
import type { Rule } from '../../model/check/rule.ts';
import { nearestWord } from '../../shared/nearest-word.ts';
import type { Waiver, WaiverFacts } from '../../model/check/waiver.ts';

type WaiverProblem = CheckReport['waiverProblems'][number];

/** Waivers of one kind that are told one by one; nobody reads more. */
const most = 100;

/** The first hundred, and how many more there are, where the next one stands. `others`: what they are, behind their number. */
export function nameSome(problems: readonly WaiverProblem[], others: string): readonly WaiverProblem[] {
  const next = problems[most];
  if (next === undefined) return problems;
  const count = problems.length - most;
  return [...problems.slice(0, most), { what: `from here on, ${String(count)} ${others}`, location: next.location }];
}

/** Why, and who says so. */
export function justify({ reason, by, date, location }: Waiver): string {
  const signed =
    by === undefined ? `comment at ${location.file}:${String(location.line)}` : `${by}, ${date ?? 'undated'}`;
  return `${reason} (${signed})`;
}

/** Waivers that do not count, each with all that is wrong with it: also that there is no such rule. */
export function describeBroken({ problems }: WaiverFacts, rules: readonly Rule[]): readonly WaiverProblem[] {
  const known = new Set(rules.map(({ id }) => id));
  return problems.map(({ what, location, rule }) => ({
    what: rule === undefined || known.has(rule) ? what : `${what}; and ${describeNoRule(rule, known, '')}`,
    location,
  }));
}

function describeNoRule(rule: string, known: Iterable<string>, so: string): string {
  const near = nearestWord(rule, [...known]);
  return `there is no rule "${rule}"${so}${near === undefined ? '' : `: did you mean "${near}"?`}`;
}

/** What a waiver would do, had it not been set aside. */
export function describeSetAside(waiver: Waiver): WaiverProblem {
  return {
    what: `set aside: ${waiver.rule} would be accepted, since: ${justify(waiver)}`,
    location: waiver.location,
  };
}

/** Waivers that nothing needs. What the generator wrote itself, the next upgrade takes away itself. */
export function findIdle(
  waivers: readonly Waiver[],
  used: ReadonlySet<Waiver>,
  rules: readonly Rule[],
  results: readonly RuleResult[],
): readonly WaiverProblem[] {
  const ruleOf = new Map(rules.map((rule) => [rule.id, rule]));
  const firstOf = new Map<string, RuleResult>();
  for (const result of results)
    if ((result.verdict === 'fail' || result.verdict === 'unknown') && !firstOf.has(result.rule))
      firstOf.set(result.rule, result);
  return waivers
    .filter((waiver) => !used.has(waiver) && waiver.by !== 'generator-tre-container')
    .map((waiver) => {
      const rule = ruleOf.get(waiver.rule);
      const what =
        rule === undefined
          ? describeNoRule(waiver.rule, ruleOf.keys(), ', so this waiver does nothing')
          : rule.kind === 'human'
            ? `"${waiver.rule}" is a question to people, which no waiver answers`
            : describeIdle(waiver, firstOf.get(waiver.rule));
      return { what, location: waiver.location };
    });
}

/** A waiver that names the wrong place is told where the finding is. */
function describeIdle({ rule, path }: Waiver, found: RuleResult | undefined): string {
  const advised = advisedPath(found?.fix ?? '');
  const meant = advised ?? found?.location?.file;
  return path === undefined || meant === undefined || meant === path
    ? `nothing needs the waiver for "${rule}" any more; remove it`
    : `the waiver for "${rule}" is for ${path}, and what is found is ${advised === undefined ? 'at ' : ''}${meant}: if it is meant for that, write path: ${meant}`;
}

/** Where a rule accepts files one by one, its fix names the one; the place of the finding would accept all that come later, too. */
function advisedPath(fix: string): string | undefined {
  const before = 'a waiver with path: ';
  const [, after] = fix.split(before, 2);
  const end = after?.split('.tre-container.yml', 1)[0]?.lastIndexOf(' in ') ?? -1;
  return end < 0 ? undefined : after?.slice(0, end);
}
