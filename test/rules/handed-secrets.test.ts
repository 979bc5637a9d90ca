import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import secrets from '../../src/rules/no-secrets.ts';
import { factsOf } from '../helpers/project.ts';

// What is handed to the run with the project is committed with it, whether or not it is in the image.

const judge = async (files: Readonly<Record<string, string>>): Promise<string> => {
  const { results } = check(await factsOf({ Dockerfile: 'FROM docker.io/library/python:3.13\n', ...files }), [secrets]);
  return results.map(({ verdict, message, location }) => `${verdict} ${location?.file ?? ''} ${message}`).join('\n');
};

const token = ['ghp', '0123456789abcdefghijABCDEFGHIJ012345'].join('_');
const job = (name: string, value: string): string =>
  `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: a\nspec:\n  template:\n    spec:\n      containers:\n        - name: a\n          image: a\n          env:\n            - name: ${name}\n              value: ${value}\n`;

test.each([
  ['ces/env-file.txt', `API_TOKEN=${token}\n`, 'API_TOKEN has its value here'],
  ['ces/env-file.txt', 'DB_PASSWORD=hunter2\n', 'DB_PASSWORD has its value here'],
  ['ces/env-file.txt', `TITLE=${token}\n`, 'holds what looks like a key or token'],
  ['ces/env-file.txt', 'DB=postgresql://ann:s3cretword@db/cohort\n', 'a password or key stands here'],
  ['ces/opt-file.txt', '--env API_KEY=a1b2c3\n', 'API_KEY has its value here'],
  ['ces/arg-file.txt', '--password hunter2\n', 'gives the program a password or key'],
  ['ces/job.yml', job('API_TOKEN', 'a1b2c3'), 'API_TOKEN has its value here'],
])('%s: %s', async (path, text, message) => {
  expect(await judge({ [path]: text })).toContain(`fail ${path} ${message}`);
});

test.each([
  [
    'ces/env-file.txt',
    '# API_TOKEN=a1b2c3\nAPI_TOKEN=\nTOKEN_FILE=/safe_data/token\nHF_TOKEN=$HF_TOKEN\nMAX_TOKENS=512\n',
  ],
  ['ces/opt-file.txt', '--env THREADS=4\n'],
  ['ces/arg-file.txt', '--password /safe_data/password\n'],
  ['ces/job.yml', job('THREADS', '4')],
])('%s without one: %#', async (path, text) => {
  expect(await judge({ [path]: text })).toMatch(/^pass \S+ .*$/);
});

test('what git leaves out stays on one machine', async () => {
  expect(await judge({ 'ces/env-file.txt': 'DB_PASSWORD=hunter2\n', '.gitignore': 'ces/env-file.txt\n' })).toMatch(
    /^pass \S+ .*$/,
  );
});
