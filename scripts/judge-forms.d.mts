/** The files that `src/io/programs/kept-verdicts.ts` reads, by base: what the rules say of forms of new projects. `root`: of the package. */
export function judgeForms(root: string, version: string): Promise<ReadonlyMap<string, string>>;
/** Answers of the projects that are judged beforehand, with stand-ins for what is free. */
export function listForms(
  examples: readonly (readonly [name: string, answers: Readonly<Record<string, unknown>>])[],
  standInsFor: (values: { readonly owner: string }) => Readonly<Record<string, string>>,
): readonly Readonly<Record<string, unknown>>[];
