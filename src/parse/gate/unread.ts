import type { UnreadReport } from '../../model/gate/gate.ts';

/** A report that says nothing, and why. */
export function unread(why: string): UnreadReport {
  return { kind: 'unread', why };
}
