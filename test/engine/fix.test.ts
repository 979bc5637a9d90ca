import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rules } from '../../src/catalog/rules.ts';
import { check } from '../../src/engine/check.ts';
import { fix } from '../../src/engine/fix.ts';
import { factsOf } from '../helpers/project.ts';

async function mended(text: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const fixed = await fix(new Map(Object.entries({ ...files, Dockerfile: text })), async (current) => check(await factsOf(Object.fromEntries(current)), rules));
  return fixed.find(({ path }) => path === 'Dockerfile')?.after ?? text;
}

const start = 'FROM docker.io/library/python:3.13\nRUN mkdir /safe_data /safe_outputs /scratch\nENV TMP=/scratch TMPDIR=/scratch TEMP=/scratch\n';

test.each([
  ['everything that can be', 'FROM python:3.13\nADD app.py /opt/\nCMD python /opt/app.py\n', `${start}COPY app.py /opt/\nCMD ["python", "/opt/app.py"]\n`],
  ['names in ARG defaults', 'ARG BASE="python:3.13"\nFROM ${BASE}\n', `ARG BASE="docker.io/library/python:3.13"\n${start.replace('docker.io/library/python:3.13', '${BASE}')}`],
  ['CRLF, which stays', 'FROM python:3.13\r\nUSER x\r\n', `${start.replaceAll('\n', '\r\n')}USER x\r\n`],
  ['a byte order mark, which stays', '\uFEFFFROM python:3.13\n', `\uFEFF${start}`],
  ['a last line without an end', 'FROM python:3.13', start.trimEnd()],
  ['lower case', 'from python:3.13\nadd x /opt/\n', `${start.replace('FROM', 'from')}copy x /opt/\n`],
])('mends %s', async (_title, before, after) => {
  expect(await mended(before)).toBe(after);
});

test.each([
  ['an address or archive', `${start}ADD https://example.org/x.tar.gz /opt/\nADD y.tgz /opt/\n`],
  ['a shell text', `${start}CMD cd /opt && python app.py $X\n`],
  ['CMD that ENTRYPOINT takes', `${start}ENTRYPOINT ["python"]\nCMD app.py\n`],
  ['directories of a base that is not root', 'FROM quay.io/jupyter/scipy-notebook:2026-10-05\n'],
  ['what is waived', `${start}# tre-container ignore=copy-not-add -- it is meant\nADD x /opt/\n`],
])('leaves alone %s', async (_title, text) => {
  expect(await mended(text)).toBe(text);
});

test('mending twice changes nothing more, and no other line', async () => {
  const line = fc.constantFrom('FROM python:3', 'FROM ubuntu', 'ARG B=alpine:3', 'FROM $B', 'ADD a b', 'ADD a b /c/', 'CMD x y', 'ENTRYPOINT x', 'USER app', 'USER root', 'ENV TMP=/tmp', '# note', 'RUN a \\\n  b', 'RUN <<E\nADD x y\nE', 'RUN mkdir /safe_data', 'COPY x /y');
  await fc.assert(fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
    const before = lines.join('\n');
    const once = await mended(before);
    expect(await mended(once)).toBe(once);
    const kept = before.split('\n').filter((text) => !/^(?:FROM|ARG|ADD|CMD|ENTRYPOINT)/.test(text));
    expect(once.split('\n').filter((text) => kept.includes(text))).toEqual(kept);
  }), { numRuns: 300 });
});
