import type { LibraryUse, PlaceFact } from '../../model/adopt/repository-facts.ts';

/** `rmarkdown::render(...)`, and `library(targets)`. */
const named = /(?<![\w.:])([A-Za-z][\w.]{0,60}):{2,3}[\w.]|\b(?:library|require)\(["']?([A-Za-z][\w.]{0,60})["']?\)/g;

/** Packages of R that the code of a start itself uses (`Rscript -e 'rmarkdown::render("a.Rmd")'`), and that no program has to name. `commands`: words of each; `standard`: what comes with R. */
export function usedByStart(
  commands: readonly (readonly string[])[],
  location: PlaceFact['location'],
  standard: ReadonlySet<string> = new Set(),
): readonly LibraryUse[] {
  const code = commands.flatMap((words) =>
    /^(?:.*\/)?R(?:script)?$/.test(words[0] ?? '') ? words.filter((_word, at) => words[at - 1] === '-e') : [],
  );
  const names = code.flatMap((text) => [...text.matchAll(named)].map(([, front, loaded]) => front ?? loaded ?? ''));
  return [...new Set(names)].filter((name) => !standard.has(name)).map((name) => ({ name, language: 'r', location }));
}
