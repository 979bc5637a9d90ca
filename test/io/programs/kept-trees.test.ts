import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseStarters } from '../../../scripts/parse-starters.mjs';
import { keepTree, readKeptTrees, restoreTree } from '../../../src/io/programs/kept-trees.ts';
import { loadSyntax } from '../../../src/io/programs/load-syntax.ts';
import { isProgram, programTexts } from '../../../src/parse/programs/program-texts.ts';
import { listVariants, readVariant, renderAnswers } from '../../helpers/golden.ts';

const root = join(import.meta.dirname, '../../..');
const file = join(mkdtempSync(join(tmpdir(), 'tre-kept-')), 'starters.json');
writeFileSync(file, await parseStarters(root));
const kept = readKeptTrees(file);
const syntax = await loadSyntax(new Set(['python', 'r', 'julia']));

test('a kept tree is what the parser makes of its text', () => {
  const trees = [...kept].flatMap(([language, texts]) => [...texts].map(([text, tree]) => ({ language, text, tree })));
  expect(trees.length).toBeGreaterThan(6);
  for (const { language, text, tree } of trees) expect(restoreTree(tree)).toEqual(syntax.parse(language, text));
});

test('a tree is the same after it was kept', () => {
  const tree = syntax.parse('python', 'import os\n\ndef f(x, *y, z=1):\n    return f"{x!r} {os.name}"\n');
  if ('unread' in tree) throw new Error(tree.unread);
  expect(restoreTree(keepTree(tree))).toEqual(tree);
});

test('what a project without models starts with is kept, whichever its base is', async () => {
  const missing: string[] = [];
  for (const variant of listVariants()) {
    const answers = await readVariant(variant);
    if (answers.models.length > 0) continue;
    for (const [path, { text }] of await renderAnswers(answers)) {
      // A list of packages is the project's own.
      const programs = isProgram(path, text) && !path.startsWith('install_packages.') ? programTexts(path, text) : [];
      if ('unread' in programs) throw new Error(programs.unread);
      for (const { language, text: code } of programs)
        if (language !== 'shell' && kept.get(language)?.has(code) !== true) missing.push(`${variant}: ${path}`);
    }
  }
  expect(missing).toEqual([]);
});

test('a text is no property of an object', () => {
  expect(kept.get('python')?.get('constructor')).toBeUndefined();
});
