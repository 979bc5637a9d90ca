import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tre } from '../../../src/catalog/tre.ts';
import { readJobStart as read, type JobStart } from '../../../src/parse/manifests/job-start.ts';
import { parseArgumentFile } from '../../../src/parse/manifests/run-files.ts';

const readJobStart = (text: string, given: readonly string[]): JobStart => read(text, given, tre.directories);
const golden = 'test/golden';
const generated = readdirSync(golden).filter((name) => existsSync(join(golden, name, 'ces/job.yaml')));
const job = readFileSync(join(golden, 'python-minimal', 'ces/job.yaml'), 'utf8');
const image = /\n +image: .*/;
/** The generated job with these lines in its container. */
const withLines = (...lines: readonly string[]): string =>
  job.replace(image, (found) => `${found}\n${lines.map((line) => `          ${line}`).join('\n')}`);

test.each(generated)('the job of %s starts as a rehearsal does', (name) => {
  const given = join(golden, name, 'ces/arg-file.txt');
  const words = existsSync(given) ? parseArgumentFile(readFileSync(given, 'utf8')) : [];
  const { differences, environment } = readJobStart(readFileSync(join(golden, name, 'ces/job.yaml'), 'utf8'), words);
  expect(differences).toEqual([]);
  expect(environment).toEqual({ OMP_NUM_THREADS: '4' });
});

test('where it starts, and by what program, is rehearsed', () => {
  expect(readJobStart(withLines('command: ["/app/other", "-c"]', 'workingDir: /nowhere'), ['x'])).toMatchObject({
    entrypoint: '/app/other',
    workingDirectory: '/nowhere',
    arguments: ['-c', 'x'],
    differences: [],
  });
});

test.each([
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
  ['a container before it', job.replace(/\n {6}containers:/, '\n      initContainers: []$&'), 'is not one job'],
])('%s is a difference', (_, text, said) => {
  expect(readJobStart(text, ['x']).differences.join('; ')).toContain(said);
});

test('arguments of the job count where the start script puts none in their place', () => {
  expect(readJobStart(job, ['other.csv']).arguments).toEqual(['other.csv']);
  expect(readJobStart(job, []).arguments).toEqual(['measurements.csv']);
  expect(readJobStart(job.replace(/\n +args:\n +- measurements\.csv/, ''), []).arguments).toBeUndefined();
});
