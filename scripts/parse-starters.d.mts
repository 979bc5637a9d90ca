/** The file that `src/io/programs/kept-trees.ts` reads: the trees of the programs that new projects start with. `root`: of the package. */
export function parseStarters(root: string): Promise<string>;
