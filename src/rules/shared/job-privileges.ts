import type { ManifestNode } from '../../model/sources/source-facts.ts';

/** Something in a manifest that the service refuses, or that takes the container out of its bounds. */
export interface Broken {
  readonly message: string;
  readonly node: ManifestNode | undefined;
  readonly fix: string;
}

/** Kinds of volumes that a user's job may have; all others reach the machine or another service. */
export const volumesOfUsers: ReadonlySet<string> = new Set([
  'name',
  'configMap',
  'downwardAPI',
  'emptyDir',
  'persistentVolumeClaim',
  'secret',
]);

/** What gives a pod the network, the processes or the rights of the machine, with which nothing is kept from it. */
export function findPrivileges(pod: ManifestNode | undefined): readonly Broken[] {
  const found: Broken[] = [];
  const add = (message: string, node: ManifestNode | undefined, name: string): number =>
    found.push({ message, node, fix: `take ${name} away` });
  for (const name of ['hostNetwork', 'hostPID', 'hostIPC'])
    if (isTrue(pod?.entries.get(name)))
      add(`${name} gives the container what belongs to the machine`, pod?.entries.get(name), name);
  const containers = ['containers', 'initContainers'].flatMap((kind) => pod?.entries.get(kind)?.items ?? []);
  for (const owner of [pod, ...containers]) {
    const context = owner?.entries.get('securityContext');
    const user = context?.entries.get('runAsUser');
    if (user?.text === '0')
      found.push({
        message: 'the job runs as root (runAsUser 0)',
        node: user,
        fix: 'write your number in its place: `id -u` in the TRE tells it',
      });
    const mayBeRoot = context?.entries.get('runAsNonRoot');
    if (isFalse(mayBeRoot)) add('the job may run as root', mayBeRoot, 'runAsNonRoot: false');
  }
  for (const container of containers) {
    const context = container.entries.get('securityContext');
    const privileged = context?.entries.get('privileged');
    if (isTrue(privileged)) add('the container is privileged', privileged, 'privileged');
    const added = context?.entries.get('capabilities')?.entries.get('add');
    if ((added?.items.length ?? 0) > 0) add('the container is given capabilities', added, 'capabilities.add');
    const port = container.entries.get('ports')?.items.find(({ entries }) => entries.has('hostPort'));
    if (port !== undefined) add('a port of the machine is opened', port, 'hostPort');
  }
  return found;
}

/** Users may make no claims; those of a project are there. */
export function refuseClaim(node: ManifestNode): Broken {
  return {
    message: 'a claim for a volume is made here',
    node,
    fix: 'take it out, and use a volume claim that the service made for the project',
  };
}

function isFalse(node: ManifestNode | undefined): boolean {
  return /^(?:false|no|off)$/i.test(node?.text ?? '');
}

function isTrue(node: ManifestNode | undefined): boolean {
  return /^(?:true|yes|on)$/i.test(node?.text ?? '');
}
