import { tre } from '../../catalog/tre.ts';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuilderName, BuildRequest } from '../../model/rehearsal/container-engine.ts';
import { UserError } from '../../model/errors.ts';
import type { EngineSession } from './container-engine-session.ts';

const platform = ['--platform', tre.platform];

/**
 * The asked builder, or the best one here: the engine's own, but buildah rather than docker's classic builder, which does not
 * know `COPY --chmod`. Throws UserError when the asked one is not there.
 */
export async function findBuilder(session: EngineSession, asked: string | undefined): Promise<BuilderName> {
  if (asked === 'buildah' || (asked === undefined && session.facts.name === 'docker' && !(await hasBuildx(session)))) {
    if ((await session.runProgram('buildah', ['--version'])).code === 0) return 'buildah';
    if (asked === 'buildah') throw missing('buildah', 'sudo apt install buildah');
    return 'docker-classic';
  }
  const name = asked ?? session.facts.name;
  if (name !== session.facts.name)
    throw new UserError({
      where: '--builder',
      what: `${name} cannot build for ${session.facts.name}`,
      fix: `use --builder ${session.facts.name} or buildah, or --engine ${name}`,
    });
  return name === 'docker' ? ((await hasBuildx(session)) ? 'docker' : 'docker-classic') : 'podman';
}

/** Builds and hands the image to the engine. The end of the builder's output when it failed, else nothing. */
export async function buildImage(
  session: EngineSession,
  request: BuildRequest,
  onLine: (line: string) => void,
): Promise<string | undefined> {
  const common = [...platform, '--tag', request.tag, '--file', request.dockerfile, ...request.options, '.'];
  const options = { directory: request.directory, onLine, stopping: 'from below' } as const;
  if (request.builder === 'buildah') return buildWithBuildah(session, request, onLine);
  const words = {
    docker: ['buildx', 'build', '--load', '--progress', 'plain'],
    'docker-classic': ['build'],
    podman: ['build', '--format', 'docker'],
  }[request.builder];
  const end = await session.run([...words, ...common], options);
  return end.code === 0 ? undefined : end.log;
}

/** Buildah keeps its images to itself, so the image goes to the engine as an archive; podman shares buildah's store. */
async function buildWithBuildah(
  session: EngineSession,
  request: BuildRequest,
  onLine: (line: string) => void,
): Promise<string | undefined> {
  // --force-rm: without it a step that fails leaves its working container.
  const words = [
    'build',
    '--format',
    'docker',
    '--layers',
    '--force-rm',
    ...platform,
    '--tag',
    request.tag,
    '--file',
    request.dockerfile,
    ...request.options,
    '.',
  ];
  const built = await session.runProgram('buildah', words, {
    directory: request.directory,
    onLine,
    stopping: 'from below',
  });
  if (built.code !== 0) return built.log;
  if (session.facts.name === 'podman') return undefined;
  if (await hasAlready(session, request.tag)) return undefined;
  const archive = join(session.folder, 'image.tar');
  try {
    onLine(`Handing the image to ${session.facts.name}`);
    const pushed = await session.runProgram('buildah', [
      'push',
      '--quiet',
      request.tag,
      `docker-archive:${archive}:${request.tag}`,
    ]);
    if (pushed.code !== 0) return pushed.log;
    const loaded = await session.run(['load', '--quiet', '--input', archive]);
    return loaded.code === 0 ? undefined : loaded.log;
  } finally {
    await rm(archive, { force: true });
  }
}

/** An image that was built before and is still there under the same id needs no handing over, only its name. */
async function hasAlready(session: EngineSession, tag: string): Promise<boolean> {
  const listed = await session.runProgram('buildah', ['images', '--quiet', '--no-trunc', tag]);
  const id = /^sha256:[0-9a-f]{64}$/m.exec(listed.out)?.[0];
  if (id === undefined || (await session.run(['image', 'inspect', '--format', '{{.Id}}', id])).code !== 0) return false;
  return (await session.run(['tag', id, tag])).code === 0;
}

async function hasBuildx(session: EngineSession): Promise<boolean> {
  return (await session.run(['buildx', 'version'])).code === 0;
}

function missing(name: string, install: string): UserError {
  return new UserError({ where: '--builder', what: `${name} is not installed`, fix: install });
}
