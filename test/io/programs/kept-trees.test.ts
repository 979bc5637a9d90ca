import fc from 'fast-check';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseStarters } from '../../../scripts/parse-starters.mjs';
import { bases } from '../../../src/catalog/bases.ts';
import { knownImages } from '../../../src/catalog/images.ts';
import { renderFiles } from '../../../src/commands/create/render-project.ts';
import { keepProgram } from '../../../src/io/programs/keep-program.ts';
import { readKeptTrees, writeKeptTrees, type KeptTrees } from '../../../src/io/programs/kept-trees.ts';
import { loadSyntax } from '../../../src/io/programs/load-syntax.ts';
import type { Answers } from '../../../src/model/answers/answers.ts';
import type { Syntax, SyntaxLanguage, SyntaxTree } from '../../../src/model/programs/syntax.ts';
import { openTemplates } from '../../../src/io/package/templates.ts';
import { parseProject } from '../../../src/parse/project/project.ts';
import { completeAnswers, goldenVersion, listVariants, readVariant } from '../../helpers/golden.ts';

const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'tre-kept-'));
const syntax = await loadSyntax(new Set(['python', 'r', 'julia']), { ofOne: 500_000, ofAll: Infinity });

function parse(language: SyntaxLanguage, text: string): SyntaxTree {
  const tree = syntax.parse(language, text);
  if ('unread' in tree) throw new Error(tree.unread);
  if (tree.broken !== undefined) throw new Error(`broken at ${String(tree.broken)}: ${text}`);
  return tree;
}

/** Writes down the trees of some programs, and reads the file. */
function keep(...programs: readonly (readonly [SyntaxLanguage, string])[]): KeptTrees {
  const kept = programs.map(([language, text]) => keepProgram(language, text, (each) => parse(language, each)));
  const file = join(folder, 'some.json');
  writeFileSync(file, writeKeptTrees(kept));
  return readKeptTrees(file);
}

const templates = openTemplates(join(root, 'templates'));

const file = join(folder, 'starters.json');
writeFileSync(file, await parseStarters(root));
const starters = readKeptTrees(file);

interface Both {
  readonly text: string;
  readonly kept: unknown;
  readonly parsed: unknown;
}

/** The programs that a check of a project parses, each with what is kept of it and what the parser makes of it. */
async function readBoth(answers: Answers): Promise<readonly Both[]> {
  const tree = renderFiles(answers, bases[answers.base], templates, goldenVersion);
  const found: Both[] = [];
  const noting: Syntax = {
    isReady: () => true,
    parse(language, text) {
      const parsed = parse(language, text);
      found.push({ text, kept: starters(language, text), parsed });
      return parsed;
    },
  };
  const files = [...tree].map(([path, { text, executable }]) => ({ path, size: text.length, executable, text }));
  const knowledge = { bases: Object.values(bases), images: knownImages, loadSyntax: () => Promise.resolve(noting) };
  await parseProject(files, knowledge);
  return found;
}

test('what a project starts with is kept as the parser reads it, whichever its base, its models and its packages are', async () => {
  const found = [];
  for (const variant of listVariants()) found.push(...(await readBoth(await readVariant(variant))));
  expect(found.length).toBeGreaterThan(40);
  expect(found.filter(({ kept }) => kept === undefined).map(({ text }) => text)).toEqual([]);
  expect(found.map(({ text, kept }) => [text, kept])).toEqual(found.map(({ text, parsed }) => [text, parsed]));
});

const commit = '0123456789abcdef0123456789abcdef01234567';
const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{2,12}$/);
const version = fc.stringMatching(/^[1-9]\.[0-9]{1,3}\.[0-9]$/);
const packages: Readonly<Record<string, fc.Arbitrary<string>>> = {
  python: fc.tuple(name, version).map(([each, exact]) => `${each}==${exact}`),
  r: fc.oneof(
    name,
    name.map((each) => `bioc::${each}`),
    fc.tuple(name, version).map(([each, exact]) => `${each}@${exact}`),
    name.map((each) => `some-body/${each}@${commit}`),
  ),
  julia: fc.oneof(
    name,
    fc.tuple(name, version).map(([each, exact]) => `${each}@${exact}`),
    name.map((each) => `SomeBody/${each}.jl@${commit}`),
  ),
};
const nameOf = (entry: string): string =>
  /(?:^|[/:])([A-Za-z0-9]+)(?:\.jl)?(?:[@=]|$)/.exec(entry)?.[1]?.toLowerCase() ?? entry;

test.each(['python', 'pytorch', 'r', 'rocker', 'julia'])(
  'so are other packages and models of %s, as many as there are',
  async (base) => {
    const some = packages[base === 'pytorch' ? 'python' : base === 'rocker' ? 'r' : base];
    if (some === undefined) throw new Error(base);
    const list = fc.uniqueArray(some, { minLength: base === 'julia' ? 1 : 0, maxLength: 8, selector: nameOf });
    const models =
      base === 'julia'
        ? fc.constant([])
        : fc.uniqueArray(name, { maxLength: 3, selector: (each) => each.toLowerCase() });
    await fc.assert(
      fc.asyncProperty(list, models, async (entries, ids) => {
        const input = {
          base,
          name: 'some-name',
          description: 'Some',
          project: 'nsh-2024-001',
          registry: 'ghcr.io/some',
          contact: 'A <a@example.org>',
          packages: entries,
          models: ids.map((id) => ({ id: `some/${id}`, revision: commit })),
        };
        const found = await readBoth(await completeAnswers(input));
        expect(found.length).toBeGreaterThan(0);
        expect(found.map(({ text, kept }) => [text, kept])).toEqual(found.map(({ text, parsed }) => [text, parsed]));
      }),
      { numRuns: 15 },
    );
  },
);

test('words in quotation marks and the number of lines that differ in words alone may be others', () => {
  const kept = keep(['r', 'packages <- c(\n  "glue",\n  "rlang",\n  NULL\n)\nprint("done")\n']);
  const others = [
    'packages <- c(\n  "a",\n  NULL\n)\nprint("x")\n',
    'packages <- c(\n  "data.table",\n  "b c",\n  "https://a.example/x-1.0",\n  NULL\n)\nprint("all of it, at last")\n',
  ];
  for (const text of others) expect(kept('r', text)).toEqual(parse('r', text));
});

test.each([
  ['another name', 'packages <- d(\n  "glue",\n  NULL\n)\nprint("done")\n'],
  ['no line of the list', 'packages <- c(\n  NULL\n)\nprint("done")\n'],
  ['no word', 'packages <- c(\n  "",\n  NULL\n)\nprint("done")\n'],
  ['an escape', 'packages <- c(\n  "a\\n",\n  NULL\n)\nprint("done")\n'],
  ['a letter beyond ASCII', 'packages <- c(\n  "é",\n  NULL\n)\nprint("done")\n'],
  ['another comment', 'packages <- c(\n  "glue",\n  NULL\n)\nprint("done")\n# x\n'],
  ['other blanks', 'packages <- c(\n "glue",\n  NULL\n)\nprint("done")\n'],
  ['other ends of lines', 'packages <- c(\r\n  "glue",\r\n  NULL\r\n)\r\nprint("done")\r\n'],
  ['the mark of a word', 'packages <- c(\n  "\u0001",\n  NULL\n)\nprint("done")\n'],
  ['nothing', ''],
])('a program with %s is another', (_, text) => {
  const kept = keep(['r', 'packages <- c(\n  "glue",\n  NULL\n)\nprint("done")\n']);
  expect(kept('r', text)).toBeUndefined();
  expect(kept('python', 'packages <- c(\n  "glue",\n  NULL\n)\nprint("done")\n')).toBeUndefined();
});

test.each([
  ['a line without a comma', 'python', 'x = [\n    "a"\n]\n', 'x = [\n    "a"\n    "b"\n]\n'],
  [
    'the only line of a block',
    'python',
    'if x:\n    print("a")\nelse:\n    pass\n',
    'if x:\n    print("a")\n    print("b")\nelse:\n    pass\n',
  ],
  ['a decorator', 'python', '@a("b")\ndef f():\n    pass\n', '@a("b")\n@a("c")\ndef f():\n    pass\n'],
  ['words around a quotation mark', 'python', `x = '"' + "a" + '"'\n`, `x = '"' + "b c" + '"'\n`],
  ['words in a comment', 'python', '# "a" and\nx = 1\n', '# "longer" and\nx = 1\n'],
  ['words in a text of many lines', 'python', '"""\nsay "a"\n"""\nx = 1\n', '"""\nsay "longer"\n"""\nx = 1\n'],
  ['words in words', 'python', 'x = f"{y["a"]} b"\n', 'x = f"{y["cd"]} b"\n'],
  ['a raw string', 'r', 'x <- r"(a)"\n', 'x <- r"(bc)"\n'],
] as const)('%s is kept only where the parser makes the same of it', (_, language, text, other) => {
  const kept = keep([language, text]);
  expect(kept(language, text)).toEqual(parse(language, text));
  expect([undefined, parse(language, other)]).toContainEqual(kept(language, other));
});

test('of several programs each has its own tree', () => {
  const programs = [
    ['python', 'import os\n'],
    ['r', 'import <- os\n'],
    ['python', 'print("é")\n'],
    ['python', 'print("a", file="b")\n'],
  ] as const;
  const kept = keep(...programs);
  for (const [language, text] of programs) expect(kept(language, text)).toEqual(parse(language, text));
});
