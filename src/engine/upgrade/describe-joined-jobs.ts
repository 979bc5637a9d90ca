import type { Plan } from '../../model/upgrade/plan.ts';

const lintJob = /^ {2}dockerfile:[ \t]*$/m;

/**
 * What a person must know where GitHub's pipeline of 0.1.0 becomes the one job of today: what names the former two elsewhere, such as a rule for
 * a branch, waits for them for ever. Nothing where the file keeps both, or nothing is written.
 */
export function describeJoinedJobs(plan: Plan): readonly string[] {
  return plan.flatMap(({ path, current, next, leftOut }) => {
    const isJoined =
      path.includes('.github/workflows/') &&
      leftOut === undefined &&
      lintJob.test(current?.text ?? '') &&
      next !== undefined &&
      !lintJob.test(next.text ?? '');
    return isJoined
      ? [
          `${path}: its two jobs are one now, "Check, build, scan and publish". Name that one in branch rules that require the former two, and let jobs of yours need image instead of dockerfile`,
        ]
      : [];
  });
}

const isPipeline = /(?:^|\/)(?:\.github\/workflows\/[^/]+\.ya?ml|\.gitlab-ci\.yml)$/;
const checker = /\btre-container (?:check|gate)\b/;

/** Not behind a `#`. */
function runsChecker(text: string): boolean {
  return text.split('\n').some((line) => checker.test(line.split('#', 1)[0] ?? ''));
}

/** A pipeline that starts the checker in the template and, as it is going to be, does not: whoever kept their side of it is told before it is written. */
export function describeLostChecks(
  settled: Plan,
  rendered: ReadonlyMap<string, { readonly text: string }>,
): readonly string[] {
  return settled.flatMap(({ path, action, current, next }) => {
    const text = next?.text ?? current?.text;
    const isLost =
      isPipeline.test(path) &&
      action !== 'delete' &&
      text !== undefined &&
      runsChecker(rendered.get(path)?.text ?? '') &&
      !runsChecker(text);
    return isLost
      ? [
          `${path}: as it is going to be it starts no check of the TRE's requirements, which the template's pipeline does. Write its line again; where yours collide with the template's, --on-conflict theirs takes those`,
        ]
      : [];
  });
}
