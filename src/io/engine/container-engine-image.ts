import { UserError } from '../../model/errors.ts';
import type { BuilderName } from '../../model/rehearsal/container-engine.ts';
import {
  isCutShort,
  mostListedFiles,
  type ContainerFile,
  type ImageFacts,
} from '../../model/rehearsal/container-image.ts';
import { readFiles, readFirstFile } from './container-files.ts';
import type { EngineSession } from './container-engine-session.ts';

interface InspectedImage {
  readonly Id: string;
  readonly RepoDigests?: readonly string[] | null;
  readonly Os: string;
  readonly Architecture: string;
  readonly Size: number;
  readonly Config?: {
    readonly User?: string;
    readonly Entrypoint?: readonly string[] | null;
    readonly Cmd?: readonly string[] | null;
    readonly Env?: readonly string[] | null;
    readonly Labels?: Readonly<Record<string, string>> | null;
    readonly WorkingDir?: string;
    readonly Volumes?: Readonly<Record<string, unknown>> | null;
    readonly OnBuild?: readonly string[] | null;
    readonly ExposedPorts?: Readonly<Record<string, unknown>> | null;
    readonly StopSignal?: string;
  } | null;
}

/** What the engine knows of an image; nothing when it has none of that name. Its layers are empty where they are not asked for, and its VOLUMEs are left out. */
export async function inspectImage(
  session: EngineSession,
  reference: string,
  asked?: 'without layers',
): Promise<ImageFacts | undefined> {
  const layers = asked === undefined ? readHistory(session, reference) : noLayers;
  // Of no image that there is none, nothing is asked further.
  layers.catch(() => undefined);
  const end = await session.run(['image', 'inspect', reference]);
  if (end.code !== 0) return undefined;
  const image = (JSON.parse(end.out) as readonly InspectedImage[])[0];
  if (image === undefined) return undefined;
  const config = image.Config ?? {};
  return {
    reference,
    id: image.Id.startsWith('sha256:') ? image.Id : `sha256:${image.Id}`,
    digests: [...new Set((image.RepoDigests ?? []).map((digest) => digest.replace(/^.*@/, '')))],
    user: config.User ?? '',
    entrypoint: config.Entrypoint ?? [],
    command: config.Cmd ?? [],
    environment: config.Env ?? [],
    labels: config.Labels ?? {},
    workingDirectory: config.WorkingDir ?? '',
    // What is only looked at gives the engine no options, and may be an image that somebody else left under this name.
    ...(asked === undefined && { volumes: readVolumes(reference, Object.keys(config.Volumes ?? {})) }),
    onBuild: config.OnBuild ?? [],
    ...portsOf(Object.keys(config.ExposedPorts ?? {})),
    ...(config.StopSignal === undefined || config.StopSignal === '' ? {} : { stopSignal: config.StopSignal }),
    platform: `${image.Os}/${image.Architecture}`,
    size: image.Size,
    ...(await layers),
  };
}

const noLayers = Promise.resolve({ largestLayers: [], builtWith: [], steps: [] });

/**
 * The folders that an image declares as VOLUME. They become words of the engine's options, where a comma or colon begins the next field: an image
 * could ask for a folder of this machine. Throws UserError for a name that is no plain absolute path.
 */
export function readVolumes(image: string, paths: readonly string[]): readonly string[] {
  const odd = paths.find((path) => !/^\/[^,:;="'`\\\p{Cc}]*$/u.test(path));
  if (odd === undefined) return paths;
  throw new UserError({
    where: image,
    what: `the image declares the VOLUME ${JSON.stringify(odd)}, which is no plain absolute path: an engine could read it as options of its own`,
    fix: 'write VOLUME with the absolute path of a folder, in the Dockerfile of the image or of its base, and build it anew',
  });
}

/** `8888/tcp`, `8888`, `5353/udp`, and of podman a range. */
function portsOf(exposed: readonly string[]): Pick<ImageFacts, 'ports' | 'otherPorts'> {
  const others = exposed.filter((port) => !/^\d+(?:\/tcp)?$/i.test(port)).toSorted();
  const ports = exposed.filter((port) => !others.includes(port)).map((port) => Number.parseInt(port, 10));
  return { ports, ...(others.length > 0 && { otherPorts: others }) };
}

/** Podman prints rounded sizes in any format but JSON, docker in any but this one. */
async function readHistory(
  session: EngineSession,
  reference: string,
): Promise<Pick<ImageFacts, 'largestLayers' | 'builtWith' | 'steps'>> {
  const layers =
    session.facts.name === 'podman'
      ? await readPodmanHistory(session, reference)
      : await readDockerHistory(session, reference);
  const largest = layers
    .map(({ size, madeBy }) => ({ size, madeBy: madeBy.replace(/\s+/g, ' ').trim().slice(0, 200) }))
    .toSorted((a, b) => b.size - a.size)
    .slice(0, 3);
  const builtWith = layers.flatMap(({ madeBy }) => /^(?:RUN )?(\|\d+ .{0,4000})/s.exec(madeBy)?.[1] ?? []);
  return { largestLayers: largest, builtWith, steps: layers.map(({ madeBy }) => madeBy.slice(0, 4000)) };
}

async function readDockerHistory(session: EngineSession, reference: string): Promise<ImageFacts['largestLayers']> {
  const history = await session.ask([
    'history',
    '--no-trunc',
    '--human=false',
    '--format',
    '{{.Size}}\t{{.CreatedBy}}',
    reference,
  ]);
  return history
    .split('\n')
    .map((line) => ({ size: Number.parseInt(line, 10) || 0, madeBy: line.slice(line.indexOf('\t') + 1) }));
}

async function readPodmanHistory(session: EngineSession, reference: string): Promise<ImageFacts['largestLayers']> {
  const history = JSON.parse(await session.ask(['history', '--format', 'json', reference])) as readonly {
    readonly size: number;
    readonly CreatedBy?: string;
  }[];
  return history.map(({ size, CreatedBy = '' }) => ({ size, madeBy: CreatedBy }));
}

/** Files below each of `paths` of an image that is not started; nothing for a path that does not exist. */
export async function listFiles(
  session: EngineSession,
  image: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, readonly ContainerFile[] | undefined>> {
  const container = await lookInto(session, image);
  const listings = paths.map(async (path) => {
    const texts = path === '/etc' ? new Map(accountNames.map((name) => [name, ''])) : undefined;
    const files = await copyListing(session, container, path, texts);
    if (texts !== undefined) keepAccounts(session, image, files ?? [], texts);
    return [path, files] as const;
  });
  return new Map(await Promise.all(listings));
}

/** Files in /etc that say who is who. */
const accountNames = ['passwd', 'group'] as const;

/** What was seen on the way is not asked for again; where one of them is a link, or was not come to, each is. */
function keepAccounts(
  session: EngineSession,
  image: string,
  files: readonly ContainerFile[],
  texts: ReadonlyMap<string, string>,
): void {
  const isPlain = accountNames.every((name) => files.some(({ path, type }) => path === name && type === 'file'));
  if (isPlain) session.accountFiles.set(image, Promise.resolve(accountNames.map((name) => texts.get(name) ?? '')));
}

/** What an image has in /etc/passwd and /etc/group; empty where it has none. */
export function readAccounts(session: EngineSession, image: string): Promise<readonly string[]> {
  const known = session.accountFiles.get(image);
  if (known !== undefined) return known;
  const read = lookInto(session, image).then((container) =>
    Promise.all(accountNames.map((name) => copyText(session, container, `/etc/${name}`))),
  );
  session.accountFiles.set(image, read);
  return read;
}

/** Removes an image that lost its name, unless something still uses it. Says whether it is gone. */
export async function removeImage(session: EngineSession, id: string, builder: BuilderName): Promise<boolean> {
  if (builder === 'buildah' && session.facts.name === 'docker') await session.runProgram('buildah', ['rmi', id]);
  return (await session.run(['rmi', id])).code === 0;
}

/** Text of a small file of a container that is not started; empty when there is none. */
export async function copyText(session: EngineSession, container: string, path: string): Promise<string> {
  let text = '';
  // Podman follows links by itself, and knows no word for it.
  const follows = session.facts.name === 'docker' ? ['--follow-link'] : [];
  await session.run(['cp', ...follows, `${container}:${path}`, '-'], {
    readOutput: async (stream) => {
      text = await readFirstFile(stream);
    },
  });
  return text;
}

/** A container of an image that is never started: made once, and removed with all that the run made. */
export function lookInto(session: EngineSession, image: string): Promise<string> {
  const known = session.looks.get(image);
  if (known !== undefined) return known;
  const words = ['create', '--label', session.label, '--network', 'none', '--entrypoint', 'none', image];
  const made = session.ask(words);
  session.looks.set(image, made);
  return made;
}

/** Files below `path` of a container, running or not, with rows where they mean something; nothing when there is no such path. */
export async function copyListing(
  session: EngineSession,
  container: string,
  path: string,
  texts?: Map<string, string>,
): Promise<readonly ContainerFile[] | undefined> {
  let files: readonly ContainerFile[] = [];
  const top = path.split('/').findLast((part) => part !== '') ?? '';
  const end = await session.run(['cp', `${container}:${path}`, '-'], {
    readOutput: async (stream, enough) => {
      files = await readFiles(stream, top, mostListedFiles, enough, texts);
    },
  });
  // Then the engine was ended before its end.
  return end.code !== 0 && !isCutShort(files) ? undefined : files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
