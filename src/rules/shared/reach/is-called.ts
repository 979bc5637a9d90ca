import type { Call } from '../../../model/programs/program-facts.ts';
import type { Reach } from '../../../model/programs/reach.ts';

/** Whether the function that a call stands in may run: one that no program of the image names runs for nobody. */
export function isCalled({ function: within }: Call, reach: Reach | undefined): boolean {
  if (within === '') return true;
  const name = within.slice(within.lastIndexOf('.') + 1);
  return name.startsWith('__') || (reach?.programs ?? []).some(({ program }) => program.names.has(name));
}
