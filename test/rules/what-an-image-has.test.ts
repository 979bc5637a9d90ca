import { expect, test } from 'vitest';
import authenticated from '../../src/rules/interactive-server-authenticated.ts';
import complete from '../../src/rules/image-complete.ts';
import declared from '../../src/rules/tre-directories-declared.ts';
import imports from '../../src/rules/imports-installed.ts';
import data from '../../src/rules/no-data-files.ts';
import { check } from '../../src/engine/check/check.ts';
import { factsOf } from '../helpers/project.ts';

const python = 'FROM docker.io/library/python:3.13-slim\n';

test('an image of R that has install2.r of its own builds with it', async () => {
  const files = { Dockerfile: 'FROM docker.io/library/r-base:4.6.0\nRUN install2.r --error dplyr\n' };
  expect(check(await factsOf(files), [complete]).results[0]?.verdict).not.toBe('fail');
});

test.each([
  ['data.table_1.15.0.tar.gz', 'unknown'],
  ['vendor/datasets-2.14.0.tar.gz', 'unknown'],
  ['vendor/data.zip', 'fail'],
])('an archive is data by its name only where that has no version: %s', async (path, verdict) => {
  const files = { Dockerfile: `${python}COPY ${path} /opt/\n`, [path]: 'x' };
  expect(check(await factsOf(files), [data]).results[0]?.verdict).toBe(verdict);
});

const server = (line: string): Readonly<Record<string, string>> => ({
  Dockerfile: `${python}COPY main.py /app/\nCMD ["python", "/app/main.py"]\n`,
  'main.py': `from flask import Flask, abort, request\napp = Flask(__name__)\n\n@app.before_request\ndef before():\n    ${line}\n\napp.run(host="0.0.0.0")\n`,
});

test.each([
  ['a header is looked at', 'if request.headers.get("X-API-Key") != "x": print(1)', 'unknown'],
  ['a request is turned away', 'abort(401)', 'unknown'],
  ['another header', 'print(request.headers.get("Accept"))', 'fail'],
  ['another status', 'abort(404)', 'fail'],
])('a server may ask without a library: %s', async (_title, line, verdict) => {
  expect(check(await factsOf(server(line)), [authenticated]).results[0]?.verdict).toBe(verdict);
});

test('a command that there is is not misspelt', async () => {
  const files = { Dockerfile: `${python}RUN rmdir /safe_data /safe_outputs /scratch\n` };
  expect(JSON.stringify(check(await factsOf(files), [declared]).results)).not.toContain('no command');
});

test.each([
  ['docker.io/library/python:3.13-slim', 'fail'],
  // https://github.com/tensorflow/tensorflow, tensorflow/tools/dockerfiles/dockerfiles/cpu.Dockerfile: apt-get update, and nothing removed.
  ['docker.io/tensorflow/tensorflow:2.19.0', 'unknown'],
])('lists of packages that an image may bring: %s', async (image, verdict) => {
  const files = { Dockerfile: `FROM ${image}\nRUN apt-get install -y libgl1\n` };
  const message = JSON.stringify(check(await factsOf(files), [imports]).results[0]);
  expect(message.includes('nothing has fetched its lists')).toBe(verdict === 'fail');
});
