import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { parseDockerfile } from '../dockerfile/dockerfile.ts';
import type { NamedBuild } from '../pipelines/build-contexts.ts';
import { TooMuchWork } from '../text/work-budget.ts';
import { describeContext } from './context.ts';
import type { ProjectKnowledge } from './project.ts';

interface Around {
  /** All files of the project. */
  readonly files: readonly ProjectFile[];
  readonly builds: readonly NamedBuild[];
}

/** Dockerfiles times files: each build may take any file, so this is what all rules together look at. 250 Dockerfiles among 20,000 files. */
const mostPairs = 5_000_000;

/** Reads the Dockerfiles of a project, those beyond what is looked at as unread. */
export function readDockerfiles(
  found: readonly ProjectFile[],
  around: Around,
  knowledge: ProjectKnowledge,
): readonly DockerfileFacts[] {
  const most = Math.floor(mostPairs / Math.max(around.files.length, 1));
  return found.map((file, index) =>
    index < most
      ? readDockerfile(file, around, knowledge)
      : refuseToRead(
          file.path,
          `of ${String(found.length)} Dockerfiles among so many files the first ${String(most)} are read`,
        ),
  );
}

function readDockerfile(
  file: ProjectFile,
  { files, builds }: Around,
  { bases = [], images = [] }: ProjectKnowledge,
): DockerfileFacts {
  const unread = file.text === undefined ? (file.unread ?? 'it was not read') : refuse(file.text);
  if (file.text === undefined || unread !== undefined) return refuseToRead(file.path, unread ?? 'it was not read');
  const dockerfile = parseDockerfile(file.path, file.text, { bases, images });
  try {
    return { ...dockerfile, context: describeContext(dockerfile, files, contextOf(file.path, builds)) };
  } catch (error) {
    if (error instanceof TooMuchWork) return refuseToRead(file.path, error.message);
    throw error;
  }
}

function refuseToRead(path: string, unread: string): DockerfileFacts {
  return { ...parseDockerfile(path, ''), unread };
}

/** The folder that all builds of a Dockerfile agree on. */
function contextOf(path: string, builds: readonly NamedBuild[]): string | undefined {
  const contexts = new Set(builds.filter(({ dockerfile }) => dockerfile === path).map(({ context }) => context));
  return contexts.size === 1 ? [...contexts][0] : undefined;
}

/** Far above what any build has; what every stage inherits from all before it would fill the memory. */
const mostStages = 1000;

function refuse(text: string): string | undefined {
  if (text.includes('\0')) return 'it is binary, not text';
  const stages = text.match(/^[ \t]*FROM\b/gim)?.length ?? 0;
  return stages > mostStages
    ? `it has ${String(stages)} lines that begin with FROM; more than ${String(mostStages)} are not read`
    : undefined;
}
