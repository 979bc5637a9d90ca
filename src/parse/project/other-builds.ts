import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import type { PipelineFacts } from '../../model/pipelines/pipeline-facts.ts';
import { listSome } from '../../shared/list-some.ts';
import { tre } from '../../catalog/tre.ts';
import { makesAnother } from '../dockerfile/deciding-arguments.ts';
import { repositoryOf } from '../pipelines/pushes/image-names.ts';
import { spellExpressions } from '../pipelines/pipeline-text.ts';
import { findUnlooked, type PipelineTexts } from './unlooked-steps.ts';
import { findUnreadBuilds, isKaniko } from './unread-builds.ts';
import { listPushedBuilds, type PushedBuild } from './pushed-builds.ts';

/** Where the project is built, as a rehearsal does it. */
export interface OwnBuild {
  readonly dockerfile: DockerfileFacts;
  /** Path of the Dockerfile from where the pipelines begin. */
  readonly path: string;
  /** The pipelines' own place is the project's: paths in them can be compared. */
  readonly isAtRoot: boolean;
  /** A Containerfile lies beside a Dockerfile: podman and buildah build that one, and docker the other. */
  readonly hasBoth?: boolean;
  readonly texts?: PipelineTexts;
}

/** What a rehearsal tells the builder beside the Dockerfile. */
export interface GivenBuild {
  readonly target?: string;
  /** `NAME=value` of `--build-arg`. */
  readonly values: readonly string[];
}

const asItStands: GivenBuild = { values: [] };

/** It as words for a builder, in one order: `--target=prod`, `--build-arg=A=B`. */
export function wordsOfBuild({ target, values }: GivenBuild): readonly string[] {
  return [
    ...(target === undefined ? [] : [`--target=${target}`]),
    ...values.toSorted().map((value) => `--build-arg=${value}`),
  ];
}

/** How every pipeline that builds the project tells the builder to, where that is otherwise than the Dockerfile alone says, and is written out. */
export function givenByPipelines(pipelines: readonly PipelineFacts[], own: OwnBuild): GivenBuild | undefined {
  const [first] = listPushedBuilds(pipelines).builds.filter((build) => isOfOwn(build, own));
  if (first === undefined) return undefined;
  const { target } = first;
  const values = first.values.filter((value) => makesAnother(value, own.dockerfile));
  const given = { values, ...(target !== undefined && { target }) };
  const words = wordsOfBuild(given);
  const isWritten = words.length > 0 && values.every((value) => value.includes('=')) && !/[$`]/.test(words.join(''));
  return isWritten && isAsPipelines(pipelines, own, given) ? given : undefined;
}

/** Whether a rehearsal tells the builder the same as every pipeline that builds the project, and there is one. */
export function isAsPipelines(pipelines: readonly PipelineFacts[], own: OwnBuild, given: GivenBuild): boolean {
  const { builds } = listPushedBuilds(pipelines);
  const ours = builds.filter((build) => isOfOwn(build, own));
  const areAsked = ours.every(({ values }) => given.values.every((value) => values.includes(value)));
  return ours.length > 0 && areAsked && findOtherBuilds(pipelines, own, given).length === 0;
}

/**
 * What the pipelines build and push otherwise than a rehearsal builds the project, in words that end a sentence: with values for ARG, another
 * stage, another Dockerfile or context. The image that was run is another one then than the TRE gets.
 */
export function findOtherBuilds(
  pipelines: readonly PipelineFacts[],
  own: OwnBuild,
  given: GivenBuild = asItStands,
): readonly string[] {
  const { builds, isPushed } = listPushedBuilds(pipelines);
  const ours = builds.filter((build) => isOfOwn(build, own));
  const unread = findUnreadBuilds(pipelines, own);
  const others =
    ours.length > 0 || unread.length > 0
      ? [...new Set([...unread, ...ours.flatMap((build) => compare(build, own, given)), ...findNamesakes(builds, own)])]
      : !isPushed
        ? []
        : builds.length === 0
          ? findUnmade(pipelines)
          : builds.slice(0, 1).map((build) => describeOther(build, own));
  return others.length > 0 ? others : findUnlooked(pipelines, own);
}

/** Builds of another folder or file under a name of the project's own image, whose place they take, or under one that may be that. */
function findNamesakes(builds: readonly PushedBuild[], own: OwnBuild): readonly string[] {
  const names = [...new Set(builds.flatMap((build) => (isOfOwn(build, own) ? build.names : [])))];
  return builds.flatMap((build) => {
    const { file, line, place } = build;
    if (isOfOwn(build, own) || !build.names.some((name) => names.some((each) => mayBeSame(name, each)))) return [];
    const how = build.names.some((name) => names.includes(name)) ? 'under a name' : 'under what may be a name';
    return [
      `${file}:${String(line)} builds ${place?.dockerfile ?? 'another Dockerfile'} ${how} of this project's image: give it a name of its own`,
    ];
  });
}

/** Whether two names may be one, with the variables that are in them; of names that are written out only the same one is. */
function mayBeSame(one: string, other: string): boolean {
  const [a, b] = [repositoryOf(one), repositoryOf(other)];
  if (one === other || (a === b && /[$%]/.test(one + other))) return true;
  if (!/[$%]/.test(a) && !/[$%]/.test(b)) return false;
  const [[headOfA, tailOfA], [headOfB, tailOfB]] = [a, b].map(endsOf) as [Ends, Ends];
  return isOneOf(headOfA, headOfB, 'startsWith') && isOneOf(tailOfA, tailOfB, 'endsWith');
}

type Ends = readonly [head: string, tail: string];

/** What is written out before and behind the variables of a name; of one without, all of it. */
function endsOf(name: string): Ends {
  const at = name.search(/[$%]/);
  return at < 0
    ? [name, name]
    : [name.slice(0, at), name.slice(Math.max(at, name.lastIndexOf('}') + 1)).replace(/^[$%].*/, '')];
}

const isOneOf = (a: string, b: string, by: 'startsWith' | 'endsWith'): boolean => a[by](b) || b[by](a);

function describeOther({ file, line, place }: PushedBuild, own: OwnBuild): string {
  const { dockerfile = '', context = '' } = place ?? {};
  return `${file}:${String(line)} builds what it pushes from ${dockerfile} in ${context === '' ? 'the whole project' : context}, and a rehearsal from ${own.path}: rehearse that folder, or let the pipeline build this one`;
}

/** What is pushed under a name that no build of the pipelines gives. */
function findUnmade(pipelines: readonly PipelineFacts[]): readonly string[] {
  return pipelines
    .flatMap(({ path, steps }) =>
      steps.flatMap(({ file = path, pushes, commands }) =>
        (commands.some(isKaniko) ? [] : pushes).map(
          ({ text, line }) =>
            `${file}:${String(line)} pushes ${spellExpressions(text)}, and which build makes that was not found: build it under that name in the same pipeline`,
        ),
      ),
    )
    .slice(0, 1);
}

function isOfOwn({ place }: PushedBuild, own: OwnBuild): boolean {
  return !own.isAtRoot || place === undefined || (place.dockerfile === own.path && place.context === '');
}

const list = (of: readonly string[]): string => listSome(of.map((value) => `--build-arg ${value}`));

function compare(build: PushedBuild, { dockerfile, hasBoth = false }: OwnBuild, given: GivenBuild): readonly string[] {
  const where = `${build.file}:${String(build.line)} builds it with`;
  const lacking = (of: readonly string[], others: readonly string[]): readonly string[] =>
    of.filter((value) => !others.includes(value) && makesAnother(value, dockerfile));
  const values = lacking(build.values, given.values);
  const more = lacking(given.values, build.values);
  const { target } = build;
  const isSame = stageOf(target, dockerfile) === stageOf(given.target, dockerfile);
  const [first = ''] = values;
  return [
    ...(values.length === 0
      ? []
      : [
          `${where} ${list(values)}, and a rehearsal without it: write the value into the Dockerfile as the default of its ARG, or rehearse with --build-option --build-arg=${first}`,
        ]),
    ...(more.length === 0 ? [] : [`${where}out ${list(more)}, which the rehearsal gave`]),
    ...(isSame
      ? []
      : [
          target === undefined
            ? `${where} its last stage, and the rehearsal ${given.target ?? ''}`
            : `${where} --target ${target}, and a rehearsal ${given.target ?? 'the last stage'}: let that one be the last, or rehearse with --build-option --target=${target}`,
        ]),
    ...(build.contexts.length === 0
      ? []
      : [`${where} --build-context ${listSome(build.contexts)}, and a rehearsal without it: copy from the project`]),
    ...(build.told ?? []).map((told) =>
      told.includes('platform')
        ? `${where} ${told}, and a rehearsal for ${tre.platform}: build it for that`
        : `${where} ${told}, and a rehearsal without it: leave it out`,
    ),
    ...(hasBoth && build.prefersContainerfile === true
      ? [`${where} the Containerfile, and a rehearsal with the Dockerfile: keep one of them, or name it with --file`]
      : []),
    ...(build.by === undefined
      ? []
      : [`${where} ${build.by}, and which stage and values that takes was not looked at: build it with docker build`]),
  ];
}

/** The number of a stage that is asked for by name or number; the last one where none is. */
function stageOf(target: string | undefined, { stages }: DockerfileFacts): number | undefined {
  if (target === undefined) return stages.at(-1)?.index;
  return stages.find(({ name, index }) => name?.toLowerCase() === target.toLowerCase() || String(index) === target)
    ?.index;
}
