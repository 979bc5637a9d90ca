import { readFileSync } from 'node:fs';
import type { EngineSession } from '../container-engine-session.ts';

/** Who a container's program is, as the kernel of this machine has it, once it has been started. */
export interface KernelIdentity {
  /** To be called when it has been started, or not. */
  readonly look: () => Promise<void>;
  /** In the form of `id`, with the names of the accounts that it has; nothing where the kernel could not be asked, or the program may have changed it. */
  readonly read: (accounts: () => Promise<readonly string[]>) => Promise<string | undefined>;
}

/**
 * Looks at the first process of a container of docker's, where that is a process of this machine whose ids are not mapped: no second container has to be
 * started to ask who it is.
 */
export function watchIdentity(session: EngineSession, container: string): KernelIdentity {
  const { name, rootless, highestId } = session.facts;
  const isSeen = name === 'docker' && !rootless && highestId > 65535 && process.platform === 'linux';
  const over: (() => void)[] = [];
  const looked = new Promise<void>((resolve) => void over.push(resolve));
  let status: string | undefined;
  return {
    look: async () => {
      if (isSeen) status = await readStatus(session, container).catch(() => undefined);
      for (const tell of over) tell();
    },
    read: async (accounts) => {
      if (!isSeen) return undefined;
      await looked;
      return status === undefined ? undefined : describeIdentity(status, await accounts());
    },
  };
}

async function readStatus(session: EngineSession, container: string): Promise<string | undefined> {
  const pid = (await session.run(['inspect', '--format', '{{.State.Pid}}', container])).out.trim();
  if (!/^[1-9]\d*$/.test(pid)) return undefined;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  // The engine's machine may be another one than this.
  return readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes(container) ? status : undefined;
}

/** Rights by which a process becomes somebody else: CAP_SETGID and CAP_SETUID. */
const changing = (1n << 6n) | (1n << 7n);

/** What `id` would print. `status`: the kernel's words about a process; `accounts`: /etc/passwd and /etc/group. Nothing for one that can become somebody else. */
export function describeIdentity(status: string, accounts: readonly string[]): string | undefined {
  const lines = status.split('\n').map((line) => line.split(/\s+/).filter((word) => word !== ''));
  const field = (name: string): readonly string[] => lines.find(([first]) => first === `${name}:`)?.slice(1) ?? [];
  const [[uid], [gid], [rights], [isHeld]] = [field('Uid'), field('Gid'), field('CapBnd'), field('NoNewPrivs')];
  if (uid === undefined || gid === undefined || rights === undefined || isHeld !== '1') return undefined;
  if (!/^[\da-f]+$/.test(rights) || (BigInt(`0x${rights}`) & changing) !== 0n) return undefined;
  const [passwd = '', group = ''] = accounts;
  const groups = [...new Set([gid, ...field('Groups')])].map((each) => named(each, group));
  return `uid=${named(uid, passwd)} gid=${named(gid, group)} groups=${groups.join(',')}`;
}

/** An id, with the name of the first entry that has it in brackets. */
function named(id: string, text: string): string {
  const [name] =
    text
      .split('\n')
      .find((line) => line.split(':')[2] === id)
      ?.split(':') ?? [];
  return name === undefined ? id : `${id}(${name})`;
}
