import { readYaml } from '../text/located-yaml.ts';
import { readJobStart, type JobSurroundings } from './job-start.ts';

/** A manifest of the project, by its path from there. */
export interface Manifest {
  readonly path: string;
  readonly text: string;
}

/** Manifests beside `ces/job.yaml` that start the container in another way: what they start, a rehearsal of the project has not run. */
export function findOtherJobs(
  own: string | undefined,
  others: readonly Manifest[],
  surroundings: JobSurroundings,
): readonly string[] {
  const rehearsed = own === undefined ? undefined : describeStart(own, surroundings);
  return others
    .filter(
      ({ path, text }) =>
        isPatching(path, text) ||
        (startsContainers(text) && describeStart(text, { ...surroundings, given: [] }) !== rehearsed),
    )
    .map(({ path }) => path);
}

/** What makes other manifests of some, and may set what they start. */
function isPatching(path: string, text: string): boolean {
  return (
    /(?:^|\/)kustomization\.ya?ml$/i.test(path) || /^kind[ \t]*:[ \t]*["']?(?:Kustomization|Component)\b/m.test(text)
  );
}

function startsContainers(text: string): boolean {
  const read = readYaml(text);
  if ('problem' in read) return /^[ \t]*containers[ \t]*:/m.test(text);
  return read.documents.some(({ entries }) => entries.has('kind')) && /\bcontainers["']?\s*:/.test(text);
}

/** What decides what runs: neither how much it may take, nor the number of threads, which goes with that. */
function describeStart(text: string, surroundings: JobSurroundings): string {
  const { environment, workingDirectory, entrypoint, arguments: words, differences } = readJobStart(text, surroundings);
  const variables = Object.entries(environment)
    .filter(([name]) => !name.endsWith('_NUM_THREADS'))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([variables, workingDirectory, entrypoint, words, differences]);
}
