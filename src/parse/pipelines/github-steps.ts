import type { PipelineStep } from '../../model/pipelines/pipeline-facts.ts';
import type { LocatedNode } from '../text/located-yaml.ts';
import type { Followed } from './followed.ts';
import { defaultsOf, readSteps, usesOf } from './github-step.ts';
import { withGate } from './gates.ts';
import { givenInputs, inputsOf } from './inputs.ts';
import { inOrder, needsOf } from './job-order.ts';
import { beyondRuns, joinRuns, matrixOf } from './matrix.ts';
import {
  emptyStep,
  fillExpressions,
  image,
  type Image,
  neverRuns,
  type Variables,
  variablesOf,
} from './pipeline-text.ts';

/** Where a workflow is read: by itself, or as another one calls it. */
interface Scope {
  readonly values: Variables;
  readonly branch: string | undefined;
  /** Before the names of its jobs: those of the jobs that call it. */
  readonly prefix: string;
  /** The group that its jobs wait for. */
  readonly start?: string;
  /** The file of the workflow. */
  readonly file: string;
  readonly depth: number;
  /** The shell of steps whose job names none, and the folder that they run in. */
  readonly shell?: string;
  readonly folder?: string;
}

interface ReadJobs {
  readonly steps: PipelineStep[];
  /** `needs.JOB.outputs.NAME` of its jobs. */
  readonly outputs: Variables;
}

/** Steps of a GitHub workflow, job after job in the order in which they run; those of the repository's own workflows and actions where they are called. */
export function githubSteps(root: LocatedNode, followed: Followed): PipelineStep[] {
  const on = root.entries.get('on');
  const values = { ...inputsOf(on?.entries.get('workflow_dispatch')), ...inputsOf(on?.entries.get('workflow_call')) };
  return readJobs(root, { values, branch: onlyBranch(on), prefix: '', file: followed.path, depth: 0 }, followed).steps;
}

/** How other workflows name this one, and those that it begins after. */
export function namesOf(root: LocatedNode): { readonly name?: string; readonly follows?: readonly string[] } {
  const name = root.entries.get('name')?.text;
  const run = root.entries.get('on')?.entries.get('workflow_run')?.entries.get('workflows');
  return {
    ...(name === undefined ? {} : { name }),
    ...(run === undefined ? {} : { follows: run.items.flatMap(({ text }) => text ?? []) }),
  };
}

/** Whether a workflow is told to begin when a tag is pushed, or a release is made. */
export function isOfTags(root: LocatedNode): boolean {
  const on = root.entries.get('on');
  const push = on?.entries.get('push');
  const isRelease = on?.text === 'release' || on?.items.some(({ text }) => text === 'release') === true;
  return isRelease || on?.entries.has('release') === true || push?.entries.has('tags') === true;
}

/** Whether nothing starts a workflow but other workflows. */
export function isCalledOnly(root: LocatedNode): boolean {
  const on = root.entries.get('on');
  const names =
    on?.text === undefined ? [...(on?.entries.keys() ?? []), ...(on?.items ?? []).map((each) => each.text)] : [on.text];
  return names.length === 1 && names[0] === 'workflow_call';
}

function readJobs(root: LocatedNode, scope: Scope, followed: Followed): ReadJobs {
  const { branch, prefix, start } = scope;
  const global = variablesOf(root.entries.get('env'), scope.values);
  const jobs = root.entries.get('jobs')?.entries ?? new Map<string, LocatedNode>();
  const withBranch = (push: Image): Image =>
    branch === undefined ? push : { ...push, text: push.text.replace(ofBranch, `:${branch}`) };
  let outputs: Variables = {};
  const steps = inOrder(jobs).flatMap(([name, job]) => {
    const needs = needsOf(job).map((need) => prefix + need);
    followed.waits.set(prefix + name, start === undefined ? needs : [start, ...needs]);
    if (neverRuns(job)) return [];
    const sets = matrixOf(job, (line) => followed.exceed(beyondRuns, scope.file, line));
    const runs = sets.map((matrix) =>
      readJob(name, job, { ...global, ...outputs, ...matrix }, { ...scope, ...defaultsOf(root) }, followed),
    );
    outputs = { ...outputs, ...runs[0]?.outputs };
    return withGate(joinRuns(runs.map((run) => run.steps)), job, 'job').map((step) => ({
      ...step,
      pushes: step.pushes.map(withBranch),
    }));
  });
  followed.count(steps.length);
  return { steps, outputs };
}

/** One run of a job: the images that it runs in, and its steps or those of the workflow that it calls. */
function readJob(name: string, job: LocatedNode, outer: Variables, scope: Scope, followed: Followed): ReadJobs {
  const variables = variablesOf(job.entries.get('env'), outer);
  const full = scope.prefix + name;
  const container = job.entries.get('container');
  const services = [...(job.entries.get('services')?.entries.values() ?? [])];
  const images = [container, ...services].flatMap((node) => image(node?.entries.get('image') ?? node, variables));
  const called = usesOf(job.entries.get('uses'));
  const head: PipelineStep[] =
    images.length === 0 && called === undefined
      ? []
      : [{ ...emptyStep(full, job.line), images, ...(called === undefined ? {} : { uses: called }) }];
  if (called !== undefined) followed.miss(`calls ${called.action}`, scope.file, called.line);
  const inner = callWorkflow(full, job, variables, scope, followed);
  const read = readSteps(
    job.entries.get('steps')?.items ?? [],
    variables,
    { ...scope, job: full, ...defaultsOf(job) },
    followed,
  );
  const own = [...(job.entries.get('outputs')?.entries ?? [])].map(
    ([key, { text = '' }]) => [`needs.${name}.outputs.${key}`, fillExpressions(text, read.values)] as const,
  );
  const given = Object.entries(inner.outputs).map(([key, text]) => [`needs.${name}.outputs.${key}`, text] as const);
  return { steps: [...head, ...inner.steps, ...read.steps], outputs: Object.fromEntries([...own, ...given]) };
}

/** What a job does that calls a workflow of the repository, with the inputs that it gives; its outputs by their names. */
function callWorkflow(job: string, node: LocatedNode, values: Variables, scope: Scope, followed: Followed): ReadJobs {
  const uses = node.entries.get('uses');
  const nothing = { steps: [], outputs: {} };
  if (uses?.text?.startsWith('./') !== true) return nothing;
  const file = followed.locate(uses.text);
  const root = file === undefined ? undefined : followed.read(file)?.[0];
  if (file === undefined || root === undefined || !followed.mayFollow(scope.depth)) {
    followed.miss(`calls ${uses.text}`, scope.file, uses.line);
    return nothing;
  }
  const start = `${job} /`;
  const declared = root.entries.get('on')?.entries.get('workflow_call');
  const given = givenInputs(node.entries.get('with'), values);
  const inner = readJobs(
    root,
    { ...scope, values: inputsOf(declared, given), prefix: `${job} / `, start, file, depth: scope.depth + 1 },
    followed,
  );
  // Whoever waits for the caller waits for all that it calls.
  if (!followed.waits.has(start)) followed.waits.set(start, followed.waits.get(job) ?? []);
  const all = [...(root.entries.get('jobs')?.entries.keys() ?? [])].map((each) => `${job} / ${each}`);
  followed.waits.set(job, [...all, start]);
  const inJobs = Object.fromEntries(
    Object.entries(inner.outputs).map(([key, value]) => [key.replace(/^needs\./, 'jobs.'), value]),
  );
  const outputs = [...(declared?.entries.get('outputs')?.entries ?? [])].map(
    ([key, { entries }]) => [key, fillExpressions(entries.get('value')?.text ?? '', inJobs)] as const,
  );
  return { steps: inner.steps.map((step) => ({ file, ...step })), outputs: Object.fromEntries(outputs) };
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
