import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { surveyedLanguages } from '../../src/catalog/adopt/surveyed-languages.ts';
import { languages } from '../../src/catalog/languages.ts';
import { languageNames } from '../../src/model/render/language.ts';

const root = join(import.meta.dirname, '..', '..', 'src');

/**
 * A language is data: what is true of it stands in `src/catalog`, and `src/parse` and `src/rules` read what is written in it. What else
 * has its name, and why it must.
 */
const exceptions: Readonly<Record<string, string>> = {
  'engine/render/escape.ts': 'how a text is quoted in each kind of file: code, and a file of another kind is refused',
  'io/programs/load-syntax.ts': 'which parser reads it',
  'report/check/rule-doc.ts': 'how pages mark code, by the ending of its file',
};

test('no other code has a language by its name', () => {
  // A shell starts what others are written in, and is no language of programs here.
  const names = Object.keys(surveyedLanguages).filter((name) => name !== 'shell');
  // A mode of opening a file is no language.
  const asks = new RegExp(`^(?!.*openSync\\().*'(?:${names.join('|')})'`, 'm');
  const rooms = ['engine', 'report', 'commands', 'io', 'shared'];
  const found = rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && asks.test(readFileSync(join(root, room, file), 'utf8')))
      .map((file) => `${room}/${file.replaceAll('\\', '/')}`),
  );
  expect(found.toSorted()).toEqual(Object.keys(exceptions));
});

test.each(languageNames)('the file of %s is its own', (name) => {
  expect([languages[name].name, surveyedLanguages[name].name, surveyedLanguages[name].imports.language]).toEqual([
    name,
    name,
    name,
  ]);
  expect(surveyedLanguages[name].scripts).toContain(languages[name].ending);
  expect(surveyedLanguages[name].adopt.script === undefined).toBe(languages[name].listing === undefined);
});
