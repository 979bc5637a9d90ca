import { expect, test } from 'vitest';
import { recipesAsked } from '../../../src/parse/make/recipes-asked.ts';

const commandsOf = (text: string, asked: readonly string[] = []): readonly string[] =>
  recipesAsked(text, asked)
    .recipes.flat()
    .map((line) => line.text);

test.each([
  ['grouped targets', 'a.png b.png &: x.R\n\tRscript x.R\n', ['b.png'], ['Rscript x.R']],
  ['needs by a variable', 'ALL = a b\nall: $(ALL)\na:\n\techo a\nb:\n\techo b\n', [], ['echo a', 'echo b']],
  ['a variable by another', 'BIN := /opt/bin\nPY := $(BIN)/python\nall:\n\t$(PY) x.py\n', [], ['/opt/bin/python x.py']],
  ['a value of the command line', 'PY = python\nall:\n\t$(PY) x.py\n', ['all', 'PY=pypy'], ['pypy x.py']],
  ['the goal that it names', '.DEFAULT_GOAL := b\na:\n\techo a\nb:\n\techo b\n', [], ['echo b']],
  ['more needs in a rule of their own', 'all:\n\techo all\nall: a\na:\n\techo a\n', [], ['echo a', 'echo all']],
  ['a line behind a semicolon', 'all: a ; echo all\na: ; echo a\n', [], ['echo a', 'echo all']],
  ['needs that only have to be there', 'all: a | b\n\techo all\nb:\n\techo b\n', [], ['echo b', 'echo all']],
  ['the folder of a target', 'out/a.csv: a.py\n\tmkdir -p $(@D)\n\tpython $<\n', [], ['mkdir -p out', 'python a.py']],
  ['prefixes with blanks', 'all:\n\t- @ echo a\n\t+echo b\n', [], ['echo a', 'echo b']],
  ['make again', 'all:\n\t$(MAKE) a\na:\n\techo a\n', [], ['make a']],
  ['what a comment hides', 'all: a # b\na:\n\techo a\nb:\n\techo b\n', [], ['echo a']],
])('%s: what is run is known', (_, text, asked, expected) => {
  expect([commandsOf(text, asked), recipesAsked(text, asked).open]).toEqual([expected, undefined]);
});

test.each([
  [
    'what nobody asks for',
    'all:\n\techo a\nother: $(wildcard *.c)\n\techo $(shell date)\n%.o: %.c\n\tcc $<\n',
    undefined,
  ],
  ['a list that is brought in', 'all:\n\techo a\ninclude other.mk\n', 3],
  ['a command that runs when it is read', 'V := $(shell curl x)\nall:\n\techo a\n', 1],
  ['one that runs when it is used', 'V = $(shell curl x)\nall:\n\techo $(V)\n', 1],
  ['a function in a line', 'all:\n\techo a\n\techo $(wildcard *)\n', 3],
  ['needs that a pattern tells', 'all: $(wildcard *.x)\n\techo a\n', 1],
  ['a target that a pattern makes', 'all: a.html\n\techo a\n%.html: %.Rmd\n\tRscript x.R\n', 3],
  ['a static pattern', 'all: a.o\na.o b.o: %.o: %.c\n\tcc $<\n', 2],
  ['a condition around a rule', 'ifdef X\nall:\n\techo a\nendif\n', 2],
  ['a condition in a recipe', 'all:\nifdef X\n\techo a\nelse\n\techo b\nendif\n', 3],
  ['a condition around a value', 'ifdef X\nA = 1\nendif\nall:\n\techo $(A)\n', 2],
  ['a value of one target', 'all: X = 1\nall:\n\techo $(X)\n', 1],
  ['a value that grows', 'A = 1\nA += 2\nall:\n\techo $(A)\n', 2],
  ['a text of several lines', 'define A\necho 1\nall:\nendef\nall:\n\t$(A)\n', 1],
  ['a value by a function', 'A = $(addprefix x,y)\nall:\n\techo $(A)\n', 1],
  ['two recipes', 'all:\n\techo a\nall:\n\techo b\n', 3],
  ['a shell for all lines', '.ONESHELL:\nall:\n\techo a\n', 1],
  ['another shell', 'SHELL = /usr/bin/perl\nall:\n\techo a\n', 1],
  ['a shell of the usual kind', 'SHELL := /bin/bash\n.SHELLFLAGS := -eu -o pipefail -c\nall:\n\techo a\n', undefined],
  ['a rule of its own', 'prog: prog.c\n', 1],
  ['a variable that names itself', 'A = $(A)\nall:\n\techo $(A)\n', 1],
  ['a variable of the environment', 'all:\n\techo $(OUT)\n', undefined],
  ['a phony target beside a pattern', '.PHONY: all\nall: a\na:\n\techo a\n%: %.x\n\techo x\n', undefined],
])('%s: the line by which it may run something else', (_, text, expected) => {
  expect(recipesAsked(text, []).open?.line).toBe(expected);
});

test('a target without a rule is named', () => {
  expect(recipesAsked('a:\n\techo a\n', ['b']).open).toEqual({ target: 'b' });
});

test.each([
  [
    '100,000 targets',
    Array.from({ length: 100_000 }, (_, at) => `t${at}: t${at + 1} t${at - 1}\n\techo $@\n`).join(''),
  ],
  ['100,000 rules of one target', 'all: a\n'.repeat(100_000)],
  [
    'values that double',
    `${Array.from({ length: 60 }, (_, at) => `A${at} = $(A${at + 1})$(A${at + 1})\n`).join('')}A60 = abc\nall:\n${'\techo $(A0)\n'.repeat(1000)}`,
  ],
  ['one line of many variables', `A = ${'x'.repeat(10_000)}\nall: ${'$(A) '.repeat(50_000)}\n\techo\n`],
  [
    'many patterns',
    `${Array.from({ length: 20_000 }, (_, at) => `%.${at}: x\n\techo\n`).join('')}all: ${Array.from({ length: 3000 }, (_, at) => `x${at}`).join(' ')}\n`,
  ],
  ['blanks', `a${' \t'.repeat(50_000)}x\n${' '.repeat(100_000)}#\n`],
  ['conditions that do not end', 'ifdef A\n'.repeat(50_000)],
])('%s: each is read once', (_, text) => {
  const start = performance.now();
  recipesAsked(text, []);
  expect(performance.now() - start).toBeLessThan(20_000);
});
