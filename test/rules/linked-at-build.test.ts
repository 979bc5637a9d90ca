import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

// Links that the build makes in the image lead to where they say.

const verdict = async (files: Readonly<Record<string, string>>, rule: Rule): Promise<string | undefined> =>
  check(await factsOf(files), [rule]).results[0]?.verdict;

const writes = (lines: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM docker.io/library/python:3.13\n${lines}\nCOPY main.py /opt/app/\nCMD ["python", "/opt/app/main.py"]\n`,
  'main.py': 'table.to_csv("/output/a/result.csv")\n',
});

test.each([
  ['RUN ln -s /safe_outputs /output', 'pass'],
  ['RUN rmdir /output 2> /dev/null; ln -sT /safe_outputs /output', 'pass'],
  ['RUN ln --symbolic safe_outputs /output', 'pass'],
  ['RUN ln -s /safe_outputs /srv/o && ln -s /srv/o /output', 'pass'],
  ['RUN mkdir /output && ln -s /safe_outputs/a /output/a', 'pass'],
  ['RUN cd / && ln -s safe_outputs output', 'pass'],
  // A hard link, none, one that is gone, and others that lead elsewhere or round in a circle.
  ['RUN ln /safe_outputs /output', 'fail'],
  ['RUN mkdir /output', 'fail'],
  ['RUN ln -s /safe_outputs /output\nRUN rm /output', 'fail'],
  ['RUN ln -s /safe_outputs /output2', 'fail'],
  ['RUN ln -s /output2 /output && ln -s /output /output2', 'fail'],
  ['RUN ln -s /safe_data /output', 'fail'],
])('of what is written: %s', async (lines, expected) => {
  expect(await verdict(writes(lines), outputs)).toBe(expected);
});

const reads = (command: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM docker.io/library/python:3.13\nCOPY src/ /app/src/\nCOPY config/ /app/config/\nRUN ${command}\nWORKDIR /scratch\nENTRYPOINT ["python", "/app/src/main.py"]\n`,
  'src/main.py': 'from pathlib import Path\nc = (Path(__file__).parent / "config/c.yaml").read_text()\n',
  'config/c.yaml': 'a: 1\n',
});

test.each([
  ['ln -s ../config /app/src/config', 'pass'],
  ['ln -s ../config /app/src/', 'pass'],
  ['ln -s /app/config /app/src/config', 'pass'],
  ['true', 'fail'],
])('of what is read, seen from where the link lies: %s', async (command, expected) => {
  expect(await verdict(reads(command), filesInImage)).toBe(expected);
});
