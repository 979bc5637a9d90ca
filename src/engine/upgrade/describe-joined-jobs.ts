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
