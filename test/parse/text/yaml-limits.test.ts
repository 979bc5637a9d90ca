import { expect, test } from 'vitest';
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
