import { tre } from '../../catalog/tre.ts';
import { randomBytes } from 'node:crypto';
import type { CellRequest } from '../../model/rehearsal/container-engine.ts';
import { UserError } from '../../model/errors.ts';
import { packFolders, type VolumeFolder } from './container-files.ts';
import type { VolumeReader } from './run/read-volumes.ts';
import type { EngineSession } from './container-engine-session.ts';

/** The volumes of one cell, by the path where they are mounted. */
export interface CellVolumes {
  /** Those that no other cell has. */
  readonly own: readonly string[];
  readonly mounts: readonly Mount[];
  /** Settled when what filled them is gone: before that they cannot be removed. */
  readonly filled: Promise<void>;
  /** With docker: what filled them stays, and all of them are read through it. */
  readonly reader?: VolumeReader;
}

interface Mount {
  readonly name: string;
  readonly path: string;
  readonly readOnly: boolean;
}

/**
 * Makes the volumes of a cell and fills them. Volumes, not host folders: files of any uid can be read and removed again without being root, and
 * nothing of the user's is mounted. Input that may only be read is copied once, for all cells.
 */
export async function fillVolumes(session: EngineSession, request: CellRequest): Promise<CellVolumes> {
  const isShared = request.data === 'read-only';
  const paths = [...tre.directories, ...request.hostFolders];
  const own = nameMounts(isShared ? paths.filter((path) => path !== tre.data) : paths);
  const [shared, filled] = await Promise.all([
    isShared ? shareData(session, request) : undefined,
    fill(session, request, own),
  ]);
  const data = shared === undefined ? [] : [{ name: shared, path: tre.data, readOnly: true }];
  return { own: own.map(({ name }) => name), mounts: [...data, ...own], ...filled };
}

function nameMounts(paths: readonly string[]): readonly Mount[] {
  // As engines name them: a program sees the name among its mounts. The label says whose they are.
  return paths.map((path) => ({ name: randomBytes(32).toString('hex'), path, readOnly: false }));
}

/** The volume with the input for all cells that may only read it; it goes with the run. */
function shareData(session: EngineSession, request: CellRequest): Promise<string> {
  const key = request.dataFolder ?? '';
  const known = session.sharedData.get(key);
  if (known !== undefined) return known;
  const make = async (): Promise<string> => {
    const mounts = nameMounts([tre.data]);
    // Its helper goes with the run as well.
    await fill(session, request, mounts);
    return mounts[0]?.name ?? '';
  };
  const made = make();
  session.sharedData.set(key, made);
  return made;
}

/** Fills new volumes through a container that is never started. Docker's `cp` goes through the mounts, so that it serves to read them, too. */
async function fill(
  session: EngineSession,
  request: CellRequest,
  mounts: readonly Mount[],
): Promise<Pick<CellVolumes, 'filled' | 'reader'>> {
  const isDocker = session.facts.name === 'docker';
  // Nothing that the image has is below it.
  const top = isDocker ? `/${randomBytes(8).toString('hex')}` : '';
  // Docker makes them with the container, podman knows no label there.
  if (!isDocker)
    await Promise.all(mounts.map(({ name }) => session.ask(['volume', 'create', '--label', session.label, name])));
  const helper = await session.ask([
    'create',
    '--label',
    session.label,
    '--network',
    'none',
    '--user',
    '0:0',
    ...(isDocker ? newVolumes(session, mounts, top) : mountWords(session, { mounts })),
    ...withoutVolumes(request.volumes),
    '--entrypoint',
    'none',
    request.image,
  ]);
  const paths = mounts.map(({ path }) => path);
  await copyInto(session, helper, folders(request, paths), top);
  if (isDocker) return { filled: Promise.resolve(), reader: { container: helper, top, paths } };
  // Podman gives a volume at its first start to whom the image's folder belongs to: the start, which finds no program, has that behind it.
  await session.run(['start', helper]);
  const filled = session.run(['rm', '--force', '--volumes', helper]).then(
    () => undefined,
    // Stopped: the end of the run removes it.
    () => undefined,
  );
  return { filled };
}

/** Words by which docker makes volumes of ours with a container, mounted below a folder. */
function newVolumes(session: EngineSession, mounts: readonly Mount[], top: string): readonly string[] {
  return mounts.flatMap(({ name, path }) => [
    '--mount',
    `type=volume,source=${name},target=${top}${path},volume-nocopy,volume-label=${session.label}`,
  ]);
}

/** Words for a container that is only a helper: else the engine makes a volume for each VOLUME of the image, with a copy of what lies there. */
export function withoutVolumes(paths: readonly string[]): readonly string[] {
  return paths
    .filter((path) => !tre.directories.some((directory) => directory === path))
    .flatMap((path) => ['--mount', `type=tmpfs,destination=${path}`]);
}

/**
 * Words for the container under test, and the volumes made for them: what the image has at a VOLUME stays a part of the image, as apptainer, which
 * knows no VOLUME, has it: not to be written where the root file system is not, and seen where it is. Docker has no word for that; there it is a
 * volume of ours with a copy of what lies there, which may only be read, or where the root file system may be written one of its own.
 */
export function keepImageVolumes(
  session: EngineSession,
  { volumes, rootFileSystem, hostFolders, tmpfs }: CellRequest,
): { readonly words: readonly string[]; readonly own: readonly string[] } {
  if (session.facts.name === 'podman') return { words: ['--image-volume', 'ignore'], own: [] };
  if (rootFileSystem !== 'read-only') return { words: [], own: [] };
  const mounted = [...tre.directories, ...tmpfs, ...hostFolders];
  const mounts = nameMounts(volumes.filter((path) => !mounted.some((above) => `${path}/`.startsWith(`${above}/`))));
  return {
    words: mounts.flatMap(({ name, path }) => [
      '--mount',
      `type=volume,source=${name},target=${path},readonly,volume-label=${session.label}`,
    ]),
    own: mounts.map(({ name }) => name),
  };
}

/**
 * `-v` words that mount the volumes without the engine copying the image's own files into them: in the TRE the mounts hide those.
 * For podman `U` gives what may be written to the container's user; with docker the archive did that.
 */
export function mountWords(session: EngineSession, volumes: Pick<CellVolumes, 'mounts'>): readonly string[] {
  const writable = session.facts.name === 'podman' ? ',U' : '';
  return volumes.mounts.flatMap(({ name, path, readOnly }) => [
    '--volume',
    `${name}:${path}:nocopy${readOnly ? ',ro' : writable}`,
  ]);
}

function folders(request: CellRequest, paths: readonly string[]): readonly VolumeFolder[] {
  const [uid = 0, ownGroup = 0] = (request.user ?? '0:0').split(':').map(Number);
  const gid = request.groups[0] ?? ownGroup;
  // The image's own USER may be a name: every id may write there, as keep-id arranges for it.
  const mode = request.user === undefined ? 0o777 : request.groups.length > 0 ? 0o2775 : 0o755;
  return paths.map((path) => {
    // The host's own that are no home are everybody's.
    if (request.hostFolders.includes(path) && path !== request.home)
      return { path: path.slice(1), uid: 0, gid: 0, mode: 0o1777 };
    const own: VolumeFolder = { path: path.slice(1), uid, gid, mode };
    if (path !== tre.data) return own;
    const content = request.dataFolder === undefined ? {} : { from: request.dataFolder };
    return request.data === 'read-only'
      ? { ...own, uid: 0, gid: 0, mode: 0o755, ...content, content: 'readable' }
      : { ...own, ...content, content: 'theirs' };
  });
}

/** Docker's `cp` to `/` goes through the mounts; podman's does not, and needs only the content, see `U` above. */
async function copyInto(
  session: EngineSession,
  helper: string,
  wanted: readonly VolumeFolder[],
  top: string,
): Promise<void> {
  const batches =
    session.facts.name === 'docker'
      ? [{ to: '/', folders: wanted.map((folder) => ({ ...folder, path: `${top.slice(1)}/${folder.path}` })) }]
      : wanted
          .filter(({ from }) => from !== undefined)
          .map((folder) => ({ to: `/${folder.path}`, folders: [{ ...folder, path: '' }] }));
  for (const batch of batches) {
    const end = await session.run(['cp', '-', `${helper}:${batch.to}`], { input: packFolders(batch.folders) });
    if (end.code !== 0)
      throw new UserError({
        what: `the input could not be copied to ${batch.to} of the container: ${end.log.trim()}`,
        why: 'every run gets its own copy of rehearsal/safe_data',
      });
  }
}
