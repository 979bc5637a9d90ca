import type { LocatedNode } from '../text/located-yaml.ts';

const queue = 'kueue.x-k8s.io/queue-name';

/** What the job itself and its pod say of how the cluster treats them, and no run here has: by key, what says nothing of that is left out. */
const ofSpec: Readonly<Record<string, RegExp>> = { ttlSecondsAfterFinished: /^$/, backoffLimit: /^0$/ };
const ofPod: Readonly<Record<string, RegExp>> = {
  restartPolicy: /^Never$/,
  automountServiceAccountToken: /^false$/,
  terminationGracePeriodSeconds: /^$/,
  tolerations: /^$/,
  imagePullSecrets: /^$/,
};

/**
 * What a job asks of the cluster that changes nothing of how its program is started, and that no run of a rehearsal has: its queue, graphics cards, how
 * long it is kept. Each as it is written.
 */
export function describeUnapplied(
  job: LocatedNode,
  spec: LocatedNode,
  pod: LocatedNode,
  container: LocatedNode,
): readonly string[] {
  const metadata = [job, spec.entries.get('template')].flatMap((node) => node?.entries.get('metadata') ?? []);
  const said = [
    ...metadata.flatMap((node) => describeWords(node)),
    ...describeKeys(spec, ofSpec),
    ...describeKeys(pod, ofPod),
    ...describeCards(container),
  ];
  return [...new Set(said)].map((words) => `ces/job.yaml: ${words}`);
}

function describeWords(metadata: LocatedNode): readonly string[] {
  return ['labels', 'annotations'].flatMap((kind) =>
    [...(metadata.entries.get(kind)?.entries ?? [])].map(([key, { text = '' }]) =>
      key === queue ? `queue ${text}` : `${kind.slice(0, -1)} ${key}`,
    ),
  );
}

function describeKeys(node: LocatedNode, keys: Readonly<Record<string, RegExp>>): readonly string[] {
  return Object.entries(keys).flatMap(([key, usual]) => {
    const found = node.entries.get(key);
    if (found === undefined || (found.text !== undefined && usual.test(found.text))) return [];
    return [found.text === undefined ? key : `${key} ${found.text}`];
  });
}

/** Limits and requests name the same ones. */
function describeCards(container: LocatedNode): readonly string[] {
  const resources = container.entries.get('resources')?.entries;
  return ['limits', 'requests'].flatMap((kind) =>
    [...(resources?.get(kind)?.entries ?? [])].flatMap(([name, { text = '' }]) =>
      name.startsWith('nvidia.com/') && text !== '0' ? [`${name} ${text} (no run here has a graphics card)`] : [],
    ),
  );
}
