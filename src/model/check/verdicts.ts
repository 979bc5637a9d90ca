import type { DockerfileFacts, FinalImage } from '../dockerfile/dockerfile-facts.ts';
import type { ProjectFacts } from '../sources/facts.ts';
import { listSome } from '../../shared/list-some.ts';
import type { Doubt, Evidence, Finding, Location, Proof, Verdict } from './rule.ts';

/** A pass with one piece of evidence: the line that proves it, unless `proof` says that there is none. */
export function pass(text: string, location?: Location, proof: Proof = 'file'): Verdict {
  return { verdict: 'pass', proof, evidence: [location === undefined ? { text } : { text, location }] };
}

export function fail(finding: Finding): Verdict {
  return { verdict: 'fail', findings: [finding] };
}

export function notApplicable(reason: string): Verdict {
  return { verdict: 'notApplicable', reason };
}

/** `fix`: what would let it be judged, where somebody can do that. */
export function unknown(reason: string, location?: Location, fix?: string): Verdict {
  return {
    verdict: 'unknown',
    reason,
    ...(location === undefined ? {} : { location }),
    ...(fix === undefined ? {} : { fix }),
  };
}

/** More than these nobody reads. */
const mostDoubts = 1000;

/** What of a rule is unknown, as one verdict that names all of it: who settles the first must not meet the next only then. What else is among the verdicts is left out. */
export function joinUnknown(verdicts: Iterable<Verdict | undefined>): Verdict | undefined {
  const found = new Map<string, Doubt>();
  for (const verdict of verdicts) {
    for (const doubt of verdict?.verdict === 'unknown' ? doubtsOf(verdict) : []) {
      const key = JSON.stringify([doubt.location?.file, doubt.location?.line, doubt.reason]);
      if (!found.has(key)) found.set(key, doubt);
    }
    if (found.size >= mostDoubts) break;
  }
  const [first, ...others] = found.values();
  if (first === undefined) return undefined;
  return { verdict: 'unknown', ...first, ...(others.length === 0 ? {} : { others: others.slice(0, mostDoubts - 1) }) };
}

/** The first doubt, and those that wait behind it. */
export function doubtsOf({
  reason,
  location,
  fix,
  broughtBy,
  others = [],
}: Extract<Verdict, { verdict: 'unknown' }>): readonly Doubt[] {
  const first = {
    reason,
    ...(location === undefined ? {} : { location }),
    ...(fix === undefined ? {} : { fix }),
    ...(broughtBy === undefined ? {} : { broughtBy }),
  };
  return [first, ...others];
}

/** Unknown, since a file is there that nobody could read. `why` is a clause and may name the fix. */
export function couldNotRead(path: string, why: string, line?: number): Verdict {
  // What nothing starts is readable all the same.
  const reason = why.startsWith('was not judged') ? why : `could not be read: ${why}`;
  return line === undefined
    ? unknown(reason, { file: path })
    : unknown(reason, { file: path, line }, 'correct that line, or take the file back from your version control');
}

/**
 * Fails with the findings, if there are any; otherwise passes with the evidence. To find nothing proves nothing:
 * `file` is for rules that saw every place that decides, and each of them right.
 */
export function judge(findings: readonly Finding[], evidence: Evidence, proof: Proof = 'none-found'): Verdict {
  const [first, ...rest] = findings;
  return first === undefined
    ? { verdict: 'pass', proof, evidence: [evidence] }
    : { verdict: 'fail', findings: [first, ...rest] };
}

const placeOf = ({ location }: { readonly location?: Location }): string =>
  JSON.stringify([location?.file, location?.line]);

/** A failure, with what could not be judged beside it: who mends the one must not meet the other only then. */
export function alsoUnknown(failure: Verdict, open: Verdict | undefined): Verdict {
  if (open?.verdict !== 'unknown' || failure.verdict !== 'fail') return failure;
  // Of one place the failure says enough.
  const said = new Set(failure.findings.map(placeOf));
  const left = joinUnknown(
    doubtsOf(open).flatMap((doubt): Verdict[] => (said.has(placeOf(doubt)) ? [] : [{ verdict: 'unknown', ...doubt }])),
  );
  return left === undefined ? failure : { verdict: 'several', verdicts: [failure, left] };
}

/** What was judged, with what could not be: that stands beside findings, and in the place of a pass. */
export function withOpen(judged: Verdict, open: Verdict | undefined): Verdict {
  return judged.verdict === 'fail' ? alsoUnknown(judged, open) : (open ?? judged);
}

/** Verdicts of one rule on several files: that of the one to which it applies, or all of these side by side. */
export function combine(verdicts: readonly Verdict[], nothing: string): Verdict {
  const [first, ...rest] = verdicts.filter((each) => each.verdict !== 'notApplicable');
  if (first === undefined) return verdicts[0] ?? notApplicable(nothing);
  return rest.length === 0 ? first : { verdict: 'several', verdicts: [first, ...rest] };
}

/** Judges the image of every Dockerfile of the project. One that cannot be read, or makes no image, is unknown. */
export function onImages(
  check: (image: FinalImage, dockerfile: DockerfileFacts, facts: ProjectFacts) => Verdict,
): (facts: ProjectFacts) => Verdict {
  return (facts) =>
    combine(
      nameImages(
        facts.dockerfiles.map((dockerfile) => {
          if (dockerfile.unread !== undefined) return couldNotRead(dockerfile.path, dockerfile.unread);
          if (dockerfile.final === undefined)
            return unknown('has no FROM, so it makes no image', { file: dockerfile.path });
          return check(dockerfile.final, dockerfile, facts);
        }),
        facts,
      ),
      'there is no Dockerfile',
    );
}

/** What is said of another file than the Dockerfile, and does not hold for all images of the project, names those for which it does. */
function nameImages(verdicts: readonly Verdict[], { dockerfiles }: ProjectFacts): readonly Verdict[] {
  if (verdicts.length < 2) return verdicts;
  const paths = new Set(dockerfiles.map(({ path }) => path));
  const images = new Map<string, string[]>();
  const keyOf = (text: string, location: Location | undefined): string | undefined =>
    location === undefined || paths.has(location.file)
      ? undefined
      : JSON.stringify([location.file, location.line, text]);
  verdicts.forEach((verdict, at) => {
    for (const key of new Set(saidBy(verdict).flatMap(({ text, location }) => keyOf(text, location) ?? [])))
      images.set(key, [...(images.get(key) ?? []), dockerfiles[at]?.path ?? '']);
  });
  const name = (text: string, location: Location | undefined): string => {
    const own = images.get(keyOf(text, location) ?? '') ?? [];
    if (own.length === 0 || own.length === verdicts.length) return text;
    const way = text.endsWith(')') ? text.lastIndexOf(' (') : -1;
    const at = way >= 0 && text.slice(way).includes(' -> ') ? way : text.length;
    return `${text.slice(0, at)}, in the image of ${listSome(own, 2)}${text.slice(at)}`;
  };
  return verdicts.map((verdict) => renamed(verdict, name));
}

/** Each text of a verdict that names a place where something is wrong or not known. */
function saidBy(verdict: Verdict): readonly { readonly text: string; readonly location: Location | undefined }[] {
  if (verdict.verdict === 'several') return verdict.verdicts.flatMap(saidBy);
  if (verdict.verdict === 'unknown')
    return doubtsOf(verdict).map(({ reason, location }) => ({ text: reason, location }));
  return verdict.verdict === 'fail'
    ? verdict.findings.map(({ message, location }) => ({ text: message, location }))
    : [];
}

function renamed(verdict: Verdict, name: (text: string, location: Location | undefined) => string): Verdict {
  if (verdict.verdict === 'several')
    return { ...verdict, verdicts: verdict.verdicts.map((each) => renamed(each, name)) };
  if (verdict.verdict === 'unknown') {
    const rename = (each: Doubt): Doubt => ({ ...each, reason: name(each.reason, each.location) });
    const { others } = verdict;
    return { ...verdict, ...rename(verdict), ...(others === undefined ? {} : { others: others.map(rename) }) };
  }
  if (verdict.verdict !== 'fail') return verdict;
  const [first, ...others] = verdict.findings;
  const rename = (each: Finding): Finding => ({ ...each, message: name(each.message, each.location) });
  return { ...verdict, findings: [rename(first), ...others.map(rename)] };
}
