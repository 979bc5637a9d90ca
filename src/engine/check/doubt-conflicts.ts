import type { CheckedRule, Finding, Location, Verdict } from '../../model/check/rule.ts';
import { alsoUnknown, unknown } from '../../model/check/verdicts.ts';
import type { ProjectFacts } from '../../model/sources/facts.ts';

/** What these rules say of a merge that is not finished is what has to be done first. */
const first: ReadonlySet<string> = new Set(['no-conflict-markers', 'dockerfile-valid']);

/** From the line with the first marker to that with the last. */
type Region = readonly [start: number, end: number];
const regions = new WeakMap<ProjectFacts, ReadonlyMap<string, readonly Region[]>>();

/** Takes no finding, and no fix, of lines between the markers of an unfinished merge: some of them go, and which, a person has yet to choose. */
export function doubtConflicts(verdict: Verdict, { id }: Pick<CheckedRule, 'id'>, facts: ProjectFacts): Verdict {
  if (first.has(id)) return verdict;
  const known = regions.get(facts) ?? findRegions(facts);
  regions.set(facts, known);
  return known.size === 0 ? verdict : withoutConflicts(verdict, known);
}

function withoutConflicts(verdict: Verdict, known: ReadonlyMap<string, readonly Region[]>): Verdict {
  if (verdict.verdict === 'several')
    return { verdict: 'several', verdicts: verdict.verdicts.map((each) => withoutConflicts(each, known)) };
  const markerOf = ({ location }: Pick<Finding, 'location'>): Location | undefined => {
    const start = startOfRegion(known.get(location?.file ?? '') ?? [], location?.line);
    return location === undefined || start === undefined ? undefined : { file: location.file, line: start };
  };
  if (verdict.verdict === 'unknown') {
    const at = markerOf(verdict);
    return at === undefined ? verdict : open(at);
  }
  if (verdict.verdict !== 'fail') return verdict;
  const markers = verdict.findings.map(markerOf);
  const at = markers.find((each) => each !== undefined);
  if (at === undefined) return verdict;
  const [one, ...others] = verdict.findings.filter((_, index) => markers[index] === undefined);
  return one === undefined ? open(at) : alsoUnknown({ ...verdict, findings: [one, ...others] }, open(at));
}

/** The first line of the region that a line lies in; they stand in order, and none in another: a merge may leave thousands, and as many findings. */
function startOfRegion(all: readonly Region[], line: number | undefined): number | undefined {
  if (line === undefined) return undefined;
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.[0] ?? 0) <= line) low = middle + 1;
    else high = middle;
  }
  const [start, end = 0] = all[low - 1] ?? [];
  return line <= end ? start : undefined;
}

function open(location: Location): Verdict {
  return unknown('it rests on lines between the markers of an unfinished merge, some of which go', location);
}

function findRegions({ files }: ProjectFacts): ReadonlyMap<string, readonly Region[]> {
  return new Map(
    files.flatMap(({ path, text }) => {
      if (text?.includes('<<<<<<< ') !== true || !text.includes('>>>>>>> ')) return [];
      const found: Region[] = [];
      let start = 0;
      for (const [index, line] of text.split('\n').entries()) {
        if (start === 0 && /^<{7} \S/.test(line)) start = index + 1;
        if (start === 0 || !/^>{7} \S/.test(line)) continue;
        found.push([start, index + 1]);
        start = 0;
      }
      return found.length === 0 ? [] : [[path, found] as const];
    }),
  );
}
