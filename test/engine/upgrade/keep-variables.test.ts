import { expect, test } from 'vitest';
import { droppedVariables, keepVariables } from '../../../src/engine/upgrade/keep-variables.ts';

const dockerfile = (...names: readonly string[]): string =>
  [
    'FROM x',
    'ENV \\',
    ...names.map((name) => `    ${name}=/scratch/${name.toLowerCase()} \\`),
    '    TMP=/scratch',
    '',
  ].join('\n');
const last = dockerfile('HF_HOME', 'TORCH_HOME', 'NLTK_DATA', 'XDG_CACHE_HOME');

test('a variable whose library is in use stays where it stood', () => {
  expect(keepVariables(dockerfile('HF_HOME', 'XDG_CACHE_HOME'), last, new Set(['NLTK_DATA']))).toBe(
    dockerfile('HF_HOME', 'NLTK_DATA', 'XDG_CACHE_HOME'),
  );
});

test('several keep their order, and none comes twice', () => {
  const kept = keepVariables(
    dockerfile('HF_HOME', 'XDG_CACHE_HOME'),
    last,
    new Set(['TORCH_HOME', 'NLTK_DATA', 'HF_HOME']),
  );
  expect(kept).toBe(last);
});

test('what nothing uses goes', () => {
  const next = dockerfile('HF_HOME', 'XDG_CACHE_HOME');
  expect(keepVariables(next, last, new Set())).toBe(next);
  expect(droppedVariables(next, last)).toEqual(['TORCH_HOME', 'NLTK_DATA']);
});
