import { defineRule, type Finding } from '../model/check/rule.ts';
import { gpuGuide } from '../model/check/sources.ts';
import type { ManifestNode } from '../model/sources/source-facts.ts';
import { combine, couldNotRead, judge } from '../model/check/verdicts.ts';
import {
  type Broken,
  findPrivileges,
  findUnfitResources,
  refuseClaim,
  volumesOfUsers,
} from './shared/job-privileges.ts';

const job = (metadata: string, container: string): string =>
  `apiVersion: batch/v1\nkind: Job\nmetadata:\n${metadata}spec:\n  template:\n    spec:\n      restartPolicy: Never\n      containers:\n        - name: app\n          image: proxy:5000/org/app:1\n${container}`;
const named = '  generateName: app-\n  labels:\n    kueue.x-k8s.io/queue-name: nsh-user-queue\n';
const bounded =
  '          resources:\n            requests: {cpu: 1, memory: 1Gi}\n            limits: {cpu: 1, memory: 1Gi}\n';

export default defineRule({
  kind: 'checked',
  id: 'kubernetes-job-policy',
  group: 'run',
  severity: 'error',
  force: 'must',
  summary: 'Kubernetes jobs meet the policies of the GPU service',
  rationale:
    'The cluster refuses or never starts a job with a fixed name, without the label of its queue, or without requests and limits. Users may not make volume claims there. Judged are files with a Job; what describes a service of another cluster is not.',
  source: gpuGuide('GPU Service Policies'),
  check: ({ jobs }) =>
    combine(
      jobs.map(({ path, manifest, isScheduled = false, claims = [], unread }) => {
        if (unread !== undefined) return couldNotRead(path, unread, manifest.line);
        const metadata = manifest.entries.get('metadata');
        const findings = [
          ...judgeMetadata(metadata, isScheduled),
          ...judgePod(manifest),
          ...claims.map(refuseClaim),
        ].map(({ message, node, fix }): Finding => ({
          message,
          location: { file: path, line: node?.line ?? manifest.line },
          fix,
        }));
        return judge(
          findings,
          {
            text: 'generateName, queue, requests and limits are there',
            location: { file: path, line: metadata?.line ?? manifest.line },
          },
          'file',
        );
      }),
      'the project has no Kubernetes job',
    ),
  good: [{ title: 'all of them', files: { 'ces/job.yaml': job(named, bounded) } }],
  bad: [
    {
      title: 'a fixed name',
      files: { 'ces/job.yaml': job(named.replace('generateName: app-', 'name: app'), bounded) },
    },
    { title: 'no queue', files: { 'ces/job.yaml': job('  generateName: app-\n', bounded) } },
    { title: 'no limits', files: { 'ces/job.yaml': job(named, '') } },
  ],
});

function judgeMetadata(metadata: ManifestNode | undefined, isScheduled: boolean): Broken[] {
  const found: Broken[] = [];
  const add = (message: string, node: ManifestNode | undefined, fix: string): number =>
    found.push({ message, node, fix });
  if (metadata?.entries.has('name') === true)
    add(
      'the job has a fixed name',
      metadata.entries.get('name'),
      'write generateName: NAME- instead, so that the job can be submitted again',
    );
  else if (!isScheduled && metadata?.entries.has('generateName') !== true)
    add('the job has no generateName', metadata, 'write generateName: NAME- under metadata');
  const queue = metadata?.entries.get('labels')?.entries.get('kueue.x-k8s.io/queue-name');
  if (queue === undefined)
    add(
      'the label kueue.x-k8s.io/queue-name is missing',
      metadata,
      'add kueue.x-k8s.io/queue-name: NAMESPACE-user-queue under metadata.labels',
    );
  else if (queue.text?.endsWith('-user-queue') !== true)
    add(`the queue is "${queue.text ?? ''}"`, queue, 'name the queue NAMESPACE-user-queue');
  return found;
}

function judgePod(manifest: ManifestNode): Broken[] {
  const pod = manifest.entries.get('spec')?.entries.get('template')?.entries.get('spec');
  const containers = (pod?.entries.get('containers')?.items ?? []).flatMap((container) => {
    const resources = container.entries.get('resources');
    const missed = ['requests', 'limits'].flatMap((kind): Broken[] => {
      const missing = ['cpu', 'memory'].filter((name) => resources?.entries.get(kind)?.entries.has(name) !== true);
      const message = `the container has no ${kind} for ${missing.join(' and ')}`;
      return missing.length === 0
        ? []
        : [{ message, node: resources ?? container, fix: `add resources.${kind} with cpu and memory` }];
    });
    return [...missed, ...findUnfitResources(container)];
  });
  const volumes = (pod?.entries.get('volumes')?.items ?? [])
    .filter((volume) => [...volume.entries.keys()].some((key) => !volumesOfUsers.has(key)))
    .map((node) => ({
      message: 'a volume is made by the job',
      node,
      fix: 'use a volume claim that the service made for the project',
    }));
  return [...containers, ...volumes, ...findPrivileges(pod)];
}
