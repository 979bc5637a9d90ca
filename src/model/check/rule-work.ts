import type { ProjectFacts } from '../sources/facts.ts';

/** Pays for the work of the rule that is being asked. */
export interface RuleWork {
  /** Throws where a rule has taken more steps than on any project of people's, or too much time. */
  spend(steps: number): void;
}

const current = new WeakMap<ProjectFacts, RuleWork>();

/** From now on whoever judges these facts pays here. */
export function limitWork(facts: ProjectFacts, work: RuleWork): void {
  current.set(facts, work);
}

/**
 * Says that a rule takes so many steps, where what a project holds decides how many: calls times files, among others. Without a limit, as in
 * the test of a single rule, nothing happens.
 */
export function spendOn(facts: ProjectFacts, steps: number): void {
  current.get(facts)?.spend(steps);
}
