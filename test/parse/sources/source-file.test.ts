import { expect, test } from 'vitest';
import { readSource, sourceLanguage } from '../../../src/parse/sources/source-file.ts';

const file = (path: string, text?: string): Parameters<typeof sourceLanguage>[0] => ({
  path,
  size: 1,
  executable: false,
  ...(text === undefined ? {} : { text }),
});
const shown = (text: string, language: 'python' | 'r' | 'shell' | 'notebook'): string[] =>
  readSource('f', text, language).lines.map(({ line, code }) => `${String(line)} ${code}`);

test('languages are known by name, else by the first line', () => {
  expect(
    [file('a.py'), file('b.R'), file('c.Rmd'), file('d.sh'), file('e.ipynb'), file('notes.txt')].map(sourceLanguage),
  ).toEqual(['python', 'r', 'r', 'shell', 'notebook', undefined]);
  expect(
    [
      '#!/usr/bin/env python3.13\n',
      '#!/bin/sh\n',
      '#!/usr/bin/env Rscript\n',
      '#!/usr/bin/perl\n',
      'x\n#!/bin/sh\n',
    ].map((text) => sourceLanguage(file('run', text))),
  ).toEqual(['python', 'shell', 'r', undefined, undefined]);
  expect(sourceLanguage(file('run'))).toBeUndefined();
});

test('comments go, quoted ones stay, and lines keep their numbers', () => {
  expect(shown("# head\nx = \"#1\" # one\n\ny = 'a\\'#'#two\n", 'python')).toEqual(['2 x = "#1" ', "4 y = 'a\\'#'"]);
  expect(shown('\uFEFFlibrary(dplyr) # why\n#\n', 'r')).toEqual(['1 library(dplyr) ']);
});

test('docstrings go; texts in triple quotes that are used stay', () => {
  expect(
    shown(
      '"""one"""\ndef f():\n    r\'\'\'two\n    requests.get("x")\n    \'\'\'; g()\nx = """\nkept\n"""\n',
      'python',
    ),
  ).toEqual(['2 def f():', '5 ; g()', '6 x = """', '7 kept']);
});

test('shell has commands, at their lines', () => {
  const { commands } = readSource('f', '#!/bin/sh\n# curl no\nset -e\nsudo wget -q https://x\n', 'shell');
  expect(commands.map(({ line, program, words }) => [line, program, words.length])).toEqual([
    [3, 'set', 2],
    [4, 'wget', 3],
  ]);
  expect(readSource('f', 'wget x\n', 'python').commands).toEqual([]);
});

test('code cells of a notebook, each line where it stands in the file; what is no notebook has none', () => {
  const text = JSON.stringify(
    {
      cells: [
        { cell_type: 'markdown', source: ['import no'] },
        { cell_type: 'code', source: ['import a\n', '# no\n', 'import b'] },
        { cell_type: 'code', source: 'import "c"\nimport a' },
      ],
    },
    null,
    1,
  );
  const lines = text.split('\n');
  const found = readSource('f', text, 'notebook').lines;
  expect(found.map(({ code }) => code)).toEqual(['import a', 'import b', 'import "c"', 'import a']);
  for (const { line, code } of found) expect(lines[line - 1]).toContain(JSON.stringify(code).slice(1, -1));
  for (const broken of ['{', 'null', '{"cells": 1}', '{"cells": [1, null, {"cell_type": "code"}]}'])
    expect(shown(broken, 'notebook')).toEqual([]);
});
