import type { PipelineStep } from '../../../model/pipelines/pipeline-facts.ts';
import type { LocatedNode } from '../../text/located-yaml.ts';
import { groupBy } from '../../../shared/group-by.ts';
import type { Followed } from '../followed.ts';
import { type Beyond, beyondRuns, combine, firstOf, joinRuns } from '../matrix.ts';
import { readTemplates } from './extended-jobs.ts';
import { type GitlabPipeline, withIncludes } from './gitlab-includes.ts';
import { filled, namesOpen, withOwn } from './gitlab-variables.ts';
import { mayRun, neverByRules, withRules } from '../gates.ts';
import { inOneShell, type OneShell } from '../one-shell.ts';
import { isDue } from '../job-order.ts';
import { emptyStep, fillVariables, image, scriptOf, type Variables, variablesOf } from '../pipeline-text.ts';
import { imagesOfCommands, pushesOfCommands } from '../run-images.ts';

/** Top-level keys of `.gitlab-ci.yml` that are no jobs. */
const gitlabKeywords = new Set([
  'stages',
  'variables',
  'default',
  'include',
  'workflow',
  'image',
  'services',
  'before_script',
  'after_script',
  'cache',
  'pages:deploy',
  'spec',
]);
const gitlabStages = ['build', 'test', 'deploy'];

/** Where a pipeline is read: by itself, or as a job of another one starts it. */
interface Scope {
  readonly path: string;
  /** What the starting job hands on, which counts more than the pipeline's own. */
  readonly given: Variables;
  /** Before the names of its jobs. */
  readonly prefix: string;
  /** What its first stage waits for. */
  readonly start: readonly string[];
  readonly depth: number;
}

interface GitlabJob {
  readonly name: string;
  readonly line: number;
  /** Its entries, with those of the jobs that it extends. */
  readonly job: ReadonlyMap<string, LocatedNode>;
  readonly stage: number;
}

/** Steps of a GitLab pipeline with the files of the repository that it includes or starts, one a job and file, in the order of its stages. */
export function gitlabSteps(root: LocatedNode, followed: Followed): PipelineStep[] {
  return readPipeline(root, { path: followed.path, given: {}, prefix: '', start: [], depth: 0 }, followed);
}

function readPipeline(root: LocatedNode, scope: Scope, followed: Followed): PipelineStep[] {
  const named = { ...variablesOf(root.entries.get('variables'), {}), ...scope.given };
  const pipeline = withIncludes(root, scope.path, named, followed);
  const { entries } = pipeline;
  if (neverByRules(entries.get('workflow')?.entries.get('rules'))) return [];
  const listed = entries.get('stages')?.items.map((item) => item.text ?? '') ?? gitlabStages;
  const places = new Map(['.pre', ...listed, '.post'].map((stage, index) => [stage, index] as const).toReversed());
  const templates = readTemplates(entries);
  // Where none are listed here, a part that is kept elsewhere may list them.
  const isOpen = !entries.has('stages') && followed.elsewhere.length > 0;
  const noStage = (name: string, line: number): number =>
    isOpen ? listed.length : followed.noStage(name, scope.path, line);
  const jobs = [...entries]
    .filter(([name, { entries: own }]) => own.has('script') || (!gitlabKeywords.has(name) && own.size > 0))
    .filter(([name]) => !name.startsWith('.') && mayRun(templates(name)))
    .map(([name, written]) => {
      const job = templates(name);
      const stage = places.get(job.get('stage')?.text ?? 'test') ?? noStage(name, written.line);
      return { name: scope.prefix + name, line: written.line, job, stage };
    })
    .toSorted((a, b) => a.stage - b.stage);
  noteOrder(jobs, scope, followed);
  const written = { ...variablesOf(entries.get('variables'), scope.given), ...scope.given };
  const open = namesOpen(written);
  const global = filled(written, open);
  const steps = (jobs.some(({ stage }) => stage < 0) ? [] : jobs).flatMap((each) => {
    const variables = each.job.has('variables') ? withOwn(each.job.get('variables'), written, open) : global;
    const sets = runsOf(each.job.get('parallel'), (line) => followed.exceed(beyondRuns, scope.path, line));
    const runs = sets.map((run) => stepsOfJob(each, run === noRun ? variables : { ...variables, ...run }, pipeline));
    return withRules([...joinRuns(runs), ...startedBy(each, variables, pipeline, scope, followed)], each.job);
  });
  followed.count(steps.length);
  return steps;
}

/** A job waits for the jobs that it needs, or else for all of the stages before its own. */
function noteOrder(jobs: readonly GitlabJob[], { prefix, start }: Scope, { waits }: Followed): void {
  const group = (stage: number): string => `${prefix}stage ${String(stage)} /`;
  let before: readonly string[] = start;
  for (const [stage, names] of [...groupBy(jobs, ({ stage: each }) => each)].toSorted(([a], [b]) => a - b)) {
    waits.set(group(stage), before);
    before = [...names.filter(({ job }) => isDue(job)).map(({ name }) => name), group(stage)];
  }
  for (const { name, job, stage } of jobs) {
    const needs = job.get('needs');
    const named = [needs?.text, ...(needs?.items ?? []).map((item) => item.text ?? item.entries.get('job')?.text)];
    const own = named.flatMap((each) => (each === undefined ? [] : [prefix + each]));
    waits.set(name, needs === undefined ? [group(stage)] : [...start, ...own]);
  }
}

const noRun: Variables = {};

/** The values of `parallel: matrix:`, one set for each run; `beyond` is told where there are more than are read. */
function runsOf(parallel: LocatedNode | undefined, beyond: Beyond): readonly Variables[] {
  const matrix = parallel?.entries.get('matrix');
  const first = <T>(all: readonly T[]): readonly T[] => firstOf(all, () => beyond(matrix?.line ?? 1));
  const runs = first(matrix?.items ?? []).flatMap(({ entries }) => {
    let own: readonly Variables[] = [{}];
    for (const [name, node] of first([...entries])) {
      const values = node.text === undefined ? first(node.items).flatMap(({ text }) => text ?? []) : [node.text];
      own = first(combine(own, name, values));
    }
    return own;
  });
  return runs.length === 0 ? [noRun] : first(runs);
}

/** Steps of the pipelines of the repository that a job starts: `trigger: include:`. */
function startedBy(
  { name, job }: GitlabJob,
  variables: Variables,
  { fileOf }: GitlabPipeline,
  scope: Scope,
  followed: Followed,
): PipelineStep[] {
  const trigger = job.get('trigger');
  if (trigger === undefined) return [];
  const from = fileOf(trigger) ?? followed.path;
  const include = trigger.entries.get('include');
  if (include === undefined) {
    followed.miss('starts the pipeline of another project', from, trigger.line);
    return [];
  }
  const before = followed.waits.get(name) ?? [];
  return (include.items.length > 0 ? include.items : [include]).flatMap((each) => {
    const local = each.text ?? each.entries.get('local')?.text;
    const path = local === undefined ? undefined : followed.locate(fillVariables(local, variables));
    // A project of its own is judged by itself.
    if (path !== undefined && followed.isApart(path)) return [];
    const root = path === undefined ? undefined : followed.read(path)?.at(-1);
    if (path === undefined || root === undefined || !followed.mayFollow(scope.depth)) {
      followed.miss('starts a pipeline that lies elsewhere', from, each.line);
      return [];
    }
    const inner = { path, given: variables, prefix: `${name} / `, start: before, depth: scope.depth + 1 };
    const steps = readPipeline(root, inner, followed);
    // Only a job that is told to depend on what it starts waits for it.
    if (trigger.entries.has('strategy'))
      followed.waits.set(name, [...before, ...new Set(steps.map((step) => step.job))]);
    return steps;
  });
}

function stepsOfJob(
  { name, line, job }: GitlabJob,
  variables: Variables,
  { entries, fileOf }: GitlabPipeline,
): PipelineStep[] {
  const own = (key: string): LocatedNode | undefined =>
    job.get(key) ?? entries.get('default')?.entries.get(key) ?? entries.get(key);
  const found = [own('image'), ...(own('services')?.items ?? [])];
  const parts: PipelineStep[] = found.flatMap((node) => {
    const images = image(node?.entries.get('name') ?? node, variables);
    return node === undefined || images.length === 0 ? [] : [{ ...emptyStep(name, line), ...of(node, fileOf), images }];
  });
  let shell: OneShell = { folder: '', strict: true };
  for (const key of ['before_script', 'script', 'after_script']) {
    // What comes after the script has a shell of its own.
    if (key === 'after_script') shell = { folder: '', strict: true };
    const node = own(key);
    if (node === undefined) continue;
    const lines = linesOf(node, entries).map((each) => scriptOf(each, variables));
    const commands = inOneShell(lines, shell, key !== 'before_script');
    parts.push({
      ...emptyStep(name, line),
      ...of(node, fileOf),
      commands,
      images: imagesOfCommands(commands),
      pushes: pushesOfCommands(commands),
    });
  }
  return joinParts(parts.length === 0 ? [emptyStep(name, line)] : parts);
}

function of(node: LocatedNode, fileOf: GitlabPipeline['fileOf']): { readonly file?: string } {
  const file = fileOf(node);
  return file === undefined ? {} : { file };
}

/** What stands in one file is one step. A name that one part of a script gives an image is known in the next one. */
function joinParts(parts: readonly PipelineStep[]): PipelineStep[] {
  const joined: PipelineStep[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last === undefined || last.file !== part.file) joined.push(part);
    else {
      const commands = [...last.commands, ...part.commands];
      const images = [...last.images, ...part.images];
      joined[joined.length - 1] = { ...last, commands, images, pushes: pushesOfCommands(commands) };
    }
  }
  return joined;
}

/** The lines of a script; `!reference [.job, script]` are those of another job. */
function linesOf(node: LocatedNode, entries: ReadonlyMap<string, LocatedNode>): readonly LocatedNode[] {
  if (node.items.length === 0) return [node];
  const referred = referredBy(node, entries);
  if (referred !== undefined) return linesIn(referred);
  return node.items.flatMap((item) => {
    const other = referredBy(item, entries);
    return other === undefined ? linesIn(item) : linesIn(other);
  });
}

function linesIn(node: LocatedNode): readonly LocatedNode[] {
  return node.items.length === 0 ? [node] : node.items.flatMap((item) => (item.items.length > 0 ? item.items : [item]));
}

function referredBy({ items }: LocatedNode, entries: ReadonlyMap<string, LocatedNode>): LocatedNode | undefined {
  const [job, key, more] = items;
  if (job?.text === undefined || key?.text === undefined || more !== undefined) return undefined;
  return entries.get(job.text)?.entries.get(key.text);
}
