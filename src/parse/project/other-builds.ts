import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import type { PipelineFacts } from '../../model/pipelines/pipeline-facts.ts';
import { listSome } from '../../shared/list-some.ts';
import { makesAnother } from '../dockerfile/deciding-arguments.ts';
import { listPushedBuilds, type PushedBuild } from './pushed-builds.ts';

/** Where the project is built, as a rehearsal does it. */
export interface OwnBuild {
  readonly dockerfile: DockerfileFacts;
  /** Path of the Dockerfile from where the pipelines begin. */
  readonly path: string;
  /** The pipelines' own place is the project's: paths in them can be compared. */
  readonly isAtRoot: boolean;
}

/**
 * What the pipelines build and push otherwise than a rehearsal builds the project, in words that end a sentence: with values for ARG, another
 * stage, another Dockerfile or context. The image that was run is another one then than the TRE gets.
 */
export function findOtherBuilds(pipelines: readonly PipelineFacts[], own: OwnBuild): readonly string[] {
  const { builds, isPushed } = listPushedBuilds(pipelines);
  const isOwn = ({ place }: PushedBuild): boolean =>
    !own.isAtRoot || place === undefined || (place.dockerfile === own.path && place.context === '');
  const ours = builds.filter(isOwn);
  if (ours.length === 0)
    return (isPushed ? builds : []).slice(0, 1).map(({ file, line, place }) => {
      const { dockerfile = '', context = '' } = place ?? {};
      return `${file}:${String(line)} builds what it pushes from ${dockerfile} in ${context === '' ? 'the whole project' : context}, and a rehearsal from ${own.path}: rehearse that folder, or let the pipeline build this one`;
    });
  return [...new Set(ours.flatMap((build) => compare(build, own.dockerfile)))];
}

function compare(build: PushedBuild, dockerfile: DockerfileFacts): readonly string[] {
  const where = `${build.file}:${String(build.line)} builds it with`;
  const values = build.values.filter((value) => makesAnother(value, dockerfile));
  const last = dockerfile.stages.at(-1);
  const { target } = build;
  const isLast =
    target === undefined || target.toLowerCase() === last?.name?.toLowerCase() || target === String(last?.index ?? '');
  return [
    ...(values.length === 0
      ? []
      : [
          `${where} ${listSome(values.map((value) => `--build-arg ${value}`))}, and a rehearsal without it: write the value into the Dockerfile as the default of its ARG`,
        ]),
    ...(isLast ? [] : [`${where} --target ${target}, and a rehearsal the last stage: let that one be the last`]),
    ...(build.contexts.length === 0
      ? []
      : [`${where} --build-context ${listSome(build.contexts)}, and a rehearsal without it: copy from the project`]),
  ];
}
