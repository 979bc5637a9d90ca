import type { NetworkAttempt } from '../../model/rehearsal/rehearsal.ts';

/** The line with which a sink says that it has seen a probe, and all that was sent before it. */
export function markOf(probe: string, seesAddresses: boolean): string {
  return seesAddresses ? `probe\t${probe}\t9` : `probe\t${probe}`;
}

/** What a sink wrote between two of its marks. */
export interface SinkList {
  readonly attempts: readonly NetworkAttempt[];
  /** Both marks are there, and nothing came faster than it was read: what is not in the list was not tried. */
  readonly isWhole: boolean;
}

/**
 * Reads the list that begins after the line `begin` of what a sink wrote, and goes to the line `end`; without that to where it breaks off. Only the sink
 * writes marks, so that nothing which was tried after `begin` can be taken for one.
 */
export function readList(lines: readonly string[], begin: string, end: string | undefined): SinkList {
  const first = lines.indexOf(begin);
  const last = end === undefined ? -1 : lines.indexOf(end);
  const seen = lines.slice(first + 1, last === -1 ? undefined : last).map((line) => line.split('\t'));
  const connected = seen
    .filter(([kind]) => kind === 'connect')
    .map(([, host = '', port]) => (port === undefined ? { host } : { host, port: Number(port) }));
  const reached = new Set(connected.map(({ host }) => host));
  const lookedUp = seen
    .filter(([kind, host = '']) => kind === 'lookup' && !reached.has(host))
    .map(([, host = '']) => ({ host }));
  const isWhole = first !== -1 && last > first && seen.every(([kind]) => kind !== 'dropped');
  return { attempts: [...connected, ...lookedUp], isWhole };
}
