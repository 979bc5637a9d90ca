import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tre } from '../../../src/catalog/tre.ts';
import { readJobStart as read, type JobStart } from '../../../src/parse/manifests/job-start.ts';
import { parseArgumentFile } from '../../../src/parse/manifests/option-words.ts';

const image = /\n +image: "(.*)"/;
const readJobStart = (text: string, given: readonly string[], of = job): JobStart =>
  read(text, { given, directories: tre.directories, image: image.exec(of)?.[1] ?? '' });
const golden = 'test/golden';
const generated = readdirSync(golden).filter((name) => existsSync(join(golden, name, 'ces/job.yaml')));
const job = readFileSync(join(golden, 'python-minimal', 'ces/job.yaml'), 'utf8');
/** The generated job with these lines in its container. */
const withLines = (...lines: readonly string[]): string =>
  job.replace(/\n +image: .*/, (found) => `${found}\n${lines.map((line) => `          ${line}`).join('\n')}`);

test.each(generated)('the job of %s starts as a rehearsal does', (name) => {
  const given = join(golden, name, 'ces/arg-file.txt');
  const words = existsSync(given) ? parseArgumentFile(readFileSync(given, 'utf8')) : [];
  const text = readFileSync(join(golden, name, 'ces/job.yaml'), 'utf8');
  const { differences, environment, limits } = readJobStart(text, words, text);
  expect(differences).toEqual([]);
  expect(environment).toEqual({ OMP_NUM_THREADS: '4' });
  expect(limits).toEqual({ memory: 32 * 1024 ** 3, cpus: 4, seconds: 86_400 });
});

test('where it starts, and by what program, is rehearsed', () => {
  expect(readJobStart(withLines('command: ["/app/other", "-c"]', 'workingDir: /nowhere'), ['x'])).toMatchObject({
    entrypoint: '/app/other',
    workingDirectory: '/nowhere',
    arguments: ['-c', 'x'],
    differences: [],
  });
});

test.each<readonly [string, string, string]>([
  ['variables of the cluster', withLines('envFrom: [{secretRef: {name: keys}}]'), 'takes variables from the cluster'],
  [
    'a secret',
    job.replace(/- name: OMP_NUM_THREADS\n.*/, '- {name: KEY, valueFrom: {secretKeyRef: {name: a, key: b}}}'),
    'sets KEY to what only the cluster knows',
  ],
  ['a directory that is missing', job.replace('mountPath: /scratch', 'mountPath: /tmp'), 'mounts no /scratch'],
  ['something over the program', job.replace('mountPath: /dev/shm', 'mountPath: /app'), 'mounts something at /app'],
  ['no YAML', 'kind: Job\n  a: b: c\n', 'is not one job with one container that can be read'],
  ['two jobs', `${job}---\n${job}`, 'is not one job with one container that can be read'],
  ['another kind beside it', `${job}---\nkind: Pod\n`, 'is not one job with one container that can be read'],
  ['a second image', withLines('"image": b/c:TAG'), 'is not one job with one container that can be read'],
  [
    'another image',
    job.replace(image, '\n          image: docker.io/evil/other:TAG'),
    'starts docker.io/evil/other:TAG, and not',
  ],
  ['a tag of its own', job.replace(':TAG"', ':1.0.0"'), ':1.0.0, and not'],
  ...['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace'].map(
    (key) => [key, job.replace(/\n {6}containers:/, `\n      ${key}: true$&`), `sets ${key}`] as const,
  ),
  [
    'names of the host',
    job.replace(/\n {6}containers:/, '\n      hostAliases: [{ip: 10.0.0.1}]$&'),
    'sets hostAliases',
  ],
  ['a probe', withLines('livenessProbe: {exec: {command: [ls]}}'), 'sets livenessProbe'],
  ['a second try beside the first', job.replace('parallelism: 1', 'parallelism: 2'), 'sets parallelism'],
  ['all rights', job.replace('allowPrivilegeEscalation: false', 'privileged: true'), 'sets privileged'],
  ['more rights', job.replace('allowPrivilegeEscalation: false', 'allowPrivilegeEscalation: true'), 'sets allowPriv'],
  ['capabilities', job.replace('drop:', 'add:'), 'adds capabilities'],
  ['root', job.replace('runAsUser: 1000000001', 'runAsUser: 0'), 'sets runAsUser to root'],
  ['no seccomp', job.replace('type: RuntimeDefault', 'type: Unconfined'), 'of the type Unconfined'],
  [
    'results for reading',
    job.replace('mountPath: /safe_outputs', '$&\n              readOnly: true'),
    '/safe_outputs for reading only',
  ],
  ['a folder of the machine', job.replace('emptyDir: {}', 'hostPath: {path: /}'), 'mounts at /scratch what'],
  [
    'results that go with the job',
    job.replace(/persistentVolumeClaim:\n.*USER/, 'emptyDir: {}'),
    'mounts at /safe_outputs what',
  ],
  ['a small folder', job.replace('emptyDir: {}', 'emptyDir: {sizeLimit: 1Ki}'), 'limits the size of /scratch'],
  [
    'a part of a claim',
    job.replace('mountPath: /scratch', '$&\n              subPath: x'),
    'sets subPath of the mount',
  ],
  ...['nodeSelector: {nowhere: "true"}', 'priorityClassName: none-such', 'affinity: {nodeAffinity: {}}'].map(
    (line) =>
      [
        line,
        job.replace(/\n {6}containers:/, `\n      ${line}$&`),
        `sets ${line.slice(0, line.indexOf(':'))}`,
      ] as const,
  ),
  ['more than its limits', job.replace('cpu: 4', 'cpu: 4000'), 'requests cpu of 4000, which is not within'],
  ['no limit to what it asks for', job.replace('memory: 32Gi', ''), 'requests memory of 16Gi, which is not within'],
  ['a limit that cannot be read', job.replace('memory: 32Gi', 'memory: 32Qi'), 'limits memory to 32Qi'],
  ['a limit of another kind', job.replace('memory: 32Gi', 'ephemeral-storage: 1'), 'limits ephemeral-storage'],
  ['a container before it', job.replace(/\n {6}containers:/, '\n      initContainers: []$&'), 'is not one job'],
])('%s is a difference', (_, text, said) => {
  expect(readJobStart(text, ['x']).differences.join('; ')).toContain(said);
});

const withMode = (args: string): string =>
  job.replace(/\n +args:\n +- measurements\.csv/, '').replace(/\n +env:/, (found) => {
    const lines = [`args: ${args}`, 'env:', '  - {name: MODE, value: evil}', '  - {name: TWICE, value: $(MODE)$$(X)}'];
    return lines.map((line) => found.replace('env:', () => line)).join('');
  });

test('variables of the job are put into its words, as the cluster does it', () => {
  const text = withMode('["$(MODE)", "a$(TWICE)", "$$(MODE)", "$$$(MODE)", "$(MODE", "$x$"]');
  expect(readJobStart(text, [])).toMatchObject({
    environment: { MODE: 'evil', TWICE: 'evil$(X)' },
    arguments: ['evil', 'aevil$(X)', '$(MODE)', '$evil', '$(MODE', '$x$'],
    differences: [],
  });
  expect(readJobStart(text, ['--mode=$(MODE)']).arguments).toEqual(['--mode=evil']);
  const started = readJobStart(text.replace(/\n +args:/, '\n          command: [/bin/$(MODE), -c]$&'), []);
  expect(started).toMatchObject({ entrypoint: '/bin/evil', differences: [] });
  expect(started.arguments?.[0]).toBe('-c');
});

test.each(['$(NOPE)', '$(TRE_SAFE_OUTPUTS)/x', '$(KUBERNETES_SERVICE_HOST)', '$(LATER)'])(
  'a word with %s is a difference, since only the cluster knows it',
  (word) => {
    const text = withMode(`["${word}"]`).replace(
      '{name: TWICE, value: $(MODE)$$(X)}',
      '{name: LATER, value: $(AFTER)}',
    );
    expect(readJobStart(text, []).differences.join('; ')).toContain(
      `starts it with ${word.slice(0, word.indexOf(')') + 1)}, which only the cluster knows`,
    );
    expect(readJobStart(job, [word]).differences.join('; ')).toContain('which only the cluster knows');
  },
);

test('arguments of the job count where the start script puts none in their place', () => {
  expect(readJobStart(job, ['other.csv']).arguments).toEqual(['other.csv']);
  expect(readJobStart(job, []).arguments).toEqual(['measurements.csv']);
  expect(readJobStart(job.replace(/\n +args:\n +- measurements\.csv/, ''), []).arguments).toBeUndefined();
});

test.each<readonly [string, string, string]>([
  ['image', job.replace(/ image: /, ' "image": '), 'image'],
  [
    'image as the first key',
    job.replace(/- name: .*\n(?: +#.*\n)* +image: (.*)/, '- image: $1\n          name: main'),
    'image',
  ],
  ['a number in quotes', job.replace('runAsUser:', '"runAsUser":'), 'runAsUser'],
  ['a group with a blank', job.replace('fsGroup:', 'fsGroup :'), 'fsGroup'],
  ['a folder in quotes', job.replace(/claimName: (.*-USER)/, '"claimName": $1'), 'claimName'],
  [
    'a folder in braces',
    job.replace(/persistentVolumeClaim:\n +claimName: (.*-USER)/, 'persistentVolumeClaim: {claimName: $1}'),
    'claimName',
  ],
])('what the start script does not find in the job is named: %s', (_, text, key) => {
  expect(text).not.toBe(job);
  expect(readJobStart(text, []).differences).toEqual([
    expect.stringMatching(`^ces/job.yaml has ${key} where ces/run.sh`),
  ]);
});

test('arguments that the start script cannot put into the job are named', () => {
  expect(job).toContain(' args:');
  expect(readJobStart(job, ['x', 'y z']).differences).toEqual([]);
  expect(readJobStart(job.replace(' args:', ' "args":'), ['x']).differences.join()).toContain('has args where');
});

test('what the cluster is asked for beside the start is named as it is written', () => {
  const asking = job
    .replace(
      'cpu: 4\n              memory: 32Gi',
      'cpu: 4\n              memory: 32Gi\n              nvidia.com/gpu: 2',
    )
    .replace('backoffLimit: 0', 'backoffLimit: 3')
    .replace('\n      containers:', '\n      tolerations: [{key: gpu}]\n      containers:')
    .replace('  template:\n', '  template:\n    metadata: {annotations: {inject: "true"}}\n');
  expect(readJobStart(asking, []).unapplied).toEqual([
    'ces/job.yaml: queue nsh-2024-001-ns-user-queue',
    'ces/job.yaml: annotation inject',
    'ces/job.yaml: ttlSecondsAfterFinished 86400',
    'ces/job.yaml: backoffLimit 3',
    'ces/job.yaml: tolerations',
    'ces/job.yaml: nvidia.com/gpu 2 (no run here has a graphics card)',
  ]);
  expect(readJobStart(job, []).unapplied).toEqual([
    'ces/job.yaml: queue nsh-2024-001-ns-user-queue',
    'ces/job.yaml: ttlSecondsAfterFinished 86400',
  ]);
});
