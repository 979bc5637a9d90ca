import type { LocatedNode } from '../text/located-yaml.ts';

/** What the TRE gives a job of the cluster, as a rehearsal compares it: limits that its container has, where they can be read. */
export interface JobLimits {
  /** Bytes. */
  readonly memory?: number;
  readonly cpus?: number;
  /** Seconds after which the job is stopped. */
  readonly seconds?: number;
}

/** Of a job, its pod and its container: what says nothing of how the program runs, or is read by others. Whatever else stands there is named. */
const known: Readonly<Record<'job' | 'pod' | 'container' | 'rights', ReadonlySet<string>>> = {
  job: new Set(
    'completions parallelism backoffLimit ttlSecondsAfterFinished template activeDeadlineSeconds'.split(' '),
  ),
  pod: new Set(
    (
      'restartPolicy activeDeadlineSeconds automountServiceAccountToken securityContext containers volumes tolerations ' +
      'terminationGracePeriodSeconds imagePullSecrets initContainers'
    ).split(' '),
  ),
  container: new Set(
    'name image imagePullPolicy command args workingDir env envFrom ports resources securityContext volumeMounts'.split(
      ' ',
    ),
  ),
  rights: new Set(
    (
      'runAsNonRoot runAsUser runAsGroup fsGroup fsGroupChangePolicy supplementalGroups seccompProfile allowPrivilegeEscalation ' +
      'readOnlyRootFilesystem capabilities privileged'
    ).split(' '),
  ),
};

const off = new Set([undefined, 'false']);

/**
 * What a job asks of the cluster that no rehearsal gives, in words that end a sentence; empty where it asks for nothing else. `image`: what it must
 * start, with `:TAG`; only the name after the last slash where nothing says more.
 */
export function describeJob(
  spec: LocatedNode,
  pod: LocatedNode,
  container: LocatedNode,
  image: string,
): readonly string[] {
  return [
    ...unknownKeys(spec, 'job'),
    ...['completions', 'parallelism'].filter((key) => (textOf(spec, key) ?? '1') !== '1').map((key) => `sets ${key}`),
    ...unknownKeys(pod, 'pod'),
    ...unknownKeys(container, 'container'),
    ...describeImage(textOf(container, 'image'), image),
    ...describeRights(pod.entries.get('securityContext')),
    ...describeRights(container.entries.get('securityContext')),
    ...describeVolumes(pod, container),
  ].map((words) => `ces/job.yaml ${words}`);
}

/** Limits of a job; what cannot be read is left out, and named by `unread`. */
export function readLimits(
  spec: LocatedNode,
  pod: LocatedNode,
  container: LocatedNode,
): { readonly limits: JobLimits; readonly unread: readonly string[] } {
  const resources = container.entries.get('resources')?.entries;
  const entries = resources?.get('limits')?.entries ?? new Map<string, LocatedNode>();
  const unread: string[] = [];
  const read = (name: string, text: string | undefined): number | undefined => {
    const value = text === undefined ? undefined : readQuantity(text);
    if (text !== undefined && value === undefined) unread.push(`ces/job.yaml limits ${name} to ${text}`);
    return value;
  };
  for (const [name, { text }] of entries)
    if (name !== 'memory' && name !== 'cpu' && !name.startsWith('nvidia.com/'))
      unread.push(`ces/job.yaml limits ${name} to ${text ?? 'something'}`);
  const memory = read('memory', entries.get('memory')?.text);
  const cpus = read('cpu', entries.get('cpu')?.text);
  for (const [name, limit] of [
    ['memory', memory],
    ['cpu', cpus],
  ] as const) {
    const text = resources?.get('requests')?.entries.get(name)?.text;
    if (text !== undefined && !((readQuantity(text) ?? Infinity) <= (limit ?? 0)))
      unread.push(`ces/job.yaml requests ${name} of ${text}, which is not within its limits`);
  }
  const times = [spec, pod].flatMap((node) => read('the seconds', textOf(node, 'activeDeadlineSeconds')) ?? []);
  return {
    limits: {
      ...(memory !== undefined && { memory }),
      ...(cpus !== undefined && { cpus }),
      ...(times.length > 0 && { seconds: Math.min(...times) }),
    },
    unread,
  };
}

function unknownKeys(node: LocatedNode, of: keyof typeof known): readonly string[] {
  return [...node.entries]
    .filter(([key, { text, entries, items }]) => {
      const isOff = off.has(text) && entries.size + items.length === 0;
      return !known[of].has(key) && !isOff;
    })
    .map(([key]) => `sets ${key}`);
}

function describeImage(text: string | undefined, expected: string): readonly string[] {
  const isOwn = expected.includes('/') ? text === expected : text?.endsWith(`/${expected}`) === true;
  return isOwn ? [] : [`starts ${text ?? 'no image'}, and not ${expected}, where ces/run.sh puts the tag`];
}

function describeRights(rights: LocatedNode | undefined): readonly string[] {
  if (rights === undefined) return [];
  const capabilities = rights.entries.get('capabilities');
  const seccomp = rights.entries.get('seccompProfile')?.entries.get('type')?.text;
  return [
    ...unknownKeys(rights, 'rights'),
    ...['privileged', 'allowPrivilegeEscalation']
      .filter((key) => !off.has(textOf(rights, key)))
      .map((key) => `sets ${key}`),
    ...(capabilities?.entries.has('add') === true ? ['adds capabilities'] : []),
    ...(Number(textOf(rights, 'runAsUser') ?? 1) > 0 ? [] : ['sets runAsUser to root']),
    ...(seccomp === undefined || seccomp === 'RuntimeDefault' ? [] : [`sets a seccomp profile of the type ${seccomp}`]),
  ];
}

/** Results must outlive the job, and nothing but memory and what the project claims is mounted. */
function describeVolumes(pod: LocatedNode, container: LocatedNode): readonly string[] {
  const volumes = new Map((pod.entries.get('volumes')?.items ?? []).map((each) => [textOf(each, 'name'), each]));
  return (container.entries.get('volumeMounts')?.items ?? []).flatMap((mount) => {
    const path = textOf(mount, 'mountPath') ?? 'nothing';
    const volume = volumes.get(textOf(mount, 'name'));
    const claim = volume?.entries.get('persistentVolumeClaim');
    const memory = volume?.entries.get('emptyDir');
    const isReadOnly = [mount, claim].some((node) => node !== undefined && !off.has(textOf(node, 'readOnly')));
    const isKept = path === '/safe_data' || path === '/safe_outputs';
    const isKnown = isKept ? claim !== undefined : claim !== undefined || memory !== undefined;
    const isSmall = path !== '/dev/shm' && memory?.entries.has('sizeLimit') === true;
    const odd = [...mount.entries.keys()].filter((key) => !['name', 'mountPath', 'readOnly'].includes(key));
    return [
      ...(isKnown ? [] : [`mounts at ${path} what a rehearsal does not`]),
      ...(isReadOnly && path !== '/safe_data' ? [`mounts ${path} for reading only`] : []),
      ...(isSmall ? [`limits the size of ${path}`] : []),
      ...odd.map((key) => `sets ${key} of the mount at ${path}`),
    ];
  });
}

const units: Readonly<Record<string, number>> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
};

/** A quantity of Kubernetes (`32Gi`, `500m`); nothing where it is written otherwise. */
function readQuantity(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d{1,15}(?:\.\d{1,6})?)([A-Za-z]{0,2})$/.exec(text) ?? [];
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}

function textOf(node: LocatedNode, key: string): string | undefined {
  return node.entries.get(key)?.text;
}
