import type { RuleWork } from '../../model/check/rule-work.ts';
import { TooMuchWork } from '../../parse/text/work-budget.ts';

/** Steps of one rule on one project, a thousand times what those of people take; a step is a comparison or a look into a table. */
const mostSteps = 20_000_000;
/** After so many steps the clock is asked again. */
const stepsBetween = 100_000;

/** What one rule may take: a number of steps, which is the same on every machine, and behind it the clock of the target. */
export class LimitedWork implements RuleWork {
  private left = mostSteps;
  private sinceAsked = 0;
  private readonly isOver: () => boolean;

  constructor(isOver: () => boolean) {
    this.isOver = isOver;
  }

  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new TooMuchWork(`the rule takes more than ${String(mostSteps)} steps on what there is`);
    this.sinceAsked += steps;
    if (this.sinceAsked < stepsBetween) return;
    this.sinceAsked = 0;
    if (this.isOver())
      throw new TooMuchWork(
        'the time for one target was over while this rule was asked, which a slower machine can be the cause of',
      );
  }
}
