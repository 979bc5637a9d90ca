import { expect, test } from 'vitest';
import { check } from '../../../src/engine/check/check.ts';
import { rules } from '../../../src/rules/index.ts';
import { factsOf } from '../../helpers/project.ts';

const lines =
  'FROM docker.io/library/python:latest\nRUN mkdir /safe_data /safe_outputs /scratch\nCMD ["python", "-V"]\n';

async function verdictsBelow(first: string): Promise<ReadonlyMap<string, string>> {
  const { results } = check(await factsOf({ Dockerfile: `${first}${lines}` }), rules);
  return new Map(results.map(({ rule, verdict }) => [rule, verdict]));
}

test.each(['# syntax=evil.example/x\n', '#\tsyntax=evil.example/x\n', '#!/bin/x\n# syntax = evil.example/x\n'])(
  'no rule says yes to what somebody else builds: %j',
  async (first) => {
    const verdicts = await verdictsBelow(first);
    expect(verdicts.get('tre-directories-declared')).toBe('unknown');
    expect(verdicts.get('dockerfile-valid')).toBe('unknown');
    expect(verdicts.get('base-image-not-latest')).toBe('fail');
  },
);

test.each(['', '# syntax=docker/dockerfile:1\n', '# syntax=docker.io/docker/dockerfile-upstream:1.9\n'])(
  "nor is Docker's own doubted: %j",
  async (first) => {
    expect((await verdictsBelow(first)).get('tre-directories-declared')).toBe('pass');
  },
);
