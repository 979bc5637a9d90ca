import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tre } from '../../src/catalog/tre.ts';

const root = join(import.meta.dirname, '..', '..', 'src');

/** Code alone: comments, a rule's texts and its examples (what follows `good:`) may spell out what the TRE demands. */
function codeOf(file: string): string {
  const text = readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
  if (!file.startsWith('rules/')) return text;
  return text
    .replace(/\n {2}good: \[[^]*?\n {2}\],?\n\}\);/, '')
    .replaceAll(/\b(?:summary|rationale):\s*(?:'[^\n]*'|"[^\n]*")/g, '');
}

test.each([
  ['the three directories together', new RegExp(tre.directories.map((path) => `['"]?${path}['"]?`).join('(?:, ?| )'))],
  ['the line that makes them', /RUN mkdir \/safe_data/],
  ['the platform', new RegExp(`['"\` ]${tre.platform}['"\`]`)],
  ['the proxy', new RegExp(tre.imageProxy.host.replaceAll('.', '\\.'))],
])('%s stands in tre.ts alone', (_, spelling) => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const found = files.filter((file) => file !== join('catalog', 'tre.ts') && spelling.test(codeOf(file)));
  expect(found).toEqual([]);
});
