import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bases } from '../../src/catalog/bases.ts';
import { languages } from '../../src/catalog/languages.ts';
import { check } from '../../src/engine/check/check.ts';
import { loadAtlas } from '../../src/commands/check/load-atlas.ts';
import { loadSyntax } from '../../src/io/programs/load-syntax.ts';
import { parseProject } from '../../src/parse/project/project.ts';
import { rules } from '../../src/rules/index.ts';
import { completeAnswers, renderAnswers } from '../helpers/golden.ts';

// A base is one file: no other code may know it by its name, or a new base would be without what the others have.
test('no code asks for a base by its name', () => {
  const names = Object.keys(bases).join('|');
  const asks = new RegExp(`base\\??(?:\\.name)?\\s*[!=]==?\\s*'(?:${names})'|\\bbases\\.(?:${names})\\b`);
  const root = join(import.meta.dirname, '..', '..', 'src');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const found = files.filter((file) => asks.test(readFileSync(join(root, file), 'utf8')));
  expect(found).toEqual([]);
});

// A language is data as well: `new-language.test.ts` holds other layers to it.
test('what makes a project asks for no language by its name', () => {
  const names = Object.keys(languages).join('|');
  const asks = new RegExp(`[!=]==?\\s*'(?:${names})'`, 'g');
  const root = join(import.meta.dirname, '..', '..', 'src');
  const rooms = ['catalog/questions', 'catalog/artefacts.ts', 'commands/create', 'engine/answers', 'engine/render'];
  const found = rooms.flatMap((room) => {
    const files = room.endsWith('.ts') ? [''] : readdirSync(join(root, room), { encoding: 'utf8' });
    return files.flatMap((file) => {
      const text = readFileSync(join(root, room, file), 'utf8');
      return [...text.matchAll(asks)].map(() => `${room}/${file}`);
    });
  });
  expect([...new Set(found)]).toEqual([]);
});

// Nothing of Hugging Face is loaded in Julia.
describe.each(Object.values(bases).filter(({ language }) => language.loaderFile !== ''))(
  'a project on $name that uses a Hugging Face library',
  (base) => {
    test('passes with the variables that it is given, and fails without them', async () => {
      const answers = await completeAnswers({
        base: base.name,
        name: 'new',
        project: 'nsh-2026-001',
        models: [{ id: 'google-bert/bert-base-uncased', revision: 'a'.repeat(40), target: 'models/bert' }],
      });
      const tree = await renderAnswers(answers);
      const verdict = async (change: (text: string) => string): Promise<string | undefined> => {
        const files = [...tree].map(([path, { text, executable }]) => {
          const changed = path === 'Dockerfile' ? change(text) : text;
          return { path, size: changed.length, executable, text: changed };
        });
        // R loads none of the Python that lies beside it but through reticulate.
        const start = files.find(({ path }) => path === 'src/main.R');
        if (start === undefined)
          files.push({ path: 'src/more.py', size: 20, executable: false, text: 'import transformers\n' });
        else start.text += 'transformers <- reticulate::import("transformers")\n';
        const facts = await parseProject(files, { bases: Object.values(bases), loadSyntax, loadAtlas });
        return check(facts, rules).results.find(({ rule }) => rule === 'offline-variables-set')?.verdict;
      };
      expect(await verdict((text) => text)).toBe('pass');
      expect(await verdict((text) => text.replaceAll(/HF_HUB_OFFLINE=1/g, 'OTHER=1'))).toBe('fail');
    });
  },
);
