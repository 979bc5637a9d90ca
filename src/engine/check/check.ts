import type { CheckReport, RuleResult } from '../../model/check/check-report.ts';
import type { ProjectFacts } from '../../model/sources/facts.ts';
import type { CheckedRule, Finding, HumanRule, Location, Rule, Verdict } from '../../model/check/rule.ts';
import { doubtsOf } from '../../model/check/verdicts.ts';
import { mapFixes } from '../../model/check/map-fixes.ts';
import { limitWork } from '../../model/check/rule-work.ts';
import { nameFolder } from '../../model/text/name-folder.ts';
import { trimEnd } from '../../shared/trim-end.ts';
import { withoutLogins } from '../../model/text/without-logins.ts';
import { TooMuchWork } from '../../parse/text/work-budget.ts';
import { tally } from '../../model/check/tally.ts';
import { doubtBuilds } from './doubt-builds.ts';
import { doubtConflicts } from './doubt-conflicts.ts';
import { LimitedWork } from './limited-work.ts';
import { limitResults } from './limit-results.ts';
import { WaiverIndex } from './waiver-index.ts';
import { describeBroken, describeSetAside, findIdle, justify, nameSome } from './describe-waivers.ts';

interface Waivers {
  readonly index: WaiverIndex;
  readonly areSetAside: boolean;
}

/**
 * Judges a project by every rule. Waived findings stay in the report, with the reason; unused waivers are named. `set aside`: nothing is
 * waived, what a waiver would have covered is a finding that keeps its words, and the waivers are named. `isOver`: asked before each rule and in long ones;
 * what was not judged in time is unknown.
 */
export function check(
  facts: ProjectFacts,
  given: readonly Rule[],
  how: 'waivers count' | 'waivers set aside' = 'waivers count',
  { isOver = () => false }: { readonly isOver?: () => boolean } = {},
): CheckReport {
  const areSetAside = how === 'waivers set aside';
  const rules = rulesFor(facts, given);
  const waivers: Waivers = { index: new WaiverIndex(facts.waivers.waivers), areSetAside };
  const results = rules.flatMap((rule) =>
    limitResults(
      rule.kind === 'human'
        ? ask(rule, facts, waivers)
        : describe(rule, isOver() ? late : run(rule, facts, isOver), waivers),
    ).map((result) => finish(result, facts.home)),
  );
  const used = waivers.index.needed();
  // What nothing needs in some images of a project, another one may need.
  const idle = findIdle(facts.waivers.waivers, used, rules, results).filter(
    ({ location }) => facts.beside === undefined || facts.dockerfiles.some(({ path }) => path === location.file),
  );
  return {
    results,
    summary: tally(results),
    waiverProblems: [
      ...nameSome(describeBroken(facts.waivers, rules), 'waivers do not count either'),
      ...nameSome(idle, 'waivers do nothing either'),
      ...(areSetAside ? nameSome([...used].map(describeSetAside), 'waivers were set aside, too') : []),
    ],
    ...(areSetAside ? { setAside: used.size } : {}),
  };
}

/** The rules with the force that they have in this project. */
export function rulesFor(facts: ProjectFacts, rules: readonly Rule[]): readonly Rule[] {
  return rules.map((rule) =>
    rule.kind === 'checked' && rule.isMust?.(facts) === true ? { ...rule, force: 'must', severity: 'error' } : rule,
  );
}

/** The last resort, behind budgets that count work and say the same on every machine. */
const late: Verdict = {
  verdict: 'unknown',
  reason:
    'the time for one target was over before this rule was asked, which a slower machine can be the cause of: check fewer Dockerfiles at once, or again',
};

function ask(rule: HumanRule, facts: ProjectFacts, waivers: Waivers): RuleResult[] {
  const fault = rule.findFault?.(facts);
  if (fault?.verdict === 'fail') return describe(rule, fault, waivers);
  return [{ verdict: 'human', message: rule.question, reason: `answered by: ${rule.who}`, ...common(rule) }];
}

/** To be spread last: V8 keeps objects that begin with a spread and grow from there until its next full collection, and many results fill the memory. */
function common(rule: Rule): Pick<RuleResult, 'rule' | 'group' | 'force' | 'severity'> {
  return { rule: rule.id, group: rule.group, force: rule.force, severity: rule.severity };
}

function describe(rule: CheckedRule | HumanRule, verdict: Verdict, waivers: Waivers): RuleResult[] {
  const head = common(rule);
  switch (verdict.verdict) {
    case 'pass':
      return [
        {
          verdict: 'pass',
          proof: verdict.proof,
          message: describePass(rule, verdict),
          evidence: verdict.evidence,
          ...at(verdict.evidence[0].location),
          ...head,
        },
      ];
    case 'several':
      return verdict.verdicts.flatMap((each) => describe(rule, each, waivers));
    case 'notApplicable':
      return [{ verdict: 'notApplicable', message: rule.summary, reason: verdict.reason, ...head }];
    case 'unknown':
      return describeUnknown(rule.summary, verdict, head, waivers);
    default:
      return verdict.findings
        .toSorted(byPlace)
        .map((finding) => applyWaivers({ verdict: 'fail', ...finding, ...head }, waivers));
  }
}

const isApart = (each: RuleResult): boolean => each.verdict === 'waived' || each.setAside !== undefined;

/** One result of all that is not known, and one of each that a waiver names: it accepts no other. */
function describeUnknown(
  message: string,
  verdict: Extract<Verdict, { verdict: 'unknown' }>,
  head: Pick<RuleResult, 'rule' | 'group' | 'force' | 'severity'>,
  waivers: Waivers,
): RuleResult[] {
  const results = doubtsOf(verdict).map(({ broughtBy, ...doubt }) =>
    applyWaivers({ verdict: 'unknown', message, ...doubt, ...head }, waivers, broughtBy),
  );
  const [first, ...others] = results.filter((each) => !isApart(each));
  const more = others.map(({ reason = '', location, fix }) => ({
    reason,
    ...at(location),
    ...(fix === undefined ? {} : { fix }),
  }));
  return [
    ...(first === undefined ? [] : [{ ...first, ...(more.length === 0 ? {} : { others: more }) }]),
    ...results.filter(isApart),
  ];
}

/** What a result quotes of the project is no place for a password, and its command names the folder of an adopted project, as its places do. */
function finish(given: RuleResult, home = ''): RuleResult {
  const result = home === '' ? given : mapFixes(given, (text) => nameFolder(text, trimEnd(home, '/')));
  const { reason, fix, evidence, others } = result;
  const told = (others ?? []).flatMap((each) => [each.reason, each.fix]);
  const texts = [result.message, reason, fix, ...(evidence ?? []).map(({ text }) => text), ...told];
  if (!texts.some((text) => text?.includes('://') === true)) return result;
  const safe = mapFixes(result, withoutLogins);
  return {
    ...safe,
    message: withoutLogins(result.message),
    ...(reason === undefined ? {} : { reason: withoutLogins(reason) }),
    ...(safe.others === undefined
      ? {}
      : { others: safe.others.map((each) => ({ ...each, reason: withoutLogins(each.reason) })) }),
    ...(evidence === undefined
      ? {}
      : { evidence: evidence.map((each) => ({ ...each, text: withoutLogins(each.text) })) }),
  };
}

/** Where nothing was found, what would prove it. */
function describePass(
  rule: CheckedRule | HumanRule,
  { proof, evidence }: Extract<Verdict, { verdict: 'pass' }>,
): string {
  return proof === 'none-found' && rule.kind === 'checked' && rule.rehearsed === true
    ? `${evidence[0].text}; a rehearsal proves it`
    : evidence[0].text;
}

/** A rule that breaks must not take the others with it, and must not look like a pass. */
function run(rule: CheckedRule, facts: ProjectFacts, isOver: () => boolean): Verdict {
  limitWork(facts, new LimitedWork(isOver));
  try {
    return doubtConflicts(doubtBuilds(rule.check(facts), rule, facts), rule, facts);
  } catch (error) {
    if (error instanceof TooMuchWork)
      return { verdict: 'unknown', reason: `${error.message}: check fewer Dockerfiles at once, or a smaller folder` };
    return {
      verdict: 'unknown',
      reason: `the rule itself failed (${error instanceof Error ? error.message : String(error)}); please report this with the file it was run on`,
    };
  }
}

function at(location: Location | undefined): { readonly location?: Location } {
  return location === undefined ? {} : { location };
}

function byPlace(a: Finding, b: Finding): number {
  const [left, right] = [a.location?.file ?? '', b.location?.file ?? ''];
  if (left !== right) return left < right ? -1 : 1;
  return (a.location?.line ?? 0) - (b.location?.line ?? 0);
}

/** `line`: another place whose waiver counts. */
function applyWaivers(result: RuleResult, { index, areSetAside }: Waivers, line?: Location): RuleResult {
  const waiver =
    index.use(result.rule, result.location) ?? (line === undefined ? undefined : index.use(result.rule, line));
  if (waiver === undefined) return result;
  if (areSetAside) return { ...result, setAside: justify(waiver) };
  // What was not known is what is accepted; the rule's own words would say that all of it is.
  const { verdict, message, reason = message } = result;
  return verdict === 'unknown'
    ? { ...result, verdict: 'waived', message: reason, reason: justify(waiver) }
    : { ...result, verdict: 'waived', reason: justify(waiver) };
}
