import type { PlaceFact, ProgramSurvey } from '../../model/adopt/repository-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';

/** Lines by which a script asks the scheduler of a cluster for what it needs. */
const requests: readonly (readonly [RegExp, string])[] = [
  [/^#SBATCH\s/, 'SLURM'],
  [/^#PBS\s/, 'PBS'],
  [/^#\$\s+-[a-z]/, 'Grid Engine'],
  [/^#BSUB\s/, 'LSF'],
];

/** Commands that hand a script over to one. */
const submits: ReadonlyMap<string, string> = new Map([
  ['sbatch', 'SLURM'],
  ['qsub', 'PBS or Grid Engine'],
  ['bsub', 'LSF'],
]);

/** Such requests stand at the head of a script. */
const headLines = 100;

/**
 * Scripts for the scheduler of a cluster, with its name: they load modules and name queues that only that cluster has. One that a program uses which is
 * none itself is a part of that.
 */
export function findJobs(
  files: readonly ProjectFile[],
  programs: readonly ProgramSurvey[],
): { readonly jobs?: readonly PlaceFact[] } {
  const scripts = new Set(programs.flatMap(({ path, language }) => (language === 'shell' ? [path] : [])));
  const found = new Map(
    files.flatMap(({ path, text = '' }) => {
      const job = scripts.has(path) ? (requestIn(text, path) ?? submissionIn(text, path)) : undefined;
      return job === undefined ? [] : [[path, job] as const];
    }),
  );
  const jobs = programs.flatMap(({ path, usedBy }) =>
    usedBy.every((by) => found.has(by)) ? (found.get(path) ?? []) : [],
  );
  return jobs.length === 0 ? {} : { jobs };
}

function requestIn(text: string, file: string): PlaceFact | undefined {
  for (const [at, line] of text.split('\n', headLines).entries()) {
    const [, what] = requests.find(([pattern]) => pattern.test(line)) ?? [];
    if (what !== undefined) return { what, location: { file, line: at + 1 } };
  }
  return undefined;
}

function submissionIn(text: string, file: string): PlaceFact | undefined {
  for (const [at, line] of text.split('\n').entries()) {
    const name = line.trimStart().startsWith('#') ? undefined : /(?:^|[\s;&|(])([sqb](?:batch|sub))\s/.exec(line)?.[1];
    const what = submits.get(name ?? '');
    if (what !== undefined) return { what, location: { file, line: at + 1 } };
  }
  return undefined;
}
