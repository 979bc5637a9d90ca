import type { PipelineStep } from '../../model/pipelines/pipeline-facts.ts';
import type { LocatedNode } from '../text/located-yaml.ts';
import {
  emptyStep,
  fillExpressions,
  image,
  type Image,
  linesIn,
  type NamedImage,
  scriptOf,
  type Variables,
  variablesOf,
} from './pipeline-text.ts';
import { valuesWritten } from './step-values.ts';
import { imagesOfCommands, pushesOfAction, pushesOfCommands } from './run-images.ts';

/** Steps of a GitHub workflow, job after job in the order in which they run. */
export function githubSteps(root: LocatedNode): PipelineStep[] {
  const branch = onlyBranch(root.entries.get('on'));
  const global = variablesOf(root.entries.get('env'), {});
  const jobs = root.entries.get('jobs')?.entries ?? new Map<string, LocatedNode>();
  const withBranch = (push: Image): Image =>
    branch === undefined ? push : { ...push, text: push.text.replace(ofBranch, `:${branch}`) };
  return inOrder(jobs).flatMap(([name, job]) => {
    if (neverRuns(job)) return [];
    const container = job.entries.get('container');
    const services = [...(job.entries.get('services')?.entries.values() ?? [])];
    const images = [container, ...services].flatMap((node) => image(node?.entries.get('image') ?? node));
    const called = usesOf(job.entries.get('uses'));
    const head: PipelineStep[] =
      images.length === 0 && called === undefined
        ? []
        : [{ ...emptyStep(name, job.line), images, ...(called === undefined ? {} : { uses: called }) }];
    const runs = matrixOf(job).map((matrix) => {
      let variables = variablesOf(job.entries.get('env'), { ...global, ...matrix });
      const steps = (job.entries.get('steps')?.items ?? []).filter((step) => !neverRuns(step));
      const named = namesOfMetadata(steps, variables, branch);
      return steps.map((step) => {
        const read = githubStep(name, step, variablesOf(step.entries.get('env'), variables), named);
        const script = fillExpressions(step.entries.get('run')?.text ?? '', variables);
        const written = valuesWritten(read.commands, step.entries.get('id')?.text, script);
        if (Object.keys(written).length > 0) variables = { ...variables, ...written };
        return read;
      });
    });
    return [...head, ...joinRuns(runs).map((step) => ({ ...step, pushes: step.pushes.map(withBranch) }))];
  });
}

/** A tag that is the name of the branch, as it stands in a text whose expressions are filled in. */
const ofBranch = /:(?:[$%]\{?GITHUB_REF(?:_NAME)?\}?|%\{\{_?github\.ref_name_?\}\})$/;

/** The branch whose pushes start a workflow, where nothing else does that could have a name of its own: no tag, no release, no call. */
function onlyBranch(on: LocatedNode | undefined): string | undefined {
  const push = on?.entries.get('push');
  const branches = push?.entries.get('branches')?.items ?? [];
  const others = [...(on?.entries.keys() ?? [])].filter((name) => !/^(?:push|pull_request|schedule)$/.test(name));
  if (push === undefined || push.entries.has('tags') || others.length > 0) return undefined;
  return branches.length === 1 ? branches[0]?.text : undefined;
}

/** `if: false`, with or without the signs of an expression. */
function neverRuns({ entries }: LocatedNode): boolean {
  const text = (entries.get('if')?.text ?? '').trim();
  return (text.startsWith('${{') && text.endsWith('}}') ? text.slice(3, -2).trim() : text) === 'false';
}

/** Image names that docker/metadata-action makes tags for, each with the id of its step. */
function namesOfMetadata(
  steps: readonly LocatedNode[],
  variables: Variables,
  branch: string | undefined,
): NamedImage[] {
  return steps.flatMap((step) =>
    step.entries.get('uses')?.text?.startsWith('docker/metadata-action@') === true
      ? linesIn(step.entries.get('with')?.entries.get('images'), variables).map((found) => ({
          ...found,
          id: step.entries.get('id')?.text ?? '',
          ...onlyTag(step.entries.get('with'), branch),
        }))
      : [],
  );
}

/** The tag of `type=raw,value=latest`, or that of the branch, where no line makes another one. */
function onlyTag(inputs: LocatedNode | undefined, branch: string | undefined): { readonly tag?: string } {
  const lines = (inputs?.entries.get('tags')?.text ?? '').split('\n').filter((line) => line.trim() !== '');
  // Without lines it takes the name of the branch, of the tag or of the pull request.
  const isOfBranch = lines.every((line) => /(?:^|,)\s*type=(?:ref,\s*event=(?:branch|pr)|edge)\b/.test(line));
  if (branch !== undefined && isOfBranch) return { tag: branch };
  const tag = lines.length === 1 ? /(?:^|,)\s*value=([\w.-]+)\s*(?:,|$)/.exec(lines[0] ?? '')?.[1] : undefined;
  return tag !== undefined && /(?:^|,)\s*type=raw\b/.test(lines[0] ?? '') ? { tag } : {};
}

/** Far more than anybody's matrix; what is beyond adds no new name of an image. */
const mostRuns = 50;

/** The values of a matrix, one set for each run; one empty set where there is none. */
function matrixOf(job: LocatedNode): Variables[] {
  const matrix = job.entries.get('strategy')?.entries.get('matrix');
  let runs: Variables[] = [{}];
  for (const [key, node] of matrix?.entries ?? []) {
    const values = node.items.flatMap(({ text }) => text ?? []);
    if (key === 'include' || key === 'exclude' || values.length === 0) continue;
    runs = runs.flatMap((run) => values.map((value) => ({ ...run, [`matrix.${key}`]: value }))).slice(0, mostRuns);
  }
  const included = (matrix?.entries.get('include')?.items ?? []).map(({ entries }) =>
    Object.fromEntries([...entries].map(([key, { text = '' }]) => [`matrix.${key}`, text])),
  );
  return included.length === 0 ? runs : [...(runs.length === 1 ? [] : runs), ...included].slice(0, mostRuns);
}

/** The steps of a job once, with what each of its runs names. */
function joinRuns(runs: readonly (readonly PipelineStep[])[]): PipelineStep[] {
  return (runs[0] ?? []).map((step, index) => ({
    ...step,
    images: unique(runs.map((run) => run[index]?.images ?? [])),
    pushes: unique(runs.map((run) => run[index]?.pushes ?? [])),
  }));
}

/** Jobs so that each comes after those that it needs. A job that needs itself, by way of others, comes where it is met first. */
function inOrder(jobs: ReadonlyMap<string, LocatedNode>): (readonly [string, LocatedNode])[] {
  const order = new Map<string, LocatedNode>();
  const met = new Set<string>();
  for (const first of jobs.keys()) {
    // A stack of our own: a chain of needs may be longer than the call stack.
    const waiting = [first];
    for (let name = waiting.at(-1); name !== undefined; name = waiting.at(-1)) {
      const job = jobs.get(name);
      const needs = met.has(name) || job === undefined ? [] : needsOf(job).filter((need) => !met.has(need));
      met.add(name);
      if (needs.length > 0) waiting.push(...needs.toReversed());
      else {
        waiting.pop();
        if (job !== undefined) order.set(name, order.get(name) ?? job);
      }
    }
  }
  return [...order];
}

function needsOf(job: LocatedNode): string[] {
  const needs = job.entries.get('needs');
  return [needs?.text, ...(needs?.items ?? []).map(({ text }) => text)].filter((need) => need !== undefined);
}

function githubStep(job: string, step: LocatedNode, variables: Variables, named: readonly NamedImage[]): PipelineStep {
  const uses = usesOf(step.entries.get('uses'));
  const inputs = Object.fromEntries(
    [...(step.entries.get('with')?.entries ?? [])].map(([name, node]) => [name, node.text ?? '']),
  );
  const run = step.entries.get('run');
  const commands = run === undefined ? [] : scriptOf(run, variables);
  const pushes = [
    ...pushesOfCommands(commands),
    ...pushesOfAction(
      uses?.action,
      inputs,
      linesIn(step.entries.get('with')?.entries.get('tags'), variables),
      named,
      step.line,
    ),
  ];
  const dockerAction = /^docker:\/\/(.+)$/.exec(step.entries.get('uses')?.text ?? '')?.[1];
  const images = [
    ...(dockerAction === undefined ? [] : [{ text: dockerAction, line: step.entries.get('uses')?.line ?? step.line }]),
    ...imagesOfCommands(commands),
  ];
  return { job, line: step.line, inputs, commands, images, pushes, ...(uses === undefined ? {} : { uses }) };
}

function usesOf(node: LocatedNode | undefined): PipelineStep['uses'] {
  const match = /^([^@\s]+)@(\S+)$/.exec(node?.text ?? '');
  const [, action, ref] = match ?? [];
  return node === undefined || action === undefined || ref === undefined || action.startsWith('docker:')
    ? undefined
    : { action, ref, line: node.line };
}

function unique(lists: readonly (readonly Image[])[]): Image[] {
  return [...new Map(lists.flat().map((found) => [`${String(found.line)} ${found.text}`, found])).values()];
}
