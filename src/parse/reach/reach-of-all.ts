import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import type { Reach } from '../../model/programs/reach.ts';
import type { LoadSyntax } from '../../model/programs/syntax.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import type { JobFacts } from '../../model/sources/source-facts.ts';
import { rootsOfImages } from './module-folders.ts';
import { withParsers, type ProgramReader } from '../programs/read-programs.ts';
import { walkImage } from './describe-reach.ts';

/** What the image of each Dockerfile reaches. The parsers of programs are loaded only when the walk comes by a program that they read. */
export async function reachOfAll(
  dockerfiles: readonly DockerfileFacts[],
  jobs: readonly JobFacts[],
  files: readonly ProjectFile[],
  loadSyntax: LoadSyntax | undefined,
): Promise<ReadonlyMap<string, Reach>> {
  const images = dockerfiles.filter(({ unread, final }) => unread === undefined && final !== undefined);
  if (images.length === 0) return new Map();
  let walks: Walks = [];
  const roots = rootsOfImages(
    images,
    files.map(({ path }) => path),
  );
  await withParsers(
    files,
    loadSyntax,
    (reader) => {
      walks = walkAll(images, jobs, reader);
    },
    roots,
  );
  return new Map(walks.map(([path, describe]) => [path, describe()]));
}

type Walks = readonly (readonly [string, () => Reach])[];

/** All walks come before the first description: what a function is called with may show in a program that only another image starts. */
function walkAll(images: readonly DockerfileFacts[], jobs: readonly JobFacts[], reader: ProgramReader): Walks {
  // Which of several images a job runs, its name alone does not tell.
  return images.map((dockerfile) => [dockerfile.path, walkImage(dockerfile, images.length === 1 ? jobs : [], reader)]);
}
