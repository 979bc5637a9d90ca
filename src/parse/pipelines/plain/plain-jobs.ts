import type { PipelineFacts, PipelineStep } from '../../../model/pipelines/pipeline-facts.ts';
import type { LocatedNode } from '../../text/located-yaml.ts';
import { type Difference, otherMachine, readForms } from '../as-written.ts';
import { readTemplates } from '../gitlab/extended-jobs.ts';
import { fillExpressions, neverRuns } from '../pipeline-text.ts';
import { type Act, actsOf } from './acts.ts';
import { actOfAction } from './plain-actions.ts';
import { listOf, plainVariable } from './plain-variables.ts';
import { readStraight } from './straight.ts';

/** A pipeline as far as it has known forms alone. */
export interface PlainPipeline {
  /** What around its jobs is of no known form. */
  readonly odd?: Difference;
  readonly root: LocatedNode;
  readonly jobs: readonly PlainJob[];
}

export interface PlainJob {
  readonly name: string;
  readonly node: LocatedNode;
  /** What of the job is of no known form: a key, or a variable. */
  readonly odd?: Difference;
  readonly steps: readonly PlainStep[];
}

export interface PlainStep {
  /** What of the step itself is of no known form. */
  readonly odd?: Difference;
  /** It has a condition of its own. */
  readonly isConditional: boolean;
  readonly acts: readonly (Act | Difference)[];
  /** Line and program of what runs whenever the step does. */
  readonly straight: ReadonlySet<string>;
  /** Names that its shell gives a value, each with its line. */
  readonly sets: readonly { readonly name: string; readonly line: number }[];
}

const keys = {
  github: {
    pipeline: listOf('name run-name on permissions concurrency env defaults jobs'),
    job: listOf('name runs-on needs if permissions concurrency env defaults outputs timeout-minutes steps'),
    step: listOf('name id if run uses with env shell working-directory timeout-minutes'),
  },
  gitlab: {
    pipeline: listOf('stages workflow variables image services cache default'),
    job: listOf(
      'stage image services variables needs dependencies extends before_script script artifacts cache tags timeout retry interruptible rules only except when allow_failure',
    ),
    default: listOf('image services cache tags timeout retry interruptible artifacts'),
  },
};

/** Reads a pipeline by its text and by the steps that were read of it: what in it has a known form, and what has none. */
export function readPlainJobs(pipeline: PipelineFacts, text: string): PlainPipeline | Difference {
  if (pipeline.system === 'circleci') return { line: 1, what: 'jobs of CircleCI' };
  const root = readForms(text);
  if ('what' in root) return root;
  const [elsewhere] = pipeline.elsewhere ?? [];
  const odd = elsewhere === undefined ? undefined : { line: elsewhere.line, what: `a part that ${elsewhere.does}` };
  return pipeline.system === 'github' ? ofGithub(root, pipeline, odd) : ofGitlab(root, pipeline, odd);
}

function ofGithub(root: LocatedNode, { steps }: PipelineFacts, odd: Difference | undefined): PlainPipeline {
  const around =
    odd ?? foreign(root, keys.github.pipeline) ?? oddDefaults(root) ?? oddVariable(root.entries.get('env'));
  const jobs = [...(root.entries.get('jobs')?.entries ?? [])].filter(([, node]) => !neverRuns(node));
  return {
    ...oddly(around),
    root,
    jobs: jobs.map(([name, node]) => {
      const found =
        otherMachine(node) ??
        foreign(node, keys.github.job) ??
        oddDefaults(node) ??
        oddVariable(node.entries.get('env'));
      const items = (node.entries.get('steps')?.items ?? []).filter((each) => !neverRuns(each));
      const own = steps.filter(({ job, file }) => job === name && file === undefined);
      return { name, node, ...oddly(found), steps: items.map((each) => githubStep(each, own)) };
    }),
  };
}

function oddly(odd: Difference | undefined): { readonly odd?: Difference } {
  return odd === undefined ? {} : { odd };
}

function foreign(node: LocatedNode, known: ReadonlySet<string>): Difference | undefined {
  const found = [...node.entries].find(([name]) => !known.has(name));
  return found === undefined ? undefined : { line: found[1].line, what: `"${found[0]}:"` };
}

function oddVariable(variables: LocatedNode | undefined): Difference | undefined {
  const found = [...(variables?.entries ?? [])].find(
    ([name, node]) => !plainVariable(name, node.text ?? node.entries.get('value')?.text ?? ''),
  );
  return found === undefined ? undefined : { line: found[1].line, what: `the variable ${found[0]}` };
}

const shells = /^(?:ba)?sh$/;

/** `defaults: run:` may name the usual shells and a folder. */
function oddDefaults({ entries }: LocatedNode): Difference | undefined {
  const run = entries.get('defaults')?.entries.get('run');
  const shell = run?.entries.get('shell');
  return shell === undefined || shells.test(shell.text ?? '')
    ? undefined
    : { line: shell.line, what: `the shell ${shell.text ?? ''}` };
}

function githubStep(node: LocatedNode, steps: readonly PipelineStep[]): PlainStep {
  const { entries } = node;
  const shell = entries.get('shell');
  const step = steps.find(({ line }) => line === node.line);
  const odd =
    foreign(node, keys.github.step) ??
    oddVariable(entries.get('env')) ??
    (shell === undefined || shells.test(shell.text ?? '')
      ? undefined
      : { line: shell.line, what: `the shell ${shell.text ?? ''}` });
  const run = entries.get('run');
  const straight = run?.text === undefined ? undefined : readStraight(fillExpressions(run.text, {}), run.lineAt);
  const uses = entries.get('uses');
  const acts =
    step === undefined
      ? [{ line: node.line, what: 'a step that was not read' }]
      : run === undefined
        ? []
        : actsOf(step);
  return {
    ...oddly(odd ?? straight?.odd ?? oddSet(straight?.sets ?? [])),
    isConditional: entries.has('if'),
    acts: uses === undefined || step === undefined ? acts : [actOfAction(step, uses)],
    straight: straight?.commands ?? new Set(),
    sets: [...(straight?.sets ?? []), ...setsFor(step)],
  };
}

function oddSet(
  sets: readonly { readonly name: string; readonly value: string; readonly line: number }[],
): Difference | undefined {
  const found = sets.find(({ name, value }) => !plainVariable(name, value.replaceAll('"', '')));
  return found === undefined ? undefined : { line: found.line, what: `the variable ${found.name}` };
}

/** Names that a step hands to those after it. */
function setsFor(step: PipelineStep | undefined): PlainStep['sets'] {
  return (step?.commands ?? []).flatMap(({ program, words: [, ...rest], writes, line }) =>
    program === 'export' || program === 'read' || writes.some((path) => path.includes('GITHUB_ENV'))
      ? rest.flatMap((word) =>
          [...word.matchAll(/(?:^|\n)(\w+)(?=$|=|<<)/g)].map((found) => ({ name: found[1] ?? '', line })),
        )
      : [],
  );
}

function ofGitlab(root: LocatedNode, { steps }: PipelineFacts, odd: Difference | undefined): PlainPipeline {
  const { entries } = root;
  const around = [...entries].find(
    ([name, node]) => !keys.gitlab.pipeline.has(name) && !name.startsWith('.') && !isJob(node),
  );
  const defaults = entries.get('default');
  const templates = readTemplates(entries);
  const jobs = [...entries].filter(
    ([name, node]) => !name.startsWith('.') && !keys.gitlab.pipeline.has(name) && isJob(node),
  );
  return {
    ...oddly(
      odd ??
        (around === undefined ? undefined : { line: around[1].line, what: `"${around[0]}:"` }) ??
        (defaults === undefined ? undefined : foreign(defaults, keys.gitlab.default)) ??
        oddImage(entries.get('image') ?? defaults?.entries.get('image')) ??
        oddVariable(entries.get('variables')),
    ),
    root,
    jobs: jobs.map(([name, written]) => {
      const node = { ...written, entries: templates(name) };
      const found =
        foreign(node, keys.gitlab.job) ??
        oddImage(node.entries.get('image')) ??
        oddVariable(node.entries.get('variables'));
      const own = steps.filter(({ job, file }) => job === name && file === undefined);
      return { name, node, ...oddly(found), steps: [gitlabStep(node, own)] };
    }),
  };
}

function isJob({ entries }: LocatedNode): boolean {
  return entries.has('script') || entries.has('extends');
}

/** An image whose own program stands before the shell may run none of its lines. */
function oddImage(image: LocatedNode | undefined): Difference | undefined {
  const entrypoint = image?.entries.get('entrypoint');
  const isNone = entrypoint?.text === '' || entrypoint?.items.every(({ text }) => text === '') === true;
  return entrypoint === undefined || isNone ? undefined : { line: entrypoint.line, what: 'an "entrypoint:"' };
}

function gitlabStep(node: LocatedNode, steps: readonly PipelineStep[]): PlainStep {
  const lines = ['before_script', 'script'].flatMap((key) => flat(node.entries.get(key)));
  const read = lines.flatMap((each) => (each.text === undefined ? [] : [readStraight(each.text, each.lineAt)]));
  const sets = read.flatMap((each) => each.sets);
  const acts = steps.flatMap((step) => actsOf(step));
  const odd = read.map((each) => each.odd).find((each) => each !== undefined);
  return {
    ...oddly(odd ?? oddSet(sets)),
    isConditional: false,
    acts: steps.length === 0 ? [{ line: node.line, what: 'a job that was not read' }] : acts,
    straight: new Set(read.flatMap((each) => [...each.commands])),
    sets: [...sets, ...steps.flatMap((step) => setsFor(step))],
  };
}

function flat(node: LocatedNode | undefined): readonly LocatedNode[] {
  if (node === undefined) return [];
  return node.items.length > 0 ? node.items.flatMap(flat) : [node];
}
