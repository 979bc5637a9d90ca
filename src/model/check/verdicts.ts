import type { DockerfileFacts, FinalImage } from '../dockerfile/dockerfile-facts.ts';
import type { ProjectFacts } from '../sources/facts.ts';
import type { Evidence, Finding, Location, Proof, Verdict } from './rule.ts';

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

/** Unknown, since a file is there that nobody could read. `why` is a clause and may name the fix. */
export function couldNotRead(path: string, why: string, line?: number): Verdict {
  const reason = `could not be read: ${why}`;
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

/** A failure, with what could not be judged beside it: who mends the one must not meet the other only then. */
export function alsoUnknown(failure: Verdict, open: Verdict | undefined): Verdict {
  if (open?.verdict !== 'unknown' || failure.verdict !== 'fail') return failure;
  const { file, line } = open.location ?? {};
  // Of one place the failure says enough.
  const isSaid = failure.findings.some(({ location }) => location?.file === file && location?.line === line);
  return isSaid ? failure : { verdict: 'several', verdicts: [failure, open] };
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
      facts.dockerfiles.map((dockerfile) => {
        if (dockerfile.unread !== undefined) return couldNotRead(dockerfile.path, dockerfile.unread);
        if (dockerfile.final === undefined)
          return unknown('has no FROM, so it makes no image', { file: dockerfile.path });
        return check(dockerfile.final, dockerfile, facts);
      }),
      'there is no Dockerfile',
    );
}
