import type { PlaceFact } from '../../../model/adopt/repository-facts.ts';
import { namesProgram } from '../../../parse/programs/elsewhere.ts';
import { renderedBy } from '../../../parse/programs/files/rendered.ts';
import { commandsOf } from './needed-arguments.ts';

/** What documents become that a start renders, as it is seen from the root. Quarto is told where to itself. */
export function renderedOf(start: readonly string[]): readonly PlaceFact[] {
  return commandsOf(start).flatMap((words) => {
    const [program = ''] = words;
    const document = words.flatMap((word) => word.split(/[\s'"(),]+/)).find(namesProgram);
    if (document === undefined || program === 'quarto') return [];
    return renderedBy({ program, words }).flatMap((place) => {
      const what = plain(place);
      return what.startsWith('/') ? [] : [{ what, own: what, location: { file: plain(document), line: 1 } }];
    });
  });
}

const plain = (path: string): string => path.replace(/^(?:\.\/)+/, '');
