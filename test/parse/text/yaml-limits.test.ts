import { expect, test } from 'vitest';
import { findInYaml } from '../../../src/engine/pin/find-in-yaml.ts';
import { parseAnswersFile } from '../../../src/parse/answers/answers-file.ts';
import { parseIgnoreFile } from '../../../src/parse/handover/ignore-file.ts';
import { readWaiverFile } from '../../../src/parse/records/waiver-file.ts';
import { refuseYaml } from '../../../src/parse/text/yaml-limits.ts';
import { readYaml } from '../../../src/parse/text/located-yaml.ts';

test.each([
  ['brackets', '['.repeat(501)],
  ['braces', 'a: {'.repeat(501)],
  ['tags', '!a '.repeat(501)],
  ['anchors', '&a\n'.repeat(501)],
])('%s without an end are not given to the parser', (_, text) => {
  expect(refuseYaml(text)).toMatch(/more than 500/);
  expect(readYaml(text)).toEqual({ problem: { reason: refuseYaml(text) } });
});

test('what people write is', () => {
  const script = 'run: |\n  if [[ $A == "[" ]]; then echo "{"; fi\n';
  expect(refuseYaml(`${script.repeat(200)}a: ${'[1, {b: 2}], '.repeat(1000)}`)).toBeUndefined();
  expect(refuseYaml('!a b\n- '.repeat(1000))).toBeUndefined();
});

const flat = `a: [${'a,'.repeat(500_000)}]`;

test('more values than the parser could hold are counted before it', () => {
  expect(refuseYaml(flat)).toBe('it has more than 250,000 words, signs and blanks');
  expect(refuseYaml('- \n'.repeat(200_000))).toMatch(/250,000/);
});

test('a long script is one value', () => {
  expect(refuseYaml(`run: |\n${'  a\n'.repeat(250_000)}`)).toBeUndefined();
  expect(refuseYaml(`run: "${'a b '.repeat(250_000)}"`)).toBeUndefined();
});

test('every reader of YAML asks first, and says it as its own', async () => {
  expect(readYaml(flat)).toMatchObject({ problem: { reason: expect.stringContaining('250,000') as string } });
  expect(readWaiverFile('.tre-container.yml', flat).problems).toMatchObject([
    { what: 'is not read, so none of its waivers counts: it has more than 250,000 words, signs and blanks' },
  ]);
  expect(findInYaml('.gitlab-ci.yml', flat)).toMatchObject([
    { kind: 'open', reason: 'it was not looked at: it has more than 250,000 words, signs and blanks' },
  ]);
  expect(() => parseIgnoreFile(flat, '.trivyignore.yaml')).toThrow(/250,000/);
  await expect(parseAnswersFile('answers.yml', new TextEncoder().encode(flat))).rejects.toThrow(/250,000/);
});
