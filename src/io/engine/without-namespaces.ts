import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord } from '../../shared/json-shapes.ts';
import type { EngineSession } from './container-engine-session.ts';

const makers = new Set(['unshare', 'setns', 'clone', 'clone3']);
/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET. */
const newNamespaces = 0x7e020000;
/** "No such call", upon which libraries take `clone`. */
const noSuchCall = 38;

/**
 * Words for a container of podman that cannot make namespaces of its own. Docker's own list refuses that already, as that of Kubernetes does; podman's
 * lets everybody, so that a program which needs them would pass here and fail there. Nothing where the list cannot be read.
 */
export function withoutNamespaces({ facts, folder }: EngineSession): readonly string[] {
  const profile = facts.seccompProfile === undefined ? undefined : refuseNamespaces(readProfile(facts.seccompProfile));
  if (profile === undefined) return [];
  const file = join(folder, 'seccomp.json');
  writeFileSync(file, JSON.stringify(profile));
  chmodSync(file, 0o644);
  return ['--security-opt', `seccomp=${file}`];
}

function readProfile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** A list of calls without those that make namespaces; `clone` stays for processes and threads. Nothing where it is none, or allows what it does not name. */
export function refuseNamespaces(profile: unknown): object | undefined {
  if (!isRecord(profile) || !Array.isArray(profile['syscalls']) || profile['defaultAction'] !== 'SCMP_ACT_ERRNO')
    return undefined;
  const kept = (profile['syscalls'] as readonly unknown[]).flatMap((entry) => {
    const names = isRecord(entry) && Array.isArray(entry['names']) ? (entry['names'] as readonly unknown[]) : [];
    const others = names.filter((name) => !makers.has(String(name)));
    return others.length === 0 ? [] : [{ ...(entry as object), names: others }];
  });
  const args = [{ index: 0, value: newNamespaces, valueTwo: 0, op: 'SCMP_CMP_MASKED_EQ' }];
  const own = [
    { names: ['clone'], action: 'SCMP_ACT_ALLOW', args },
    { names: ['clone3'], action: 'SCMP_ACT_ERRNO', errnoRet: noSuchCall },
  ];
  return { ...profile, syscalls: [...kept, ...own] };
}
