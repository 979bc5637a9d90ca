import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseStarters } from '../../../scripts/parse-starters.mjs';
import { keepTree, readKeptTrees, restoreTree, writeKeptTrees } from '../../../src/io/programs/kept-trees.ts';
import { loadSyntax } from '../../../src/io/programs/load-syntax.ts';
import { isProgram, programTexts } from '../../../src/parse/programs/program-texts.ts';
import { listVariants, readVariant, renderAnswers } from '../../helpers/golden.ts';

const root = join(import.meta.dirname, '../../..');
const file = join(mkdtempSync(join(tmpdir(), 'tre-kept-')), 'starters.json');
writeFileSync(file, await parseStarters(root));
const kept = readKeptTrees(file);
const syntax = await loadSyntax(new Set(['python', 'r', 'julia']));

test('a tree is the same after it was kept', () => {
  const tree = syntax.parse('python', 'import os\n\ndef f(x, *y, z=1):\n    return f"{x!r} {os.name}"\n');
  if ('unread' in tree) throw new Error(tree.unread);
  expect(restoreTree(keepTree(tree))).toEqual(tree);
});

test('what a project without models starts with is kept as the parser reads it, whichever its base is', async () => {
  const missing: string[] = [];
  const found: { readonly kept: unknown; readonly parsed: unknown }[] = [];
  for (const variant of listVariants()) {
    const answers = await readVariant(variant);
    if (answers.models.length > 0) continue;
    for (const [path, { text }] of await renderAnswers(answers)) {
      // A list of packages is the project's own.
      const programs = isProgram(path, text) && !path.startsWith('install_packages.') ? programTexts(path, text) : [];
      if ('unread' in programs) throw new Error(programs.unread);
      for (const { language, text: code } of programs)
        if (language !== 'shell') {
          const tree = kept(language, code);
          if (tree === undefined) missing.push(`${variant}: ${path}`);
          else found.push({ kept: restoreTree(tree), parsed: syntax.parse(language, code) });
        }
    }
  }
  expect(missing).toEqual([]);
  expect(found.length).toBeGreaterThan(6);
  expect(found.map(({ kept: tree }) => tree)).toEqual(found.map(({ parsed }) => parsed));
});

test('only the very text of a program has its tree', () => {
  const programs = [
    { language: 'python', text: 'import os\n', tree: 'first' },
    { language: 'r', text: 'import os\n', tree: 'second' },
    { language: 'python', text: 'print("é")\n', tree: 'third' },
  ] as const;
  const path = join(mkdtempSync(join(tmpdir(), 'tre-kept-')), 'some.json');
  writeFileSync(path, writeKeptTrees(programs));
  const read = readKeptTrees(path);
  for (const { language, text, tree } of programs) expect(read(language, text)).toBe(tree);
  for (const text of ['', 'import os', 'import os\n\n', 'first', 'constructor'])
    expect(read('python', text)).toBeUndefined();
});
