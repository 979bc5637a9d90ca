import type { RuleResult } from '../../model/check/check-report.ts';
import { alikeFixes } from './alike-fixes.ts';
import { groupBy } from '../../shared/group-by.ts';
import { formatPlace } from './format-place.ts';
import { isAdded, joinGathered } from './join-gathered.ts';

/** A failure as a person reads it: once, however many places share it. */
export interface Gathered {
  readonly result: RuleResult;
  /** Words after the message: further places, or how many more findings of the rule there are; '' for none. */
  readonly more: string;
}

/**
 * The same finding in several files, or by several ways, is said once. Of those of a rule that are mended alike the first few are shown and the rest is
 * counted: what the TRE requires is shown in more detail. What rules of one kind say of one line stands together; what is not required, of one file and of kinds that go together. What one
 * edit mends is one finding: lines that are added to a file, and what is wrong with the name of one image.
 */
export function gatherFailures(results: readonly RuleResult[]): readonly Gathered[] {
  const same = groupBy(results, ({ rule, message, fix, reason }) =>
    JSON.stringify([rule, withoutWay(message), fix, reason]),
  );
  const once = [...same.values()].map(([first, ...others]): Gathered => {
    const own = first.location === undefined ? '' : formatPlace(first.location);
    const all = others.flatMap(({ location }) => (location === undefined ? [] : [formatPlace(location)]));
    // Several images may have the same file: it is one place.
    const places = [...new Set(all)].filter((place) => place !== own);
    const names = places.length > 2 ? `${places[0] ?? ''} and ${String(places.length - 1)} more` : places.join(', ');
    return { result: first, more: places.length === 0 ? '' : ` (also ${names})` };
  });
  const said = [...groupBy(once, ({ result }) => result.rule).values()]
    .toSorted((a, b) => rank(a[0].result) - rank(b[0].result))
    .flatMap((group) => collapse(group));
  // Of what stands together the must comes first, then the order of the lines.
  return [...groupBy(said, ({ result }) => entryOf(result)).values()].flatMap((entry) =>
    joinGathered(entry.toSorted((a, b) => lineOf(a) - lineOf(b))),
  );
}

/** More kinds of one rule than this are counted: whoever mends the first ones looks again. */
const mostKinds = 4;

/** The findings of one rule, with the first of each kind, and how many there are beside them. */
function collapse(group: readonly [Gathered, ...Gathered[]]): readonly Gathered[] {
  const isMust = group[0].result.force === 'must';
  if (group.length <= (isMust ? 3 : 1)) return group;
  const kinds = alikeFixes(group, ({ result }) => result);
  const shown = kinds.slice(0, mostKinds).flatMap((kind) => {
    if (kind.length <= (isMust ? 3 : 1)) return kind;
    const before = isMust ? 1 : 0;
    return [...kind.slice(0, before), ...withMore(kind.slice(before, before + 1), kind.length - before - 1, 'like it')];
  });
  const hidden = kinds.slice(mostKinds).reduce((sum, kind) => sum + kind.length, 0);
  return [...shown.slice(0, -1), ...withMore(shown.slice(-1), hidden, 'of other kinds')];
}

function withMore(said: readonly Gathered[], count: number, kind: string): readonly Gathered[] {
  if (count === 0) return said;
  return said.map((each) => ({ ...each, more: `${each.more} (and ${String(count)} more ${kind})` }));
}

/** A message without the way at its end by which the start reaches the line: `(CMD -> main.py:3 -> data.py:9)`. */
function withoutWay(message: string): string {
  const at = message.lastIndexOf(' (');
  return message.endsWith(')') && message.slice(at).includes(' -> ') ? message.slice(0, at) : message;
}

function entryOf(result: RuleResult): string {
  const { group, location, force } = result;
  if (isAdded(result)) return `added ${location?.file ?? ''}`;
  if (force === 'must') return JSON.stringify([group, location?.file, location?.line]);
  return JSON.stringify([family.get(group) ?? group, location?.file]);
}

/** Kinds of rules that one look at a file settles: what it starts from and as whom it runs, what is sent to the build and what its layers keep. */
const family: ReadonlyMap<RuleResult['group'], RuleResult['group']> = new Map([
  ['identity', 'base'],
  ['build', 'image'],
]);

/**
 * Whether a finding that the guidance asks for is said with one that the TRE requires, since lines that are added to the same file fix both:
 * `RUN mkdir /scratch` and `ENV TMP=/scratch`.
 */
export function findRiders(results: readonly RuleResult[]): ReadonlySet<RuleResult> {
  const failed = results.filter(({ verdict }) => verdict === 'fail');
  const edited = new Set(failed.filter((each) => each.force === 'must' && isAdded(each)).map(placeOf));
  return new Set(failed.filter((each) => each.force === 'should' && isAdded(each) && edited.has(placeOf(each))));
}

function lineOf({ result: { force, location } }: Gathered): number {
  return (force === 'must' ? 0 : 1_000_000_000) + (location?.line ?? 0);
}

function placeOf({ group, location }: RuleResult): string {
  return JSON.stringify([group, location?.file]);
}

/** What is said of a file that cannot be read may be of lines that nobody keeps; then what keeps a job from running at all: a download, a start that waits. */
function rank({ group, rule }: RuleResult): number {
  if (rule === 'dockerfile-valid') return -1;
  const at = ['offline', 'start'].indexOf(group);
  return at < 0 ? 2 : at;
}
