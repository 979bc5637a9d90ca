import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import complete from '../../src/rules/image-complete.ts';
import data from '../../src/rules/no-data-files.ts';
import sends from '../../src/rules/sends-nothing.ts';
import starts from '../../src/rules/starts-without-interaction.ts';
import directories from '../../src/rules/tre-directories-declared.ts';
import { linesWithinTexts } from '../../src/parse/text/lines-within-texts.ts';
import { recipesAsked } from '../../src/parse/make/recipes-asked.ts';
import { fitsStars } from '../../src/parse/text/fits-stars.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

const judge = async (rule: Rule, files: Readonly<Record<string, string>>): Promise<string | undefined> =>
  check(await factsOf(files), [rule]).results[0]?.verdict;
const python = (text: string): Readonly<Record<string, string>> => ({
  Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/\nCMD ["python", "/opt/main.py"]\n',
  'main.py': text,
});
const shell = (text: string): Readonly<Record<string, string>> => ({
  Dockerfile: 'FROM docker.io/library/debian:12\nCOPY main.sh /opt/\nCMD ["bash", "/opt/main.sh"]\n',
  'main.sh': `${text}\n`,
});
const r = (text: string): Readonly<Record<string, string>> => ({
  Dockerfile: 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY main.R /opt/\nCMD ["Rscript", "/opt/main.R"]\n',
  'main.R': `${text}\n`,
});

const own = 'c = http.client.HTTPConnection("localhost", 80)\nc.request("POST", "/x", body="y")\n';
const other = 'd = http.client.HTTPSConnection("example.org")\nd.request("POST", "/x", body="y")\n';
test.each([
  ['pass', `import http.client\n${own}`],
  ['fail', `import http.client\n${other}`],
  // A server of the container beside another one keeps nothing off.
  ['fail', `import http.client\n${own}${other}`],
])('requests to this machine, to another and to both: %s', async (expected, text) => {
  expect(await judge(sends, python(text))).toBe(expected);
});

test.each([
  ['pass', 'library(curl)\ncurl_upload("/scratch/a", "http://localhost:8000/a")'],
  ['fail', 'library(curl)\ncurl_upload("/scratch/a", "https://example.org/a")'],
  [
    'fail',
    'library(curl)\nx <- curl_fetch_memory("http://localhost:8000/")\ncurl_upload("/scratch/a", "https://example.org/a")',
  ],
])('uploads by curl of R: %s', async (expected, text) => {
  expect(await judge(sends, r(text))).toBe(expected);
});

test.each([
  ['aws s3 cp /safe_outputs/a s3://b/a --acl private', 'fail'],
  ['aws s3 sync /safe_outputs s3://b/ --exclude tmp --quiet', 'fail'],
  ['aws s3 ls s3://b/', 'pass'],
  ['aws s3 cp s3://b/a /scratch/a', 'pass'],
  ['gcloud storage cp gs://b/a /scratch', 'pass'],
  ['gcloud storage cp /safe_outputs/a gs://b', 'fail'],
  ['http POST http://api/v1 a=1', 'fail'],
  ['http --timeout=3.5 POST localhost:8000/v1 a=1', 'pass'],
  ['http POST http://127.0.0.1:8000/v1 a=1.5', 'pass'],
])('what a command sends: %s, %s', async (text, expected) => {
  expect(await judge(sends, shell(text))).toBe(expected);
});

const made = 'RUN mkdir -p /safe_data /safe_outputs /scratch';
test.each([
  [`RUN rm -rf /{scratch,tmp}`, 'unknown'],
  [`RUN rm -rf /{tmp,var/tmp}/*`, 'pass'],
  [`RUN rm -rf /scratch/{a,b}`, 'pass'],
  [`RUN rm -rf /?cratch`, 'unknown'],
  [`RUN rm -rf /tmp/??`, 'pass'],
])('what may take the directories away: %s, %s', async (line, expected) => {
  expect(await judge(directories, { Dockerfile: `FROM docker.io/library/python:3.13\n${made}\n${line}\n` })).toBe(
    expected,
  );
});

test.each([
  ['FROM docker.io/library/python:3.13\nCMD []', 'fail'],
  ['FROM registry.example.org/a/b:1\nCMD []', 'unknown'],
  ['FROM registry.example.org/a/b:1\nCMD ["echo", "x"]', 'unknown'],
  ['FROM registry.example.org/a/b:1\nENTRYPOINT []', 'fail'],
  ['FROM docker.io/library/python:3.13\nENTRYPOINT ["env", "-i", "A=b"]', 'fail'],
])('a start that runs nothing: %j, %s', async (text, expected) => {
  expect(await judge(starts, { Dockerfile: `${text}\n` })).toBe(expected);
});

test.each([
  ['rm /opt/data/*.csv', 'notApplicable'],
  ['rm /opt/*/a.csv', 'notApplicable'],
  ['rm /opt/*.csv', 'fail'],
])('what a RUN writes and takes away by a pattern: %s, %s', async (removal, expected) => {
  const Dockerfile = `FROM docker.io/library/python:3.13\nRUN mkdir -p /opt/data && echo a,b > /opt/data/a.csv && ${removal}\n`;
  expect(await judge(data, { Dockerfile })).toBe(expected);
});

test.each([
  ['"""\nmatch x:\n  case 1:\n"""\nprint(1)', 'pass'],
  ["# it's\nmatch x:\n  case 1:\n    pass", 'fail'],
])('syntax of a later release within a text: %j, %s', async (text, expected) => {
  const Dockerfile = 'FROM docker.io/library/python:3.9\nCOPY main.py /opt/\nCMD ["python", "/opt/main.py"]\n';
  const found = check(await factsOf({ Dockerfile, 'main.py': `${text}\n` }), [complete]).results;
  expect(JSON.stringify(found).includes('does not take match') ? 'fail' : 'pass').toBe(expected);
});

test('lines that begin within a text', () => {
  expect([...linesWithinTexts("x = \"\"\"a\nb\nc\"\"\"\n'd'\n# \"\ne = '''\n'''", 'python')]).toEqual([1, 2, 6]);
  expect([...linesWithinTexts('x <- "a\nb"\n# it\'s\ny <- r"(\n"\n)"\nz', 'r')]).toEqual([1, 4, 5]);
});

test.each([
  ['all:\n\tpython3 /opt/main.py\n', true],
  ['all: ; python3 /opt/main.py\n', true],
  ['SHELL = /usr/bin/python3\nall:\n\timport x\n', false],
  ['A = 1\nA = 2\nall:\n\techo $(A)\n', false],
])('a Makefile that was read as a whole: %j, %s', (text, expected) => {
  expect(recipesAsked(text, []).open === undefined).toBe(expected);
});

test.each([
  ['/opt/a.csv', '/opt/*.csv', true],
  ['aba', 'ab*ba', false],
  ['a', 'a', true],
  ['abc', '*b*', true],
  ['abc', 'a*b', false],
])('%s fits %s: %s', (text, pattern, expected) => {
  expect(fitsStars(text, pattern)).toBe(expected);
});
