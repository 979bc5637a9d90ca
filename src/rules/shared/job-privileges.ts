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

const units: Readonly<Record<string, number | undefined>> = {
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** `500m`, `4`, `16Gi`; nothing for what is no amount. */
function amountOf(node: ManifestNode | undefined): number | undefined {
  const [, number, unit = ''] = /^(\d{1,15}(?:\.\d{1,9})?)([A-Za-z]{0,2})$/.exec(node?.text ?? '') ?? [];
  const factor = unit === '' ? 1 : units[unit];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}

/** What Kubernetes refuses in the resources of a container: a request above its limit, and a GPU without a limit of the same number. */
export function findUnfitResources(container: ManifestNode): readonly Broken[] {
  const resources = container.entries.get('resources');
  const [requests, limits] = ['requests', 'limits'].map((kind) => resources?.entries.get(kind)?.entries);
  return [...(requests ?? [])].flatMap(([name, node]): Broken[] => {
    const limit = limits?.get(name);
    const [asked, most] = [node, limit].map(amountOf);
    const isDevice = name.includes('/');
    if (isDevice && (limit === undefined || (asked !== undefined && most !== undefined && asked !== most)))
      return [
        {
          message: `${name} is requested, and ${limit === undefined ? 'has no limit' : 'its limit is another number'}: Kubernetes refuses the job`,
          node,
          fix: `write ${name} with the same number under limits, or take it out of requests`,
        },
      ];
    if (asked === undefined || most === undefined || asked <= most) return [];
    return [
      {
        message: `${name} is requested ${node.text ?? ''}, above its limit of ${limit?.text ?? ''}: Kubernetes refuses the job`,
        node,
        fix: `raise the limit of ${name}, or request less`,
      },
    ];
  });
}
