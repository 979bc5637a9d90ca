import type { PlaceFact } from '../../../model/adopt/repository-facts.ts';
import type { ProgramFacts } from '../../../model/programs/program-facts.ts';

type Line = PlaceFact['location'];

/**
 * A place with the line that has its text, or that of the folder it lies in, where that is not the line of the call: a function is given its file by whoever calls it, and whoever is
 * sent to the call finds no name there.
 */
export function withNamingLine(programs: readonly ProgramFacts[]): (fact: PlaceFact) => PlaceFact {
  const lines = new Map<string, Line[]>();
  for (const { path, texts } of programs)
    for (const { text, line } of texts) {
      const name = text.replace(/(?<=.)\/$/, '');
      const found = lines.get(name);
      if (found === undefined) lines.set(name, [{ file: path, line }]);
      else found.push({ file: path, line });
    }
  return (fact) => {
    const { file, line } = fact.location;
    const found = namesOf(fact.what).flatMap((name) => lines.get(name) ?? []);
    if (found.some((each) => each.file === file && each.line === line)) return fact;
    const named = found.find((each) => each.file === file) ?? found[0];
    return named === undefined ? fact : { ...fact, named };
  };
}

/** A place and the folders above it, the longest first; a folder of a single word is the text of much else. */
function namesOf(what: string): readonly string[] {
  const parts = what.replace(/(?<=.)\/$/, '').split('/');
  return parts
    .map((_, at) => parts.slice(0, parts.length - at).join('/'))
    .filter((name, at) => name !== '' && (at === 0 || name.includes('/')));
}
