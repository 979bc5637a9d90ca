import type { PipelineStep } from '../../model/pipelines/pipeline-facts.ts';
import type { LocatedNode } from '../text/located-yaml.ts';
import type { Image, Variables } from './pipeline-text.ts';
import { either } from './step-values.ts';

/** Far more than anybody's matrix has runs, or names; a pipeline that has more is noted as not seen whole. */
export const mostRuns = 50;

/** What the pipeline does that has a matrix beyond {@link mostRuns}, as a clause. */
export const beyondRuns = `has a matrix of more than ${String(mostRuns)} runs or names`;

/** The values of a matrix, one set for each run; one empty set where there is none. `beyond` is told of each place where there are more than are read. */
export function matrixOf(job: LocatedNode, beyond: Beyond): Variables[] {
  const matrix = job.entries.get('strategy')?.entries.get('matrix');
  const first = <T>(all: readonly T[]): readonly T[] => firstOf(all, () => beyond(matrix?.line ?? job.line));
  let runs: readonly Variables[] = [{}];
  for (const [key, node] of first([...(matrix?.entries ?? [])])) {
    if (key === 'include' || key === 'exclude') continue;
    const values = first(node.items).flatMap(({ text }) => text ?? []);
    if (values.length > 0) runs = first(combine(runs, `matrix.${key}`, values));
  }
  const included = first(matrix?.entries.get('include')?.items ?? []);
  return [...first(withIncluded(runs, included, first))];
}

/** Told of the line of a matrix that is not read whole. */
export type Beyond = (line: number) => void;

/** As many as are read; `beyond` is told where there are more. */
export function firstOf<T>(all: readonly T[], beyond: () => void): readonly T[] {
  if (all.length <= mostRuns) return all;
  beyond();
  return all.slice(0, mostRuns);
}

/** Each run with each value of one more name. */
export function combine(runs: readonly Variables[], name: string, values: readonly string[]): readonly Variables[] {
  return runs.flatMap((run) => values.map((value) => ({ ...run, [name]: value })));
}

/** What is included is added to the runs that it does not contradict, or is a run of its own. */
function withIncluded(
  runs: readonly Variables[],
  included: readonly LocatedNode[],
  first: <T>(all: readonly T[]) => readonly T[],
): Variables[] {
  const keys = new Set(Object.keys(runs[0] ?? {}));
  let joined = keys.size === 0 && included.length > 0 ? [] : [...runs];
  const own: Variables[] = [];
  for (const { entries } of included) {
    const values = first([...entries]).map(([key, { text = '' }]) => [`matrix.${key}`, text] as const);
    const shared = values.filter(([key]) => keys.has(key));
    const fits = (run: Variables): boolean => shared.every(([key, value]) => run[key] === value);
    if (keys.size > 0 && runs.some(fits))
      joined = joined.map((run) => (fits(run) ? { ...run, ...Object.fromEntries(values) } : run));
    else own.push(Object.fromEntries(values));
  }
  return [...joined, ...own];
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
