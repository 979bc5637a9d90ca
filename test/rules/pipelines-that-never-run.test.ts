import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import jobPolicy from '../../src/rules/kubernetes-job-policy.ts';
import registry from '../../src/rules/registry-pullable.ts';
import lintsDockerfile from '../../src/rules/workflow-lints-dockerfile.ts';
import scansImage from '../../src/rules/workflow-scans-image-before-push.ts';
import { factsOf } from '../helpers/project.ts';

const workflow = (scan: string, job = ''): Readonly<Record<string, string>> => ({
  Dockerfile: 'FROM docker.io/library/python:3.13\n',
  '.github/workflows/c.yml': `jobs:\n  image:\n${job}    steps:\n      - run: docker build -t ghcr.io/org/app:1 .\n${scan}      - run: docker push ghcr.io/org/app:1\n`,
});

test.each([
  ['a scan', '      - run: trivy image ghcr.io/org/app:1\n', '', 'pass'],
  ['a step that is switched off', '      - if: false\n        run: trivy image ghcr.io/org/app:1\n', '', 'fail'],
  ['the same as an expression', '      - if: ${{ false }}\n        run: trivy image ghcr.io/org/app:1\n', '', 'fail'],
  [
    'a condition',
    '      - if: ${{ github.ref != false }}\n        run: trivy image ghcr.io/org/app:1\n',
    '',
    'unknown',
  ],
  ['help', '      - run: trivy image --help\n', '', 'fail'],
  ['only the database', '      - run: trivy image --download-db-only\n', '', 'fail'],
])('%s before the push', async (_what, scan, job, expected) => {
  const { results } = check(await factsOf(workflow(scan, job)), [scansImage]);
  expect(results[0]?.verdict).toBe(expected);
});

test('a job that is switched off lints nothing', async () => {
  const lint = '      - run: hadolint Dockerfile\n';
  const verdict = async (job: string): Promise<string | undefined> =>
    check(await factsOf(workflow(lint, job)), [lintsDockerfile]).results[0]?.verdict;
  expect(await verdict('')).toBe('pass');
  expect(await verdict('    if: false\n')).toBe('fail');
});

const manifest = (pod: string, container: string): Readonly<Record<string, string>> => ({
  'ces/job.yaml': `apiVersion: batch/v1
kind: Job
metadata:
  generateName: app-
  labels: {kueue.x-k8s.io/queue-name: nsh-user-queue}
spec:
  template:
    spec:
${pod}      containers:
        - name: app
          image: proxy:5000/org/app:1
          resources:
            requests: {cpu: 1, memory: 1Gi}
            limits: {cpu: 1, memory: 1Gi}
${container}`,
});

test.each([
  ['nothing', '', '', 'pass'],
  ['a claim of the project', '      volumes: [{name: a, persistentVolumeClaim: {claimName: x}}]\n', '', 'pass'],
  ['the network of the machine', '      hostNetwork: true\n', '', 'fail'],
  ['its processes', '      hostPID: true\n', '', 'fail'],
  ['a volume of another service', '      volumes: [{name: a, nfs: {server: x, path: /y}}]\n', '', 'fail'],
  ['all rights', '', '          securityContext: {privileged: true}\n', 'fail'],
  ['a capability', '', '          securityContext: {capabilities: {add: [SYS_ADMIN]}}\n', 'fail'],
  ['fewer capabilities', '', '          securityContext: {capabilities: {drop: [ALL]}}\n', 'pass'],
  ['the number of root', '      securityContext: {runAsUser: 0}\n', '', 'fail'],
  ['leave to be root', '', '          securityContext: {runAsNonRoot: false}\n', 'fail'],
  ['a number of a person', '      securityContext: {runAsUser: 1000000001, runAsNonRoot: true}\n', '', 'pass'],
  ['a port of the machine', '', '          ports: [{containerPort: 80, hostPort: 80}]\n', 'fail'],
  [
    'all rights before the start',
    '      initContainers: [{name: b, image: x, securityContext: {privileged: true}}]\n',
    '',
    'fail',
  ],
])('a job that asks for %s', async (_what, pod, container, expected) => {
  expect(check(await factsOf(manifest(pod, container)), [jobPolicy]).results[0]?.verdict).toBe(expected);
});

test.each([
  ['as a job is', '', 'pass'],
  ['with the network of the machine', '          hostNetwork: true\n', 'fail'],
])('the job of a CronJob is read %s', async (_how, pod, expected) => {
  const scheduled = `apiVersion: batch/v1
kind: CronJob
metadata:
  name: app
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    metadata:
      labels: {kueue.x-k8s.io/queue-name: nsh-user-queue}
    spec:
      template:
        spec:
${pod}          containers:
            - name: app
              image: proxy:5000/org/app:1
              resources: {requests: {cpu: 1, memory: 1Gi}, limits: {cpu: 1, memory: 1Gi}}
`;
  expect(check(await factsOf({ 'ces/job.yaml': scheduled }), [jobPolicy]).results[0]?.verdict).toBe(expected);
});

test.each([
  ['the image of the pipeline', 'proxy:5000/org/app:1', 'pass'],
  ['another one', 'proxy:5000/other/thing:1', 'fail'],
  ['one of Docker Hub', 'other/thing:latest', 'fail'],
  ['one that is filled in', '${IMAGE}', 'pass'],
])('a job that runs %s', async (_what, image, expected) => {
  const job = (manifest('', '')['ces/job.yaml'] ?? '').replace('proxy:5000/org/app:1', image);
  const pipeline = 'publish:\n  script:\n    - docker push ghcr.io/org/app:1.0\n';
  const facts = await factsOf({ 'ces/job.yaml': job, '.gitlab-ci.yml': pipeline });
  expect(check(facts, [registry]).results[0]?.verdict).toBe(expected);
});
