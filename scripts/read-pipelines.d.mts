/** The file that `src/io/programs/kept-scripts.ts` reads: the scripts in the pipelines of new projects, read. `root`: of the package. */
export function readPipelines(root: string): Promise<string>;
