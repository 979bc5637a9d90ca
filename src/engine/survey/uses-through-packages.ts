import type { ProgramFacts } from '../../model/programs/program-facts.ts';

/** Path -> programs that import a package whose own file (`__init__.py`, one of `marks`) imports it, by however many such files. */
export function usesThroughPackages(
  facts: ReadonlyMap<string, readonly ProgramFacts[]>,
  marks: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const uses = new Map<string, Set<string>>();
  const importsOf = (path: string): readonly string[] =>
    (facts.get(path) ?? []).flatMap(({ imports }) => imports.flatMap(({ files }) => files));
  for (const path of facts.keys()) {
    if (marks.has(path)) continue;
    const entered = new Set(importsOf(path).filter((file) => marks.has(file)));
    for (const mark of entered)
      for (const file of importsOf(mark))
        // What is entered on the way is looked at too.
        if (marks.has(file)) entered.add(file);
        else if (file !== path) uses.set(file, (uses.get(file) ?? new Set()).add(path));
  }
  return uses;
}
