/** A text wants more work than any real project's does: what it is part of counts as not read, for this reason. */
export class TooMuchWork extends Error {}

/**
 * Counts the steps of work whose amount a text decides. A number of steps, not a time: the same text has the same verdict on every machine.
 */
export class WorkBudget {
  private left: number;
  private readonly reason: string;
  private readonly all: WorkBudget | undefined;

  /** `reason`: why it is not read, in words that follow "since". `all`: what it and others take together, which is paid for as well. */
  constructor(steps: number, reason: string, all?: WorkBudget) {
    this.left = steps;
    this.reason = reason;
    this.all = all;
  }

  /** Throws {@link TooMuchWork} when nothing is left. */
  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new TooMuchWork(this.reason);
    this.all?.spend(steps);
  }
}
