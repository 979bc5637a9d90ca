import type { PipelineFacts, PipelineStep } from '../../model/pipelines/pipeline-facts.ts';
import { readYaml, type LocatedNode } from '../text/located-yaml.ts';
import { imagesOfCommands, pushesOfAction, pushesOfCommands } from './run-images.ts';
import { readShell } from '../shell/shell.ts';

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
const gitlabStages = ['.pre', 'build', 'test', 'deploy', '.post'];

type Image = PipelineStep['images'][number];

/** Whether a path is that of a pipeline, and whose. */
export function pipelineSystem(path: string): PipelineFacts['system'] | undefined {
  if (/^\.github\/workflows\/[^/]+\.ya?ml$/.test(path)) return 'github';
  return /^\.gitlab-ci\.ya?ml$/.test(path) ? 'gitlab' : undefined;
}

/** Reads a GitHub workflow or a GitLab pipeline: its steps in the order in which they run. */
export function readPipeline(path: string, text: string, system: PipelineFacts['system']): PipelineFacts {
  const read = readYaml(text);
  if ('problem' in read) return { path, system, steps: [], unread: read.problem };
  const [root] = read.documents;
  if (root === undefined || root.entries.size === 0)
    return { path, system, steps: [], unread: { reason: 'it holds no pipeline', line: 1 } };
  return { path, system, steps: system === 'github' ? githubSteps(root) : gitlabSteps(root) };
}

type Variables = Readonly<Record<string, string>>;

function variablesOf(node: LocatedNode | undefined, outer: Variables): Variables {
  const own = [...(node?.entries ?? [])].flatMap(([name, entry]) => {
    const text = entry.text ?? entry.entries.get('value')?.text;
    return text === undefined ? [] : [[name, fillExpressions(text, outer)] as const];
  });
  return { ...outer, ...Object.fromEntries(own) };
}

/** `${{ env.NAME }}` with a known value is that value; any other expression becomes one word, whatever blanks are in it. */
function fillExpressions(text: string, variables: Variables): string {
  return text.replaceAll(
    /\$\{\{\s*(.*?)\s*\}\}/g,
    (found, inner: string) =>
      variables[/^env\.(\w+)$/.exec(inner)?.[1] ?? ''] ?? found.replaceAll(/[\s'"|&()<>;`]/g, '_').replace('$', '%'),
  );
}

function githubSteps(root: LocatedNode): PipelineStep[] {
  const global = variablesOf(root.entries.get('env'), {});
  const jobs = root.entries.get('jobs')?.entries ?? new Map<string, LocatedNode>();
  return inOrder(jobs).flatMap(([name, job]) => {
    const container = job.entries.get('container');
    const services = [...(job.entries.get('services')?.entries.values() ?? [])];
    const images = [container, ...services].flatMap((node) => image(node?.entries.get('image') ?? node));
    const called = usesOf(job.entries.get('uses'));
    const head: PipelineStep[] =
      images.length === 0 && called === undefined
        ? []
        : [
            {
              job: name,
              line: job.line,
              inputs: {},
              commands: [],
              images,
              pushes: [],
              ...(called === undefined ? {} : { uses: called }),
            },
          ];
    const variables = variablesOf(job.entries.get('env'), global);
    const steps = job.entries.get('steps')?.items ?? [];
    const named = steps.flatMap((step) =>
      step.entries.get('uses')?.text?.startsWith('docker/metadata-action@') === true
        ? linesIn(step.entries.get('with')?.entries.get('images'), variables)
        : [],
    );
    return [
      ...head,
      ...steps.map((step) => githubStep(name, step, variablesOf(step.entries.get('env'), variables), named)),
    ];
  });
}

/** Jobs so that each comes after those that it needs. */
function inOrder(jobs: ReadonlyMap<string, LocatedNode>): (readonly [string, LocatedNode])[] {
  const done = new Map<string, LocatedNode>();
  const visit = (name: string, from: ReadonlySet<string>): void => {
    const job = jobs.get(name);
    if (job === undefined || done.has(name) || from.has(name)) return;
    const needs = job.entries.get('needs');
    for (const need of [needs?.text, ...(needs?.items ?? []).map((item) => item.text)])
      if (need !== undefined) visit(need, new Set([...from, name]));
    done.set(name, job);
  };
  for (const name of jobs.keys()) visit(name, new Set());
  return [...done];
}

/** Lines of a text, each with its place. */
function linesIn(node: LocatedNode | undefined, variables: Variables): Image[] {
  const text = node?.text ?? '';
  return [...text.matchAll(/[^\n,]+/g)].flatMap((found) =>
    found[0].trim() === ''
      ? []
      : [{ text: fillExpressions(found[0].trim(), variables), line: node?.lineAt(found.index) ?? 1 }],
  );
}

function githubStep(job: string, step: LocatedNode, variables: Variables, named: readonly Image[]): PipelineStep {
  const uses = usesOf(step.entries.get('uses'));
  const inputs = Object.fromEntries(
    [...(step.entries.get('with')?.entries ?? [])].map(([name, node]) => [name, node.text ?? '']),
  );
  const run = step.entries.get('run');
  const commands = run === undefined ? [] : scriptOf(run, variables);
  const pushes = [
    ...pushesOfCommands(commands),
    ...pushesOfAction(uses?.action, inputs, linesIn(step.entries.get('with')?.entries.get('tags'), variables), named),
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

function gitlabSteps(root: LocatedNode): PipelineStep[] {
  const defaults = root.entries.get('default') ?? root;
  const stages = root.entries.get('stages')?.items.map((item) => item.text ?? '') ?? gitlabStages;
  const order = (job: LocatedNode): number => stages.indexOf(job.entries.get('stage')?.text ?? 'test');
  const jobs = [...root.entries].filter(
    ([name, node]) => !gitlabKeywords.has(name) && !name.startsWith('.') && node.entries.size > 0,
  );
  const global = variablesOf(root.entries.get('variables'), {});
  return jobs
    .toSorted(([, a], [, b]) => order(a) - order(b))
    .flatMap(([name, written]) => {
      const job = withTemplates(written, root, 0);
      const variables = variablesOf(job.get('variables'), global);
      const own = (key: string): LocatedNode | undefined =>
        job.get(key) ?? defaults.entries.get(key) ?? root.entries.get(key);
      const services = own('services')?.items ?? [];
      const images = [own('image'), ...services].flatMap((node) => image(node?.entries.get('name') ?? node));
      const commands = ['before_script', 'script', 'after_script'].flatMap((key) =>
        linesOf(own(key)).flatMap((line) => scriptOf(line, variables)),
      );
      return [
        {
          job: name,
          line: written.line,
          inputs: {},
          commands,
          images: [...images, ...imagesOfCommands(commands)],
          pushes: pushesOfCommands(commands),
        },
      ];
    });
}

/** Entries of a job with those of the hidden jobs that it extends. */
function withTemplates(job: LocatedNode, root: LocatedNode, depth: number): ReadonlyMap<string, LocatedNode> {
  const parent = job.entries.get('extends');
  const names = [parent?.text, ...(parent?.items ?? []).map((item) => item.text)];
  const inherited = names.flatMap((name) => {
    const found = root.entries.get(name ?? '');
    return found === undefined || depth > 10 ? [] : [...withTemplates(found, root, depth + 1)];
  });
  return new Map([...inherited, ...job.entries]);
}

function linesOf(node: LocatedNode | undefined): readonly LocatedNode[] {
  if (node === undefined) return [];
  return node.items.length > 0 ? node.items.flatMap((item) => (item.items.length > 0 ? item.items : [item])) : [node];
}

function scriptOf(node: LocatedNode, variables: Variables): ReturnType<typeof readShell> {
  const text = (node.text ?? '').replaceAll(/\$\{\{.*?\}\}/g, (found) => fillExpressions(found, variables));
  return readShell(text, node.lineAt, (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined));
}

function image(node: LocatedNode | undefined): Image[] {
  return node?.text === undefined || node.text === '' ? [] : [{ text: node.text, line: node.line }];
}
