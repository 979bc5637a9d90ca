import type { PipelineStep } from '../../model/pipelines/pipeline-facts.ts';
import type { LocatedNode } from '../text/located-yaml.ts';
import type { Image, Variables } from './pipeline-text.ts';
import { either } from './step-values.ts';

/** Far more than anybody's matrix; what is beyond adds no new name of an image. */
export const mostRuns = 50;

/** The values of a matrix, one set for each run; one empty set where there is none. */
export function matrixOf(job: LocatedNode): Variables[] {
  const matrix = job.entries.get('strategy')?.entries.get('matrix');
  let runs: Variables[] = [{}];
  for (const [key, node] of matrix?.entries ?? []) {
    const values = node.items.slice(0, mostRuns).flatMap(({ text }) => text ?? []);
    if (key === 'include' || key === 'exclude' || values.length === 0) continue;
    runs = runs.flatMap((run) => values.map((value) => ({ ...run, [`matrix.${key}`]: value }))).slice(0, mostRuns);
  }
  return withIncluded(runs, matrix?.entries.get('include')?.items.slice(0, mostRuns) ?? []);
}

/** What is included is added to the runs that it does not contradict, or is a run of its own. */
function withIncluded(runs: readonly Variables[], included: readonly LocatedNode[]): Variables[] {
  const keys = new Set(Object.keys(runs[0] ?? {}));
  let joined = keys.size === 0 && included.length > 0 ? [] : [...runs];
  const own: Variables[] = [];
  for (const { entries } of included) {
    const values = [...entries].map(([key, { text = '' }]) => [`matrix.${key}`, text] as const);
    const shared = values.filter(([key]) => keys.has(key));
    const fits = (run: Variables): boolean => shared.every(([key, value]) => run[key] === value);
    if (keys.size > 0 && runs.some(fits))
      joined = joined.map((run) => (fits(run) ? { ...run, ...Object.fromEntries(values) } : run));
    else own.push(Object.fromEntries(values));
  }
  return [...joined, ...own].slice(0, mostRuns);
}

/** The steps of a job once, with what each of its runs does and names. */
export function joinRuns(runs: readonly (readonly PipelineStep[])[]): PipelineStep[] {
  const [first = []] = runs;
  if (runs.length < 2) return [...first];
  return first.map((step, index) => {
    const same = runs.flatMap((run) => run[index] ?? []);
    return {
      ...step,
      inputs: joinInputs(same),
      commands: unique(
        same.map(({ commands }) => commands),
        ({ line, words }) => `${String(line)} ${words.join('\0')}`,
      ),
      images: unique(
        same.map(({ images }) => images),
        spell,
      ),
      pushes: unique(
        same.map(({ pushes }) => pushes),
        spell,
      ),
    };
  });
}

/** An input that differs from run to run has the value of each of them. */
function joinInputs(runs: readonly PipelineStep[]): PipelineStep['inputs'] {
  return Object.fromEntries(
    Object.entries(runs[0]?.inputs ?? {}).map(([name, value]) => {
      const values = runs.map(({ inputs }) => inputs[name] ?? '');
      return [name, values.every((each) => each === value) ? value : values.join(either)];
    }),
  );
}

function spell({ line, text }: Image): string {
  return `${String(line)} ${text}`;
}

function unique<T>(lists: readonly (readonly T[])[], key: (each: T) => string): T[] {
  return [...new Map(lists.flat().map((each) => [key(each), each])).values()];
}
