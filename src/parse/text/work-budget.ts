/** A text wants more work than any real project's does: what it is part of counts as not read, for this reason. */
export class TooMuchWork extends Error {}

/**
 * Counts the steps of work whose amount a text decides. A number of steps, not a time: the same text has the same verdict on every machine.
 */
export class WorkBudget {
  private left: number;
  private readonly reason: string;

  /** `reason`: why it is not read, in words that follow "since". */
  constructor(steps: number, reason: string) {
    this.left = steps;
    this.reason = reason;
  }

  /** Throws {@link TooMuchWork} when nothing is left. */
  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new TooMuchWork(this.reason);
  }
}
