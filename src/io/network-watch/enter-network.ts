import { readFileSync, readlinkSync } from 'node:fs';
import type { EngineSession } from '../engine/container-engine-session.ts';
import { hasLoopbackOnly } from './kernel-counters.ts';

/** Words that start a program of this machine in a network that stands behind them. */
export function wayIn({ facts }: EngineSession): readonly string[] | undefined {
  if (process.platform !== 'linux') return undefined;
  if (process.getuid?.() === 0) return ['nsenter'];
  return facts.name === 'podman' && facts.rootless ? ['podman', 'unshare', 'nsenter'] : undefined;
}

/** The network of a container's first process, which must be the holder that was started, and not this machine's own network. */
export async function findNetwork(
  session: EngineSession,
  container: string,
  secret: string,
): Promise<string | undefined> {
  const pid = (await session.run(['inspect', '--format', '{{.State.Pid}}', container])).out.trim();
  if (!/^[1-9]\d*$/.test(pid)) return undefined;
  try {
    const isHolder = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(secret);
    const found = readlinkSync(`/proc/${pid}/ns/net`);
    const isOwn = found === readlinkSync('/proc/self/ns/net') || (process.getuid?.() === 0 && isOfMachine(pid, found));
    return isHolder && !isOwn ? `/proc/${pid}/ns/net` : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a network may be the machine's. Where not even root can ask its first process, one with nothing but loopback is not. */
function isOfMachine(pid: string, network: string): boolean {
  try {
    return network === readlinkSync('/proc/1/ns/net');
  } catch {
    return !hasLoopbackOnly(readFileSync(`/proc/${pid}/net/dev`, 'utf8'));
  }
}
