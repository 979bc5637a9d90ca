import type { PipelineStep } from '../../model/pipelines/pipeline-facts.ts';
import type { LocatedNode } from '../text/located-yaml.ts';
import type { Followed } from './followed.ts';
import { withGate } from './gates.ts';
import { givenInputs, inputsOf } from './inputs.ts';
import {
  emptyStep,
  fillExpressions,
  linesIn,
  type NamedImage,
  neverRuns,
  scriptOf,
  type Variables,
  variablesOf,
} from './pipeline-text.ts';
import { startIn } from './one-shell.ts';
import { valuesWritten } from './step-values.ts';
import { imagesOfCommands, pushesOfAction, pushesOfCommands } from './run-images.ts';

/** The job or the action whose steps are read. */
interface Place {
  readonly job: string;
  readonly branch: string | undefined;
  readonly file: string;
  readonly depth: number;
  /** The shell of steps that name none, and the folder that they run in. */
  readonly shell?: string;
  readonly folder?: string;
}

interface ReadSteps {
  readonly steps: readonly PipelineStep[];
  /** The values that are known behind the last one. */
  readonly values: Variables;
  readonly named: readonly NamedImage[];
}

/** Steps in their order, those of the repository's own actions behind the step that uses them. */
export function readSteps(list: readonly LocatedNode[], outer: Variables, place: Place, followed: Followed): ReadSteps {
  const steps: PipelineStep[] = [];
  const named: NamedImage[] = [];
  const values = { ...outer };
  for (const step of list) {
    if (neverRuns(step)) continue;
    const own = variablesOf(step.entries.get('env'), values);
    const id = step.entries.get('id')?.text;
    const made = namesOfMetadata(step, own, place.branch);
    named.push(...made);
    followed.named.push(...made);
    const read = githubStep(place, step, own, named.length > 0 ? named : followed.named);
    const action = followAction(step, own, place, followed);
    steps.push(...withGate([read, ...action.steps], step, 'step'));
    named.push(...action.named.map((each) => ({ ...each, id: id ?? '' })));
    const script = fillExpressions(step.entries.get('run')?.text ?? '', own);
    const known = { ...action.values, ...outputsOfAction(read.uses?.action) };
    const written = { ...valuesWritten(read.commands, id, script), ...outputsAs(id, known) };
    Object.assign(values, written);
  }
  return { steps, values, named };
}

/** What an action of others is known to give. */
function outputsOfAction(action: string | undefined): Variables {
  return action === 'aws-actions/amazon-ecr-login' ? { registry: 'ACCOUNT.dkr.ecr.REGION.amazonaws.com' } : {};
}

function outputsAs(id: string | undefined, values: Variables): Variables {
  if (id === undefined) return {};
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`steps.${id}.outputs.${name}`, value]));
}

/** What one of the repository's own actions does, with the inputs that it is given; `values` are its outputs by their names. */
function followAction(step: LocatedNode, values: Variables, place: Place, followed: Followed): ReadSteps {
  const nothing: ReadSteps = { steps: [], values: {}, named: [] };
  const uses = step.entries.get('uses');
  if (uses?.text?.startsWith('./') !== true) return nothing;
  const folder = followed.locate(uses.text);
  const names = folder === undefined ? [] : ['action.yml', 'action.yaml'].map((name) => joined(folder, name));
  const file = names.find((name) => followed.text(name) !== undefined);
  const root = file === undefined ? undefined : followed.read(file)?.[0];
  const runs = root?.entries.get('runs');
  if (file === undefined || runs?.entries.get('using')?.text !== 'composite' || !followed.mayFollow(place.depth)) {
    followed.miss(`uses ${uses.text}`, place.file, uses.line);
    const image = /^docker:\/\/(.+)$/.exec(runs?.entries.get('image')?.text ?? '')?.[1];
    if (file === undefined || image === undefined) return nothing;
    const line = runs?.entries.get('image')?.line ?? 1;
    return { ...nothing, steps: [{ ...emptyStep(place.job, line), file, images: [{ text: image, line }] }] };
  }
  const given = inputsOf(root, givenInputs(step.entries.get('with'), values));
  const outside = Object.entries(values).filter(([name]) => !/^(?:inputs|steps)\./.test(name));
  const inner = readSteps(
    runs.entries.get('steps')?.items ?? [],
    { ...Object.fromEntries(outside), ...given, ...placeOf(file) },
    { ...place, file, depth: place.depth + 1 },
    followed,
  );
  followed.count(inner.steps.length);
  const outputs = [...(root?.entries.get('outputs')?.entries ?? [])].map(
    ([key, { entries }]) => [key, fillExpressions(entries.get('value')?.text ?? '', inner.values)] as const,
  );
  return { ...inner, steps: inner.steps.map((each) => ({ file, ...each })), values: Object.fromEntries(outputs) };
}

/** Where the files of an action lie, as its steps name it. */
function placeOf(file: string): Variables {
  const folder = file.slice(0, Math.max(0, file.lastIndexOf('/')));
  return { GITHUB_ACTION_PATH: `./${folder}`, 'github.action_path': `./${folder}` };
}

function joined(folder: string, name: string): string {
  return folder === '' || folder.endsWith(':') ? folder + name : `${folder}/${name}`;
}

/** Image names that docker/metadata-action makes tags for, each with the id of its step. */
function namesOfMetadata(step: LocatedNode, variables: Variables, branch: string | undefined): NamedImage[] {
  if (step.entries.get('uses')?.text?.startsWith('docker/metadata-action@') !== true) return [];
  const inputs = step.entries.get('with');
  return linesIn(inputs?.entries.get('images'), variables).map((found) => ({
    ...found,
    id: step.entries.get('id')?.text ?? '',
    ...onlyTag(inputs, variables, branch),
  }));
}

/** The tag of `type=raw,value=latest`, or that of the branch, where no line makes another one. */
function onlyTag(
  inputs: LocatedNode | undefined,
  variables: Variables,
  branch: string | undefined,
): { readonly tag?: string } {
  const text = fillExpressions(inputs?.entries.get('tags')?.text ?? '', variables);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  // Without lines it takes the name of the branch, of the tag or of the pull request.
  const isOfBranch = lines.every((line) => /(?:^|,)\s*type=(?:ref,\s*event=(?:branch|pr)|edge)\b/.test(line));
  if (branch !== undefined && isOfBranch) return { tag: branch };
  const tag = lines.length === 1 ? /(?:^|,)\s*value=([\w.-]+)\s*(?:,|$)/.exec(lines[0] ?? '')?.[1] : undefined;
  return tag !== undefined && /(?:^|,)\s*type=raw\b/.test(lines[0] ?? '') ? { tag } : {};
}

function githubStep(place: Place, step: LocatedNode, variables: Variables, named: readonly NamedImage[]): PipelineStep {
  const uses = usesOf(step.entries.get('uses'));
  const inputs = Object.fromEntries(
    [...(step.entries.get('with')?.entries ?? [])].map(([name, node]) => [
      name,
      fillExpressions(node.text ?? '', variables),
    ]),
  );
  const run = step.entries.get('run');
  const folder = fillExpressions(step.entries.get('working-directory')?.text ?? place.folder ?? '', variables);
  const commands = run === undefined ? [] : startIn(folder, scriptOf(run, variables));
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
  const shell = step.entries.get('shell')?.text ?? place.shell;
  return {
    job: place.job,
    line: step.line,
    inputs,
    commands,
    images,
    pushes,
    ...(uses === undefined ? {} : { uses }),
    ...(shell === undefined ? {} : { shell }),
  };
}

/** What `defaults: run:` of a workflow or a job says for steps that say nothing. */
export function defaultsOf({ entries }: LocatedNode): Pick<Place, 'shell' | 'folder'> {
  const run = entries.get('defaults')?.entries.get('run')?.entries;
  const [shell, folder] = [run?.get('shell')?.text, run?.get('working-directory')?.text];
  return { ...(shell === undefined ? {} : { shell }), ...(folder === undefined ? {} : { folder }) };
}

/** What a job or a step takes from others, by a name with its version. */
export function usesOf(node: LocatedNode | undefined): PipelineStep['uses'] {
  const match = /^([^@\s]+)@(\S+)$/.exec(node?.text ?? '');
  const [, action, ref] = match ?? [];
  return node === undefined || action === undefined || ref === undefined || action.startsWith('docker:')
    ? undefined
    : { action, ref, line: node.line };
}
