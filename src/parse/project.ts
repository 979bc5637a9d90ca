import type { Base } from '../model/base.ts';
import type { DockerfileFacts } from '../model/dockerfile-facts.ts';
import type { ProjectFacts, ProjectFile } from '../model/facts.ts';
import { describeContext } from './context.ts';
import { findLibraries } from './libraries.ts';
import { parseDockerfile } from './dockerfile.ts';
import { readWaivers } from './waivers.ts';

/** What is known beside the files themselves. */
export interface ProjectKnowledge {
  /** The catalogue's bases. */
  readonly bases?: readonly Base[];
  /** Why the list of files is not complete. */
  readonly incomplete?: string;
}

/** Whether a path is a Dockerfile's by its name: `Dockerfile`, `Dockerfile.gpu`, `app.dockerfile`, `Containerfile`. */
export function isDockerfile(path: string): boolean {
  return /(?:^|\/)(?:(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?|[\w.-]+\.(?:dockerfile|containerfile))$/i.test(path) && !/\.(?:dockerignore|md|bak|orig|rej|swp|txt|j2|ejs|tmpl|tpl|erb|py|ts|js|go|sh)$/i.test(path);
}

/** Computes every fact of a project once. Never throws for what a file holds. */
export async function parseProject(files: readonly ProjectFile[], knowledge: ProjectKnowledge = {}): Promise<ProjectFacts> {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const dockerfiles = sorted.filter((file) => isDockerfile(file.path)).map((file) => readDockerfile(file, sorted, knowledge.bases ?? []));
  return {
    files: sorted,
    ...(knowledge.incomplete === undefined ? {} : { incomplete: knowledge.incomplete }),
    dockerfiles,
    pipelines: [],
    sources: [],
    requirements: [],
    libraries: findLibraries(dockerfiles, [], []),
    jobs: [],
    waivers: await readWaivers(sorted, dockerfiles),
  };
}

function readDockerfile(file: ProjectFile, files: readonly ProjectFile[], bases: readonly Base[]): DockerfileFacts {
  const unread = file.text === undefined ? (file.unread ?? 'it was not read') : file.text.includes('\0') ? 'it is binary' : undefined;
  if (file.text === undefined || unread !== undefined) return { ...parseDockerfile(file.path, ''), unread: unread ?? 'it was not read' };
  const dockerfile = parseDockerfile(file.path, file.text, bases);
  return { ...dockerfile, context: describeContext(dockerfile, files) };
}
