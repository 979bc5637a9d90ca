import type { PipelineFacts } from '../../model/pipelines/pipeline-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { repositoryOf } from '../../parse/pipelines/pushes/image-names.ts';
import { listPushedBuilds, secondNames } from '../../parse/project/pushed-builds.ts';
import { isDockerfile, isPackedCopy } from '../../parse/project/dockerfile-names.ts';
import { readNamedBuilds } from '../../parse/project/named-builds.ts';
import { isWithin } from '../../shared/is-within.ts';
import { findProjectsWithin, originalsOf } from '../check/projects-within.ts';

/** A Dockerfile within a compose file, which no path names. */
const inline = /^[ \t]{1,40}dockerfile_inline[ \t]*:/m;

/** Says in the list of what a record rests on that an image beside the one that was run is built from this file. */
const isOther = 'builds another image, which was not rehearsed';

/**
 * The Dockerfiles of a project beside the one that is rehearsed, as `check` finds them: by their names, and what compose files and pipelines build. Those of
 * projects that lie in it are theirs. `own`: the rehearsed one's path; `home`: the project's folder in `files`, with its slash, or nothing.
 */
export async function listOtherImages(
  files: readonly ProjectFile[],
  pipelines: readonly PipelineFacts[],
  { own, home }: { readonly own: string; readonly home: string },
): Promise<readonly string[]> {
  const within = findProjectsWithin(files).filter(({ folder }) => folder !== home);
  const elsewhere = [...within.map(({ folder }) => folder), ...originalsOf(within)];
  const named = new Set((await readNamedBuilds(files, pipelines)).map(({ dockerfile }) => dockerfile));
  const paths = new Set(files.map(({ path }) => path));
  for (const { path, text } of files) if (/\.ya?ml$/.test(path) && inline.test(text ?? '')) named.add(path);
  const others = [...paths]
    .filter((path) => path !== own && path.startsWith(home) && !isWithin(elsewhere, path))
    .filter((path) => named.has(path) || (isDockerfile(path) && !isPackedCopy(path, paths)));
  return [...new Set([...others, ...listNamesakes(pipelines, own)])].toSorted();
}

/** Dockerfiles that pipelines build under the name of the project's own image, in whatever folder they lie. */
function listNamesakes(pipelines: readonly PipelineFacts[], own: string): readonly string[] {
  const { builds: written } = listPushedBuilds(pipelines);
  const second = pipelines.flatMap((pipeline) => secondNames(pipeline));
  const builds = written.map((build) => ({
    ...build,
    names: [...build.names, ...second.filter(([name]) => build.names.includes(name)).map(([, other]) => other)],
  }));
  const ours = new Set(
    builds.flatMap(({ place, names }) => (place?.dockerfile === own ? names.map(repositoryOf) : [])),
  );
  return builds.flatMap(({ place, names }) =>
    place !== undefined && place.dockerfile !== own && names.some((name) => ours.has(repositoryOf(name)))
      ? [place.dockerfile]
      : [],
  );
}

/** A record counts no longer where another image came to the project, or went. What the rehearsed image takes is there already, by what is in it. */
export function withOtherImages(
  files: Readonly<Record<string, string>>,
  otherImages: readonly string[],
): Readonly<Record<string, string>> {
  return { ...Object.fromEntries(otherImages.map((path) => [path, isOther])), ...files };
}
