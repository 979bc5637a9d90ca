import v8 from 'node:v8';
import { expect, onTestFinished, test, vi } from 'vitest';
import { loadSyntax } from '../../../src/io/programs/load-syntax.ts';
import type { SyntaxLanguage } from '../../../src/model/programs/syntax.ts';

const texts: Readonly<Record<SyntaxLanguage, string>> = { python: 'f(a)\n', r: 'f(a)\n', julia: 'f(a)\n' };
const languages = Object.keys(texts) as SyntaxLanguage[];

test.each(languages)('%s: a program of too many parts is not read, and what fits before it is', async (language) => {
  const syntax = await loadSyntax(new Set(languages), { ofOne: 100, ofAll: 1000 });
  expect(syntax.parse(language, texts[language])).toHaveProperty('root');
  expect(syntax.parse(language, texts[language].repeat(100))).toEqual({
    unread: 'it has more than 100 names, texts, calls and other parts',
  });
});

test.each(languages)('%s: parts are counted over all programs of a target', async (language) => {
  const syntax = await loadSyntax(new Set(languages), { ofOne: 100, ofAll: 50 });
  const read = Array.from({ length: 20 }, () => 'root' in syntax.parse(language, texts[language]));
  expect(read[0]).toBe(true);
  expect(read.at(-1)).toBe(false);
  expect(syntax.parse(language, texts[language])).toEqual({
    unread: 'the programs before it have more than 50 names, texts, calls and other parts',
  });
  // The next target begins anew.
  const next = await loadSyntax(new Set(languages), { ofOne: 100, ofAll: 50 });
  expect(next.parse(language, texts[language])).toHaveProperty('root');
});

test.each([
  { version: '11.3.244.8-node.33', flags: ['--wasm-tiering-budget=13000000', '--wasm-tiering-budget=1800000'] },
  { version: '12.4.254.21-node.56', flags: [] },
  { version: '13.6.233.17-node.55', flags: [] },
])('V8 $version is told $flags around the load of a parser', async ({ version, flags }) => {
  onTestFinished(() => {
    vi.restoreAllMocks();
    vi.resetModules();
  });
  const set = vi.spyOn(v8, 'setFlagsFromString').mockImplementation(() => undefined);
  vi.spyOn(process, 'versions', 'get').mockReturnValue({ ...process.versions, v8: version });
  vi.resetModules();
  const { loadSyntax: loadAnew } = await import('../../../src/io/programs/load-syntax.ts');
  await loadAnew(new Set(['python']));
  expect(set.mock.calls.flat()).toEqual(flags);
});
