/** One thing that is wrong: what, where, why it matters, and what fixes it. */
export interface Problem {
  /** What failed, with the offending value. One line. */
  readonly what: string;
  /** File with line and column, flag, or answer key. */
  readonly where?: string;
  /** Why it matters. */
  readonly why?: string;
  /** The command or the change that fixes it. */
  readonly fix?: string;
}

/** Bad input or a missing tool: printed without a stack, exit code 2. Carries every problem that was found. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly problems: readonly [Problem, ...Problem[]];
  /** Exit status of the process; yo passes a numeric `code` on. */
  readonly code = 2;

  constructor(...problems: [Problem, ...Problem[]]) {
    super(problems.map(formatProblem).join('\n'));
    this.problems = problems;
  }
}

/** The person stopped at a prompt (Ctrl-C): exit code 130, nothing written. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
  readonly code = 130;
}

/** The person wants the question before this one again. */
export class StepBack extends Error {
  override readonly name = 'StepBack';
}

/** A problem as one paragraph: `where: what` then why and fix, each on its own indented line. */
export function formatProblem(problem: Problem): string {
  const head = problem.where === undefined ? problem.what : `${problem.where}: ${problem.what}`;
  const rest = [problem.why, problem.fix === undefined ? undefined : `To fix: ${problem.fix}`];
  return [head, ...rest.filter((line) => line !== undefined).map((line) => `  ${line}`)].join('\n');
}
