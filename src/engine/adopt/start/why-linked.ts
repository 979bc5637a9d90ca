import type { Adoption } from '../../../model/adopt/adoption.ts';
import type { PlaceFact, RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import { listSome } from '../../../shared/list-some.ts';
import { placeOf } from '../adoption-to-dos.ts';
import { namedFrom } from './own-folder.ts';
import { onOneLine } from './on-one-line.ts';
import { startedFirst } from './started-by.ts';

/** More names than this are counted. */
const most = 8;

/** For the page: where programs name each folder and file that the start script finds in `/safe_data`, and each folder that it keeps. */
export function whyLinked(
  facts: RepositoryFacts,
  {
    links: { data, outputs, files = [], above },
    startScript,
    startFolder = '',
  }: Pick<Adoption, 'links' | 'startScript' | 'startFolder'>,
  start: readonly string[],
): Adoption['reasons'] {
  if (startScript === undefined) return {};
  const named = (paths: readonly string[] = []): readonly string[] => paths.map((path) => namedFrom(startFolder, path));
  const reads = startedFirst(facts.reads, facts, start);
  const writes = startedFirst(facts.writes, facts, start);
  return {
    ...say('data', [...data, ...named(above?.data)], reads),
    ...say('files', files, reads),
    ...say('outputs', [...outputs, ...named(above?.outputs)], writes),
  };
}

function say(key: string, names: readonly string[], places: readonly PlaceFact[]): Adoption['reasons'] {
  const found = names.flatMap((name) => {
    const fact = places.find(({ what }) => isAt(what, name));
    return fact === undefined ? [] : [`${fact.what} (${placeOf(fact.named ?? fact.location)})`];
  });
  return found.length === 0 ? {} : { [key]: onOneLine(listSome(found, most)) };
}

/** Whether a place is a folder or a file, or lies in it. */
function isAt(what: string, name: string): boolean {
  const path = what.replace(/^(?:\.\/+)+/, '').replaceAll(/\/{2,}/g, '/');
  return path === name || path.startsWith(`${name}/`);
}
