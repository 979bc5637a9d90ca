import type { ReachClass } from '../../model/programs/reach.ts';

interface Reached {
  readonly class: ReachClass;
  readonly isChoice?: true;
}

/** What a program is reached as: once each it is looked at. */
export function reachKey(path: string, run: Reached): string {
  return `${run.class}${run.isChoice === true ? '?' : ''}\0${path}`;
}

/** What is not parsed is looked at once for each way of starting it. */
export function glanceKey(path: string, run: Reached & { readonly arguments: readonly string[] }): string {
  return `${reachKey(path, run)}\0${run.arguments.join(' ')}`;
}
