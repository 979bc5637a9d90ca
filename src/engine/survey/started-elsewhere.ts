import type { StartedElsewhere } from '../../model/adopt/started-elsewhere.ts';
import type { ProgramFacts } from '../../model/programs/program-facts.ts';
import { resolveProgram } from '../../parse/adopt/resolve-program.ts';

/** The programs of a repository that one of it, in `folder`, starts at the places that they have in another image. */
export function startedElsewhere(
  parts: readonly ProgramFacts[] = [],
  folder: string,
  paths: ReadonlySet<string>,
): { readonly startsElsewhere?: readonly StartedElsewhere[] } {
  const found = parts.flatMap(({ commands }) =>
    commands.flatMap(({ words, line }) =>
      words.flatMap((place) => {
        const file = place.startsWith('/') ? resolveProgram([place], paths, [folder]) : undefined;
        return file === undefined ? [] : [{ place, file, line }];
      }),
    ),
  );
  return found.length === 0 ? {} : { startsElsewhere: found };
}
