import type { PipelineFacts, PipelineStep } from '../../model/pipelines/pipeline-facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { containerPrograms } from '../shell/vocabulary.ts';
import { buildsOfCommand } from '../pipelines/build-contexts.ts';
import { toldAction, toldBuilder } from './told-builder.ts';

/** A build of a pipeline whose image goes out. */
export interface PushedBuild {
  readonly file: string;
  readonly line: number;
  /** Of the Dockerfile and its context, relative to the project; absent: a variable, or an address. */
  readonly place?: { readonly dockerfile: string; readonly context: string };
  /** No Dockerfile is named, and the builder takes a Containerfile first. */
  readonly prefersContainerfile?: true;
  /** Names that it gives the image. */
  readonly names: readonly string[];
  /** `NAME=value`, or a name whose value the environment has. */
  readonly values: readonly string[];
  readonly target?: string;
  /** What builds it by a file of its own, which is not read here: `docker buildx bake`. */
  readonly by?: string;
  /** Other folders or images that COPY --from takes from. */
  readonly contexts: readonly string[];
  /** What else the builder is told that a rehearsal does not tell it, as it is written. */
  readonly told?: readonly string[];
}

/** Builds whose image is pushed. Where nothing is seen to be pushed, whatever is built may be what goes out: `isPushed` says which. */
export function listPushedBuilds(pipelines: readonly PipelineFacts[]): {
  readonly builds: readonly PushedBuild[];
  readonly isPushed: boolean;
} {
  const isPushed = pipelines.some(({ steps }) => steps.some(({ pushes }) => pushes.length > 0));
  return { builds: pipelines.flatMap((pipeline) => buildsThatGoOut(pipeline, isPushed)), isPushed };
}

function buildsThatGoOut(pipeline: PipelineFacts, isPushed: boolean): readonly PushedBuild[] {
  const { path, steps, unread } = pipeline;
  if (unread !== undefined) return [];
  const pushed = isPushed ? namesThatGoOut(pipeline) : undefined;
  return steps.flatMap((step) => buildsOf(step, step.file ?? path, pushed));
}

/** Names of images that a pipeline pushes, by whatever name they were built. */
export function namesThatGoOut({ steps }: PipelineFacts): ReadonlySet<string> {
  const pushed = new Set(steps.flatMap(({ pushes }) => pushes.map(({ text }) => text)));
  // A second name of an image that is pushed is pushed too.
  for (const [name, other] of secondNames({ steps }).toReversed()) if (pushed.has(other)) pushed.add(name);
  return pushed;
}

/** Names of images, each with another one that `docker tag` gives it. */
export function secondNames({ steps }: Pick<PipelineFacts, 'steps'>): readonly (readonly [string, string])[] {
  return steps
    .flatMap(({ commands }) => commands)
    .flatMap(({ program, words }) => {
      const at = containerPrograms.has(program) ? words.indexOf('tag') : -1;
      return at > 0 && at < 3 ? [[words[at + 1] ?? '', words[at + 2] ?? ''] as const] : [];
    });
}

/** `docker build`, and its twins. */
export function isBuild(command: ShellCommand): boolean {
  const isNamed = containerPrograms.has(command.program) && /^(?:build|bud)$/.test(command.words[1] ?? '');
  return isNamed || buildsOfCommand(command, '').length > 0;
}

function buildsOf(step: PipelineStep, file: string, pushed: ReadonlySet<string> | undefined): readonly PushedBuild[] {
  const { uses, inputs, commands } = step;
  const found: PushedBuild[] = [];
  if (uses?.action === 'docker/build-push-action' && (pushed === undefined || step.pushes.length > 0))
    found.push(ofAction(inputs, file, step));
  if (uses?.action === 'docker/bake-action' && inputs['push'] === 'true')
    found.push({ file, line: step.line, names: [], values: [], contexts: [], by: 'docker buildx bake' });
  for (const command of commands) {
    const by = builderOf(command, commands);
    if (by !== undefined) found.push({ file, line: command.line, names: [], values: [], contexts: [], by });
    const [build] = buildsOfCommand(command, file);
    if (build === undefined && !isBuild(command)) continue;
    const names = [...optionsOf(command, '--tag'), ...optionsOf(command, '-t')];
    const goesOut = pushed === undefined || command.words.includes('--push') || names.some((name) => pushed.has(name));
    if (!goesOut) continue;
    const target = optionsOf(command, '--target').at(-1);
    found.push({
      file,
      line: command.line,
      ...(build === undefined ? {} : { place: build }),
      ...(prefersContainerfile(command) && { prefersContainerfile: true as const }),
      names,
      values: lastOfEach(optionsOf(command, '--build-arg')),
      ...(target === undefined ? {} : { target }),
      contexts: optionsOf(command, '--build-context'),
      told: toldBuilder(command),
    });
  }
  return found;
}

/** https://docs.podman.io/en/latest/markdown/podman-build.1.html */
function prefersContainerfile({ program, words }: ShellCommand): boolean {
  return /^(?:podman|buildah)$/.test(program) && !words.some((word) => /^(?:-f|--file)(?:=|$)/.test(word));
}

function isCompose({ program, words }: ShellCommand, verb: string): boolean {
  return (
    (/^(?:docker|podman)-compose$/.test(program) || (/^(?:docker|podman)$/.test(program) && words[1] === 'compose')) &&
    words.includes(verb)
  );
}

/** What builds and pushes by a file that names stage and values: compose, whose push stands beside it, or bake. */
function builderOf(command: ShellCommand, all: readonly ShellCommand[]): string | undefined {
  const { program, words } = command;
  if (isCompose(command, 'build'))
    return words.includes('--push') || all.some((each) => isCompose(each, 'push')) ? 'compose' : undefined;
  return program === 'docker' && words.includes('bake') && words.includes('--push') ? 'docker buildx bake' : undefined;
}

function ofAction(inputs: PipelineStep['inputs'], file: string, { line, pushes }: PipelineStep): PushedBuild {
  const context = plain(inputs['context'] ?? '.');
  const dockerfile = plain(inputs['file'] ?? `${inputs['context'] ?? '.'}/Dockerfile`);
  const { target = '' } = inputs;
  return {
    file,
    line,
    ...(context === undefined || dockerfile === undefined ? {} : { place: { dockerfile, context } }),
    // What another step makes of names is pushed under those.
    names:
      pushes.length > 0 && /outputs/.test(inputs['tags'] ?? '')
        ? pushes.map(({ text }) => text)
        : linesOf(inputs['tags']?.replaceAll(',', '\n')),
    values: lastOfEach(linesOf(inputs['build-args'])),
    ...(target === '' ? {} : { target }),
    contexts: linesOf(inputs['build-contexts']),
    told: toldAction(inputs),
  };
}

/** Of a name that is given twice the last counts. */
export function lastOfEach(values: readonly string[]): readonly string[] {
  return [...new Map(values.map((value) => [value.split('=', 1)[0], value])).values()];
}

function linesOf(text = ''): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A path from the root; nothing where it is an address, or holds a variable. */
function plain(path: string): string | undefined {
  if (/[$%]|:\/\/|^\/|\.\./.test(path)) return undefined;
  return path
    .split('/')
    .filter((part) => part !== '.' && part !== '')
    .join('/');
}

/** Values of an option, `NAME value` and `NAME=value`. */
export function optionsOf({ words }: ShellCommand, name: string): readonly string[] {
  return words.flatMap((word, at) =>
    word === name ? (words[at + 1] ?? []) : word.startsWith(`${name}=`) ? word.slice(name.length + 1) : [],
  );
}
