import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import type { PipelineFacts, PipelineStep } from '../../model/pipelines/pipeline-facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { makesAnother } from '../dockerfile/deciding-arguments.ts';
import { fromRoot, positionalsOf } from '../pipelines/build-contexts.ts';
import { containerPrograms } from '../shell/vocabulary.ts';
import { findPlaced, findRewritten, type Rewritten } from './rewritten-sources.ts';
import { isBuild, namesThatGoOut, optionsOf } from './pushed-builds.ts';

/** The project whose image a pipeline may build. */
interface Own {
  readonly dockerfile: DockerfileFacts;
  readonly path: string;
  readonly isAtRoot: boolean;
}

/** Steps of others that build an image by words of their own. */
const builders =
  /(?:^|[/_-])(?:kaniko|buildah-build|docker-build|build-docker|publish-docker|docker-publish|build-push-action|img-build)(?:$|[/_-])/i;

/**
 * Lines of pipelines that make what goes out in a way that this program does not read to its end, each with why, in words that end a sentence: a context
 * that is not in the project, options that are computed, another builder, files that are written over before, an image that is changed after.
 */
export function findUnreadBuilds(pipelines: readonly PipelineFacts[], own: Own): readonly string[] {
  const isPushed = pipelines.some(({ steps }) => steps.some(({ pushes }) => pushes.length > 0));
  const isKept = pipelines.some(({ steps }) => steps.some(keepsImage));
  return pipelines
    .filter(({ unread }) => unread === undefined)
    .flatMap((pipeline) => {
      const pushed = isPushed ? namesThatGoOut(pipeline) : undefined;
      const goesOut: GoesOut = ({ words }, names) =>
        pushed === undefined || words.includes('--push') || names.some((name) => pushed.has(name));
      const building = new Set(pipeline.steps.filter(builds).map(({ job }) => job));
      /** By job: what was written over first. */
      const rewritten = new Map<string | undefined, Rewritten>();
      return pipeline.steps.flatMap((step) => {
        const { job } = step;
        const tell = (line: number, what: string): string => `${step.file ?? pipeline.path}:${String(line)} ${what}`;
        const [placed] = rewritten.has(job) ? [] : findPlaced(step, own);
        if (placed !== undefined) rewritten.set(job, placed);
        const isPushing = pushed === undefined || step.pushes.length > 0;
        return [...ofAction(step, isPushing, own, rewritten.get(job)), ...(building.has(job) ? ofCheckout(step) : [])]
          .map((what) => tell(step.line, what))
          .concat(
            step.commands.flatMap((command) => {
              const isOut = (isBuild(command) || isKaniko(command)) && goesOut(command, namesOf(command));
              const said = isOut
                ? [...ofBuilder(command, own), ...describeRewritten(rewritten.get(job))]
                : ofOther(command, own, goesOut, isKept);
              const [first] = rewritten.has(job) ? [] : findRewritten(command, own);
              if (first !== undefined) rewritten.set(job, first);
              return said.map((what) => tell(command.line, what));
            }),
          );
      });
    });
}

type GoesOut = (command: ShellCommand, names: readonly string[]) => boolean;

function describeRewritten(found: Rewritten | undefined): readonly string[] {
  return found === undefined
    ? []
    : found.isUnnamed === true
      ? [
          `builds it after line ${String(found.line)} has put files into ${found.path} whose names it does not give, and a rehearsal as the project stands: put them there before, or into a folder that the build does not take`,
        ]
      : [
          `builds it after line ${String(found.line)} has written ${found.path}, and a rehearsal as the file stands in the project: write it there before`,
        ];
}

/** Whether a step builds an image, by its action or by a command. */
function builds({ uses, commands }: PipelineStep): boolean {
  const action = uses?.action ?? '';
  return (
    action === 'docker/build-push-action' ||
    builders.test(action) ||
    commands.some((command) => isBuild(command) || isKaniko(command))
  );
}

function ofAction(
  { uses, inputs }: PipelineStep,
  goesOut: boolean,
  own: Own,
  rewritten: Rewritten | undefined,
): readonly string[] {
  const action = uses?.action ?? '';
  if (action === 'docker/build-push-action') {
    if (!goesOut) return [];
    const context = fromRoot(inputs['context'] ?? '.');
    return [
      ...(own.isAtRoot && /[$%{]|:\/\/|^\/|\.\./.test(context) ? [`builds from ${context}, ${unknownFolder}`] : []),
      ...describeRewritten(rewritten),
    ];
  }
  return builders.test(action)
    ? [`builds with ${action}, and which file, stage and values that takes was not looked at`]
    : [];
}

/** Another repository in the place of the project. */
function ofCheckout({ uses, inputs }: PipelineStep): readonly string[] {
  const { repository = '', path } = inputs;
  return uses?.action === 'actions/checkout' && repository !== '' && path === undefined && !/[$%]/.test(repository)
    ? [`builds what is in ${repository}, and a rehearsal what is in the project`]
    : [];
}

const unknownFolder = 'and whether that is the folder of the rehearsal is not known: name the folder in the project';

const ofBuilder = (command: ShellCommand, own: Own): readonly string[] =>
  isKaniko(command) ? ofKaniko(command, own) : ofBuild(command, own);

/** What a command that builds nothing does to the image that goes out. */
function ofOther(command: ShellCommand, { path }: Own, goesOut: GoesOut, isKept: boolean): readonly string[] {
  const { program, words } = command;
  const verb = words[1] === 'image' || words[1] === 'container' ? words[2] : words[1];
  if (containerPrograms.has(program) && /^(?:commit|import)$/.test(verb ?? '') && goesOut(command, words.slice(2)))
    return [`makes the image that goes out with ${program} ${verb ?? ''}, and a rehearsal builds it from ${path}`];
  if (containerPrograms.has(program) && verb === 'load' && !isKept)
    return [`takes an image from an archive (${program} load), and whether that is built from ${path} is not known`];
  const isChanged =
    (/^(?:docker-)?slim$/.test(program) && words.includes('build')) ||
    (program === 'crane' && /^(?:append|mutate|rebase)$/.test(words[1] ?? ''));
  return isChanged ? [`changes an image after its build (${program}), and a rehearsal runs it as it was built`] : [];
}

/** Whether a step keeps an image in an archive, which another one may load. */
function keepsImage({ inputs, commands }: PipelineStep): boolean {
  return (
    /\bdest=/.test(inputs['outputs'] ?? '') ||
    commands.some(
      ({ program, words }) => containerPrograms.has(program) && words.some((word) => /^save$|\bdest=/.test(word)),
    )
  );
}

const isVariable = (word: string): boolean => /^[$`]/.test(word);

function ofBuild(command: ShellCommand, own: Own): readonly string[] {
  const { words, directory = '' } = command;
  const positionals = positionalsOf(command);
  const [context = '.', ...more] = positionals;
  const computed = [...(more.length > 0 ? positionals : []), ...optionsOf(command, '--build-arg')].find(isVariable);
  const isFed = words.some((word, at) => word === '-' && !/^(?:-f|--file)$/.test(words[at - 1] ?? ''));
  if (isFed) return ['builds from what it is given to read (-), and what that holds is not known: name the folder'];
  if (computed !== undefined)
    return [`builds with ${computed}, and which options that stands for is not known: write them out`];
  const place = [directory, context].filter((part) => part !== '').join('/');
  const isOdd = isVariable(context) || /:\/\//.test(context) || (own.isAtRoot && leavesProject(place));
  return isOdd ? [`builds from ${place}, ${unknownFolder}`] : [];
}

function leavesProject(place: string): boolean {
  let depth = 0;
  return (
    /^[/~]/.test(place) ||
    place.split('/').some((part) => {
      depth += part === '..' ? -1 : part === '.' || part === '' ? 0 : 1;
      return depth < 0;
    })
  );
}

/** It builds and pushes in one. */
export function isKaniko({ program, words }: ShellCommand): boolean {
  return program === 'kaniko' || (program === 'executor' && words.some((word) => /^(?:-d|--destination)\b/.test(word)));
}

/** It takes the Dockerfile from its context, as docker does. */
function ofKaniko(command: ShellCommand, { dockerfile, path, isAtRoot }: Own): readonly string[] {
  const last = (...names: readonly string[]): string | undefined =>
    names.flatMap((name) => optionsOf(command, name)).at(-1);
  const context = fromRoot(last('--context', '-c') ?? '.').replace(/^(?:\.\/)+|\/$/g, '');
  const file = fromRoot(last('--dockerfile', '-f') ?? path).replace(/^(?:\.\/)+/, '');
  const target = last('--target');
  const values = optionsOf(command, '--build-arg').filter((value) => makesAnother(value, dockerfile));
  const sub = last('--context-sub-path');
  const { words } = command;
  // All that kaniko takes are options, each with a value.
  const computed = words.slice(1).filter((word, at) => isVariable(word) && !/^--?[\w-]+$/.test(words[at] ?? ''));
  const said = [
    ...(isAtRoot && context !== '.' && context !== '' ? [`--context ${context}`] : []),
    ...(isAtRoot && file !== path ? [`--dockerfile ${file}`] : []),
    ...(sub === undefined ? [] : [`--context-sub-path ${sub}`]),
    ...(target === undefined ? [] : [`--target ${target}`]),
    ...values.map((value) => `--build-arg ${value}`),
    ...computed.slice(0, 1),
  ];
  return said.length === 0
    ? []
    : [
        `builds it with kaniko and ${said.join(', ')}, and a rehearsal from ${path} without: rehearse that folder, or build this one`,
      ];
}

const namesOf = (command: ShellCommand): readonly string[] =>
  ['--tag', '-t', '--destination', '-d'].flatMap((name) => optionsOf(command, name));
