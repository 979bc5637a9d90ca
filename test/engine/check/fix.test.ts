import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rules } from '../../../src/rules/index.ts';
import { check } from '../../../src/engine/check/check.ts';
import { fix } from '../../../src/engine/check/fix.ts';
import type { ProjectFacts } from '../../../src/model/sources/facts.ts';
import { parseDockerfile } from '../../../src/parse/dockerfile/dockerfile.ts';
import { parseProject } from '../../../src/parse/project/project.ts';
import { factsOf } from '../../helpers/project.ts';

async function mended(text: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const fixed = await fix(new Map(Object.entries({ ...files, Dockerfile: text })), async (current) =>
    check(await factsOf(Object.fromEntries(current)), rules),
  );
  return fixed.find(({ path }) => path === 'Dockerfile')?.after ?? text;
}

const start =
  'FROM docker.io/library/python:3.13\nRUN mkdir /safe_data /safe_outputs /scratch\nENV TMP=/scratch TMPDIR=/scratch TEMP=/scratch\n';

test.each([
  [
    'everything that can be',
    'FROM python:3.13\nADD app.py /opt/\nCMD python /opt/app.py\n',
    `${start}COPY app.py /opt/\nCMD ["python", "/opt/app.py"]\n`,
  ],
  [
    'names in ARG defaults',
    'ARG BASE="python:3.13"\nFROM ${BASE}\n',
    `ARG BASE="docker.io/library/python:3.13"\n${start.replace('docker.io/library/python:3.13', '${BASE}')}`,
  ],
  [
    'a name before a tag that is a variable',
    'ARG V\nFROM "python:${V}"\n',
    `ARG V\n${start.replace('docker.io/library/python:3.13', '"docker.io/library/python:${V}"')}`,
  ],
  ['CRLF, which stays', 'FROM python:3.13\r\nUSER x\r\n', `${start.replaceAll('\n', '\r\n')}USER x\r\n`],
  ['a byte order mark, which stays', '\uFEFFFROM python:3.13\n', `\uFEFF${start}`],
  ['a last line without an end', 'FROM python:3.13', start.trimEnd()],
  [
    'a program that a shell is told to become',
    'FROM python:3.13\nENTRYPOINT exec python /opt/app.py\n',
    `${start}ENTRYPOINT ["python", "/opt/app.py"]\n`,
  ],
  [
    'ADD with an owner and a mode',
    `${start}ADD --chown=app:app --chmod=555 a b /opt/\n`,
    `${start}COPY --chown=app:app --chmod=555 a b /opt/\n`,
  ],
  [
    'ADD whose words go on in lines with comments',
    `${start}ADD a \\\n  # the second\n  b \\\n  /opt/\n`,
    `${start}COPY a \\\n  # the second\n  b \\\n  /opt/\n`,
  ],
  [
    'a file with another escape character',
    '# escape=`\nFROM python:3.13\nRUN a `\n  b\n',
    '# escape=`\nFROM docker.io/library/python:3.13\nRUN mkdir /safe_data /safe_outputs /scratch\nRUN a `\n  b\nENV TMP=/scratch TMPDIR=/scratch TEMP=/scratch\n',
  ],
  [
    'what follows a heredoc',
    'FROM docker.io/library/python:3.13\nRUN <<EOF\nmkdir /safe_data /safe_outputs /scratch\nADD x y\nEOF\nUSER app\n',
    'FROM docker.io/library/python:3.13\nRUN <<EOF\nmkdir /safe_data /safe_outputs /scratch\nADD x y\nEOF\nENV TMP=/scratch TMPDIR=/scratch TEMP=/scratch\nUSER app\n',
  ],
  [
    'the temporary directory of the run, not of the build',
    'FROM docker.io/library/python:3.13\nRUN mkdir /safe_data /safe_outputs /scratch\nUSER app\nRUN python setup.py\nUSER app2\n',
    'FROM docker.io/library/python:3.13\nRUN mkdir /safe_data /safe_outputs /scratch\nUSER app\nRUN python setup.py\nENV TMP=/scratch TMPDIR=/scratch TEMP=/scratch\nUSER app2\n',
  ],
  [
    'a default that two stages share',
    'ARG BASE=python:3.13\nFROM $BASE AS a\nFROM ${BASE}\n',
    `ARG BASE=docker.io/library/python:3.13\nFROM $BASE AS a\n${start.replace('docker.io/library/python:3.13', '${BASE}')}`,
  ],
  [
    'a temporary directory elsewhere, in the lines of one ENV',
    `${start.replace('TMPDIR=/scratch', '\\\n  TMPDIR="/var/tmp" A=b \\\n ')}USER app\n`,
    `${start.replace('TMPDIR=/scratch', '\\\n  TMPDIR=/scratch A=b \\\n ')}USER app\n`,
  ],
  [
    'the cache of pip',
    `${start}RUN apt-get purge x \\\n  && pip install \\\n  pandas==2.2.3\n`,
    `${start}RUN apt-get purge x \\\n  && pip install --no-cache-dir \\\n  pandas==2.2.3\n`,
  ],
  ['lower case', 'from python:3.13\nadd x /opt/\n', `${start.replace('FROM', 'from')}copy x /opt/\n`],
])('mends %s', async (_title, before, after) => {
  expect(await mended(before)).toBe(after);
});

test.each([
  ['an address or archive', `${start}ADD https://example.org/x.tar.gz /opt/\nADD y.tgz /opt/\n`],
  ['a shell text', `${start}CMD cd /opt && python app.py $X\n`],
  ['CMD that ENTRYPOINT takes', `${start}ENTRYPOINT ["python"]\nCMD app.py\n`],
  ['ENTRYPOINT that would get a CMD', `${start}ENTRYPOINT python app.py\nCMD --all\n`],
  ['what only a shell knows', `${start}CMD cd /opt\n`],
  ['a command of another shell', `${start}SHELL ["conda", "run", "/bin/bash", "-c"]\nCMD python app.py\n`],
  [
    'a command that the ENTRYPOINT of the base may take',
    `${start.replace('python:3.13', 'postgres:18')}CMD postgres\n`,
  ],
  ['ADD with a checksum, or that is to unpack', `${start}ADD --checksum=sha256:0 x /opt/\nADD --unpack=true x /opt/\n`],
  ['ADD of what may be an archive', `${start}ADD rootfs.gz /\nADD a*.tar /\nADD git@example.org:a/b.git /opt/\n`],
  ['ADD in a heredoc or comment', `${start}RUN <<EOF\nADD x y\nEOF\n# ADD x y\n`],
  ['ADD for images that are built on this one', `${start}ONBUILD ADD x /opt/\n`],
  ['a default that an address is made of too', 'ARG BASE=python:3.13\nFROM $BASE AS a\nFROM mirror.example/$BASE\n'],
  [
    'a variable that COPY takes from',
    `${start.replace('FROM', 'ARG BASE=python:3.13\nFROM $BASE AS a\nFROM')}COPY --from=x/$BASE /a /b\n`,
  ],
  ['directories of an official image that is not root', 'FROM docker.io/library/solr:9\n'],
  ['directories of a base that is not root', 'FROM quay.io/jupyter/scipy-notebook:2026-10-05\n'],
  [
    'a temporary directory that is set before /scratch is there',
    'FROM docker.io/library/python:3.13\nENV TMP=/tmp TMPDIR=/scratch TEMP=/scratch\nRUN mkdir /safe_data /safe_outputs /scratch\n',
  ],
  ['one that the build asks for', `${start.replace('TMP=/scratch', 'TMP=/tmp')}COPY x $TMP\n`],
  ['two installations in one RUN', `${start}RUN pip install a==1 && pip install b==1\n`],
  ['what is waived', `${start}# tre-container ignore=copy-not-add -- it is meant\nADD x /opt/\n`],
])('leaves alone %s', async (_title, text) => {
  expect(await mended(text)).toBe(text);
});

async function factsWithBinary(dockerfile: string): Promise<ProjectFacts> {
  return parseProject([
    { path: 'Dockerfile', text: dockerfile, size: 1, executable: false },
    { path: 'data.bin', size: 9, executable: false, unread: 'it is binary, not text' },
    { path: 'tool.txt', text: 'x', size: 1, executable: false },
  ]);
}

test('ADD of a file that is no text stays: it may be an archive', async () => {
  const text = `${start}ADD data.bin tool.txt /opt/\n`;
  const fixed = await fix(new Map([['Dockerfile', text]]), async (current) =>
    check(await factsWithBinary(current.get('Dockerfile') ?? ''), rules),
  );
  expect(fixed).toEqual([]);
});

/** What BuildKit makes of a text, but for what mending may change: full names, COPY for ADD, the form of a start command, the two lines. */
function meaningOf(text: string): readonly unknown[] {
  const { instructions, problems } = parseDockerfile('Dockerfile', text);
  const read = instructions.map(({ keyword, flags, text: own, commands, heredocs, onbuild }) => {
    const started =
      (keyword === 'CMD' || keyword === 'ENTRYPOINT') && own.trim() !== ''
        ? commands.map(({ words }) => words.join(' ')).join(' ')
        : own.replaceAll('docker.io/library/', '');
    return {
      keyword: keyword === 'ADD' ? 'COPY' : keyword,
      flags,
      started,
      heredocs: heredocs.map((heredoc) => heredoc.text),
      onbuild,
    };
  });
  return [
    problems.map(({ what }) => what),
    ...read.filter(
      ({ started }) =>
        started !== 'mkdir /safe_data /safe_outputs /scratch' &&
        !/^(?:(?:TMP|TMPDIR|TEMP)=\/(?:scratch|tmp) ?)+$/.test(started),
    ),
  ];
}

test('mending twice changes nothing more, no other line, and not what an instruction means', async () => {
  const line = fc.constantFrom(
    'FROM python:3',
    'FROM ubuntu',
    'ARG B=alpine:3',
    'FROM $B',
    'FROM mirror.example/$B',
    'FROM python:3 AS build',
    'FROM build',
    'FROM postgres:18',
    'ADD a b',
    'ADD a b /c/',
    'ADD --chown=x:y a /c/',
    'ADD --checksum=sha256:0 a /c/',
    'ADD x.tar.gz /c/',
    'ADD https://example.org/x /c/',
    'ADD a \\\n  # note\n  b /c/',
    'ADD <<E /c/x\ntext\nE',
    'ONBUILD ADD a /b',
    'COPY --from=build x /y',
    'COPY x /y',
    'CMD x y',
    'CMD exec x y',
    'CMD cd /x',
    'CMD ["x"]',
    'CMD x && y',
    'CMD x \\\n  y',
    'ENTRYPOINT x',
    'ENTRYPOINT ["x"]',
    'SHELL ["/bin/bash", "-c"]',
    'USER app',
    'USER root',
    'WORKDIR /scratch',
    'ENV TMP=/tmp',
    'ENV TMPDIR=/scratch',
    '# note',
    'RUN a \\\n  b',
    'RUN <<E\nADD x y\nE',
    'RUN mkdir /safe_data',
    'RUN mkdir /safe_data /safe_outputs /scratch',
    'RUN <<E cat\nFROM python\nE',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 12 }),
      fc.constantFrom('\n', '\r\n'),
      fc.constantFrom('', '\uFEFF'),
      async (lines, end, mark) => {
        const before = mark + lines.join('\n').replaceAll('\n', end);
        const once = await mended(before);
        expect(await mended(once)).toBe(once);
        const kept = before
          .split(end)
          .filter((text) => !/^\uFEFF?(?:FROM|ARG|ADD|CMD|ENTRYPOINT|ENV TMP=|RUN mkdir \/safe_data \/)/.test(text));
        expect(once.split(end).filter((text) => kept.includes(text))).toEqual(kept);
        expect(meaningOf(once)).toEqual(meaningOf(before));
      },
    ),
    { numRuns: 500 },
  );
});
