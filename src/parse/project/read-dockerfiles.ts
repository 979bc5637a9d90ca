import type { BuildRequest } from '../../model/dockerfile/build-request.ts';
import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { parseDockerfile } from '../dockerfile/dockerfile.ts';
import { beyondTogether, countReadTogether } from '../dockerfile/dockerfile-work.ts';
import type { NamedBuild } from '../pipelines/build-contexts.ts';
import type { PushedBuild } from './pushed-builds.ts';
import { TooMuchWork, type WorkBudget } from '../text/work-budget.ts';
import { contextsBudget, describeContext } from './context.ts';
import type { ProjectKnowledge } from './project.ts';

interface Around {
  /** All files of the project. */
  readonly files: readonly ProjectFile[];
  readonly builds: readonly NamedBuild[];
  /** Builds of pipelines whose image goes out. */
  readonly pushed: readonly PushedBuild[];
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
  const contexts = contextsBudget();
  const together = countReadTogether(found.map(({ text }) => text));
  return found.map((file, index) => {
    if (index >= most)
      return refuseToRead(
        file.path,
        `of ${String(found.length)} Dockerfiles among so many files the first ${String(most)} are read`,
      );
    return index < together
      ? readDockerfile(file, { ...around, contexts }, knowledge)
      : refuseToRead(file.path, beyondTogether);
  });
}

function readDockerfile(
  file: ProjectFile,
  { files, builds, pushed, contexts }: Around & { readonly contexts: WorkBudget },
  { bases = [], images = [] }: ProjectKnowledge,
): DockerfileFacts {
  if (file.text === undefined) return refuseToRead(file.path, file.unread ?? 'it was not read');
  const dockerfile = parseDockerfile(file.path, file.text, { bases, images }, requestOf(file.path, pushed));
  if (dockerfile.unread !== undefined) return dockerfile;
  try {
    return { ...dockerfile, context: describeContext(dockerfile, files, contextOf(file.path, builds), contexts) };
  } catch (error) {
    if (error instanceof TooMuchWork) return refuseToRead(file.path, error.message);
    throw error;
  }
}

function refuseToRead(path: string, unread: string): DockerfileFacts {
  return { ...parseDockerfile(path, ''), unread };
}

/** The folder that all builds of a Dockerfile agree on; of one that no build names, those of the Dockerfiles beside it in a folder of such. */
function contextOf(path: string, builds: readonly NamedBuild[]): string | undefined {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const own = builds.filter(({ dockerfile }) => dockerfile === path);
  const beside = builds.filter(
    ({ dockerfile }) => folder !== '' && dockerfile.slice(0, dockerfile.lastIndexOf('/') + 1) === folder,
  );
  const contexts = new Set((own.length > 0 ? own : beside).map(({ context }) => context));
  return contexts.size === 1 ? [...contexts][0] : undefined;
}

/** What all of these builds of a Dockerfile agree on; where they differ, or there are none, it is read as it stands. */
function requestOf(path: string, builds: readonly PushedBuild[]): BuildRequest | undefined {
  const own = builds.filter(({ place }) => place?.dockerfile === path);
  const kinds = new Set(own.map(({ target, values }) => JSON.stringify([target, values.toSorted()])));
  const [first] = own;
  if (first === undefined || kinds.size > 1) return undefined;
  const given = first.values.map((each) => /^([^=]*)(?:=([^]*))?$/.exec(each)?.slice(1) ?? []);
  return {
    arguments: new Map(
      given.map(([name = '', value]) => [name, value === undefined || /[$%]/.test(value) ? undefined : value]),
    ),
    ...(first.target === undefined ? {} : { target: first.target }),
  };
}
