import type { PipelineFacts } from '../../model/pipelines/pipeline-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import type { NamedBuild } from '../pipelines/build-contexts.ts';
import type { PushedBuild } from './pushed-builds.ts';

const composeFile = /(?:^|\/)(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/;

/** Builds that compose files and pipelines name, in the order of the files; the parsers are loaded only where there are such. */
export async function readNamedBuilds(
  files: readonly ProjectFile[],
  pipelines: readonly PipelineFacts[],
): Promise<readonly NamedBuild[]> {
  const compose = files.filter(({ path, text }) => composeFile.test(path) && text !== undefined);
  if (compose.length === 0 && pipelines.length === 0) return [];
  const { buildsOfCompose, buildsOfPipeline } = await import('../pipelines/build-contexts.ts');
  return [...compose.flatMap(buildsOfCompose), ...pipelines.flatMap(buildsOfPipeline)];
}

/** Whether a compose file of the project names a Dockerfile that its own name does not tell. */
export async function namesDockerfile(files: readonly ProjectFile[]): Promise<boolean> {
  const builds = await readNamedBuilds(files, []);
  return builds.some(({ dockerfile }) => files.some(({ path }) => path === dockerfile));
}

/** Builds of pipelines whose image goes out; the parsers are loaded only where there are pipelines. */
export async function readPushedBuilds(pipelines: readonly PipelineFacts[]): Promise<readonly PushedBuild[]> {
  if (pipelines.length === 0) return [];
  const { listPushedBuilds } = await import('./pushed-builds.ts');
  return listPushedBuilds(pipelines).builds;
}
