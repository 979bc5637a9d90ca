import type { ProgramFacts } from '../../../model/programs/program-facts.ts';
import { once } from '../once.ts';

/** Words of a program's texts, but for those that are what it loads: names of files that it may make. */
export function wordsOfTexts({ texts, imports }: ProgramFacts): ReadonlySet<string> {
  return once(texts, 'words', () => {
    const loaded = new Set(imports.map(({ name }) => name));
    return new Set(texts.flatMap(({ text }) => (loaded.has(text) ? [] : text.split(/[\s/"'`,;:()=]/))));
  });
}
