import type { CheckedRule, Finding, Location, Verdict } from '../../model/check/rule.ts';
import { alsoUnknown, unknown } from '../../model/check/verdicts.ts';
import type { ProjectFacts } from '../../model/sources/facts.ts';

/** What these rules say of a merge that is not finished is what has to be done first. */
const first: ReadonlySet<string> = new Set(['no-conflict-markers', 'dockerfile-valid']);

/** From the line with the first marker to that with the last; where one side ends, and where the other begins. */
type Region = readonly [start: number, end: number, firstEnds: number, secondBegins: number];
type Regions = ReadonlyMap<string, readonly Region[]>;
type Pass = Extract<Verdict, { verdict: 'pass' }>;
const regions = new WeakMap<ProjectFacts, Regions>();

/**
 * Takes no finding, and no fix, of lines between the markers of an unfinished merge: some of them go, and which, a person has yet to choose. What both sides do
 * wrong stays wrong. Nothing passes by a Dockerfile with such lines: it builds no image.
 */
export function doubtConflicts(verdict: Verdict, { id }: Pick<CheckedRule, 'id'>, facts: ProjectFacts): Verdict {
  if (first.has(id)) return verdict;
  const known = regions.get(facts) ?? findRegions(facts);
  regions.set(facts, known);
  return known.size === 0
    ? verdict
    : withoutConflicts(verdict, known, new Set(facts.dockerfiles.map(({ path }) => path)));
}

function withoutConflicts(verdict: Verdict, known: Regions, dockerfiles: ReadonlySet<string>): Verdict {
  if (verdict.verdict === 'several')
    return { verdict: 'several', verdicts: verdict.verdicts.map((each) => withoutConflicts(each, known, dockerfiles)) };
  if (verdict.verdict === 'pass') return withoutPass(verdict, known, dockerfiles);
  const bothSides = verdict.verdict === 'fail' ? wrongOnBothSides(verdict.findings, known) : new Set<Region>();
  const markerOf = ({ location }: Pick<Finding, 'location'>): Location | undefined => {
    const region = regionAt(known, location);
    return location === undefined || region === undefined || bothSides.has(region)
      ? undefined
      : { file: location.file, line: region[0] };
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

/** A pass by a line between markers, or by any of a Dockerfile that has such: what is said of no line is said of the image. */
function withoutPass(verdict: Pass, known: Regions, dockerfiles: ReadonlySet<string>): Verdict {
  for (const { location } of verdict.evidence) {
    const region = regionAt(known, location);
    if (location !== undefined && region !== undefined) return open({ file: location.file, line: region[0] });
    const broken = location === undefined ? [...dockerfiles].find((path) => known.has(path)) : location.file;
    const begins = broken !== undefined && dockerfiles.has(broken) ? known.get(broken)?.[0] : undefined;
    if (broken !== undefined && begins !== undefined)
      return unknown(`${broken} holds an unfinished merge, so it builds no image`, { file: broken, line: begins[0] });
  }
  return verdict;
}

/** The regions of which whoever chooses one side keeps a finding. */
function wrongOnBothSides(findings: readonly Finding[], known: Regions): ReadonlySet<Region> {
  const sides = new Map<Region, Set<boolean>>();
  for (const { location } of findings) {
    const region = regionAt(known, location);
    if (region === undefined || location?.line === undefined) continue;
    const [isFirst, isSecond] = [location.line < region[2], location.line > region[3]];
    if (isFirst || isSecond) sides.set(region, (sides.get(region) ?? new Set()).add(isFirst));
  }
  return new Set([...sides].flatMap(([region, { size }]) => (size === 2 ? [region] : [])));
}

/** The region that a line lies in; they stand in order, and none in another: a merge may leave thousands, and as many findings. */
function regionAt(known: Regions, location: Location | undefined): Region | undefined {
  const line = location?.line;
  if (location === undefined || line === undefined) return undefined;
  const all = known.get(location.file) ?? [];
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.[0] ?? 0) <= line) low = middle + 1;
    else high = middle;
  }
  const region = all[low - 1];
  return region !== undefined && line <= region[1] ? region : undefined;
}

function open(location: Location): Verdict {
  return unknown('it rests on lines between the markers of an unfinished merge, some of which go', location);
}

function findRegions({ files }: ProjectFacts): Regions {
  return new Map(
    files.flatMap(({ path, text }) => {
      if (text?.includes('<<<<<<< ') !== true || !text.includes('>>>>>>> ')) return [];
      const found: Region[] = [];
      let [start, ends, begins] = [0, 0, 0];
      for (const [index, line] of text.split('\n').entries()) {
        if (start === 0 && /^<{7} \S/.test(line)) [start, ends, begins] = [index + 1, 0, 0];
        if (ends === 0 && /^(?:\|{7}|={7}\r?$)/.test(line)) ends = index + 1;
        if (/^={7}\r?$/.test(line)) begins = index + 1;
        if (start === 0 || !/^>{7} \S/.test(line)) continue;
        found.push([start, index + 1, ends, begins]);
        [start, ends, begins] = [0, 0, 0];
      }
      return found.length === 0 ? [] : [[path, found] as const];
    }),
  );
}
