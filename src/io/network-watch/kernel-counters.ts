import type { LoopbackCounts } from '../../model/rehearsal/rehearsal.ts';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';

/** What the kernel counts in the network of one container that has no way to anywhere. */
export interface NetworkCounters {
  /** Packets and connections for which there was no route, of IPv4 and IPv6, since the container was made. */
  read(): number;
  /** What it said to itself. */
  readLoopback(): LoopbackCounts;
  close(): void;
}

const files = [
  { name: 'snmp', count: (text: string) => fieldOf(text, 'Ip', 'OutNoRoutes') },
  { name: 'snmp6', count: (text: string) => countOfIpv6(text, 'Ip6OutNoRoutes') },
] as const;

/** Of a network with nothing but loopback, where what has no route is not even begun. */
export function countLoopback(snmp: string, snmp6: string): LoopbackCounts {
  return {
    refused: fieldOf(snmp, 'Tcp', 'AttemptFails') + fieldOf(snmp, 'Udp', 'NoPorts') + countOfIpv6(snmp6, 'Udp6NoPorts'),
    taken: fieldOf(snmp, 'Tcp', 'PassiveOpens'),
  };
}

function countOfIpv6(text: string, field: string): number {
  return Number(new RegExp(`^${field}\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
}

/**
 * Opens the counters of a process's network. An open file keeps them when the process has ended. Nothing where they cannot be had, or where the
 * network is not one without a way: one with more than the loopback interface is not the container's.
 */
export function openCounters(pid: number): NetworkCounters | undefined {
  const opened: number[] = [];
  const close = (): void => {
    for (const file of opened.splice(0)) closeSync(file);
  };
  try {
    const open = (name: string): number => {
      const file = openSync(`/proc/${String(pid)}/net/${name}`, 'r');
      opened.push(file);
      return file;
    };
    if (!hasLoopbackOnly(readFrom(open('dev')))) {
      close();
      return undefined;
    }
    const counters = files.flatMap(({ name, count }) =>
      name === 'snmp6' && !existsSync(`/proc/${String(pid)}/net/${name}`) ? [] : [{ file: open(name), count }],
    );
    return {
      read: () => counters.reduce((sum, { file, count }) => sum + count(readFrom(file)), 0),
      readLoopback: () => {
        const [snmp = '', snmp6 = ''] = counters.map(({ file }) => readFrom(file));
        return countLoopback(snmp, snmp6);
      },
      close,
    };
  } catch {
    close();
    return undefined;
  }
}

/** Whether the kernel's list of a network's interfaces (`/proc/PID/net/dev`) names loopback and no other. */
export function hasLoopbackOnly(devices: string): boolean {
  const interfaces = devices.split('\n').slice(2);
  return interfaces.length > 0 && interfaces.every((line) => !/^\s*[^\s:]+:/.test(line) || /^\s*lo:/.test(line));
}

/**
 * Looks for the first process of a container while it is being started, before its program can have ended: by its control group, which has the
 * container's id in its name. `isOver` ends the search.
 */
export async function findCounters(container: string, isOver: () => boolean): Promise<NetworkCounters | undefined> {
  const older = new Set(processes());
  while (!isOver()) {
    for (const pid of processes()) {
      if (older.has(pid) || !read(`/proc/${pid}/cgroup`).includes(container)) continue;
      const counters = openCounters(Number(pid));
      if (counters !== undefined) return counters;
    }
    await new Promise((resolve) => void setTimeout(resolve, 2));
  }
  return undefined;
}

function processes(): readonly string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** From its beginning, each time anew. */
function readFrom(file: number): string {
  const buffer = Buffer.alloc(1 << 16);
  let length = 0;
  for (let got = 1; got > 0 && length < buffer.length; length += got)
    got = readSync(file, buffer, length, buffer.length - length, length);
  return buffer.toString('utf8', 0, length);
}

/** Two lines a protocol: names, then values. */
function fieldOf(text: string, protocol: string, field: string): number {
  const [names = [], values = []] = text
    .split('\n')
    .filter((line) => line.startsWith(`${protocol}:`))
    .map((line) => line.split(' '));
  const at = names.indexOf(field);
  return at === -1 ? 0 : Number(values[at] ?? 0);
}
