import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import { rules } from '../../src/rules/index.ts';
import { factsOf } from '../helpers/project.ts';

// Names go into expressions: what has a meaning there is a letter like any other.
test.each([
  'FROM alpine:3.20\nCMD [top, -b]\n',
  'FROM python:3.13\nRUN pip install numpy\nCMD ["(tool", "-b"]\n',
  'FROM python:3.13\nRUN pip install numpy\nCMD ["a*+b\\\\", "-b"]\n',
  'FROM debian:12\nRUN echo "a(b:x:0:0::/:/bin/sh" >> /etc/passwd\nUSER a(b\n',
  'FROM debian:12\nUSER [x\n',
  'ARG [x=debian\nFROM debian\n',
  'ARG A(=debian:12\nFROM $A(\nENV B[=1 HF_HOME=(\nRUN unset HF_HOME; echo $B[\n',
])('%j is judged by every rule', async (Dockerfile) => {
  const { results } = check(await factsOf({ Dockerfile }), rules);
  expect(results.filter(({ reason = '' }) => reason.includes('the rule itself failed'))).toEqual([]);
});
