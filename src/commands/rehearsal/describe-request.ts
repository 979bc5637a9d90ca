import { foreignHome, hostFolders, identityRuntimes } from '../../engine/rehearsal/plan-rehearsal.ts';
import { watchEnd } from '../../engine/rehearsal/outliving.ts';
import type { CellRequest } from '../../model/rehearsal/container-engine.ts';
import type { Cell, IdentityName } from '../../model/rehearsal/rehearsal.ts';
import type { RunSetup } from './observe-cell.ts';

/** Uid and groups as the GPU cluster gives them, and an ordinary user's as apptainer keeps them. */
const clusterUser = { uid: 1998602116, gid: 5000, group: 7000 };
const hostUser = { uid: 10001, gid: 10001 };

/** How the TRE starts the container of one cell, but for its variables. */
export function describeRequest(cell: Cell, setup: RunSetup, highestId: number): Omit<CellRequest, 'environment'> {
  const { image, subject, limits, options } = setup;
  const { words, tmpfs, workingDirectory, entrypoint, arguments: own } = options[identityRuntimes[cell.identity]];
  const isHostUser = cell.identity === 'host-user';
  // Apptainer: the caller's own folder, whatever WORKDIR says; the host's /tmp, /var/tmp and /dev/shm.
  const folder = workingDirectory ?? (isHostUser ? foreignHome : undefined);
  return {
    // By its id: another rehearsal at the same time may have taken the name.
    image: image.id,
    imageVariables: image.environment.map((each) => each.split('=', 1)[0] ?? ''),
    volumes: image.volumes ?? [],
    watchers: setup.watchers,
    network: cell.network ?? 'watched',
    ...identityWords(cell.identity, highestId, options.podman.keptUser),
    hasAccount: isHostUser,
    data: cell.data,
    rootFileSystem: cell.rootFileSystem,
    options: isHostUser ? [...words, `--shm-size=${String(Math.floor(limits.memory / 2))}`] : words,
    tmpfs: isHostUser ? [] : tmpfs,
    hostFolders: isHostUser ? hostFolders : [],
    capabilities: subject.profile.capabilities,
    refusesNamespaces: cell.identity === 'high-uid',
    arguments: own ?? setup.arguments,
    limits,
    ...(folder !== undefined && { workingDirectory: folder }),
    ...(entrypoint !== undefined && { entrypoint }),
    ...(setup.dataFolder !== undefined && { dataFolder: setup.dataFolder }),
  };
}

/**
 * As apptainer starts a batch job: not as the first process of a tree of its own, and what it leaves running is looked for at its end. Nothing for any
 * other run. `mark`: by which the shell's word is known.
 */
export function watchOutliving(
  cell: Cell,
  { image, subject }: RunSetup,
  request: CellRequest,
  mark: string,
): CellRequest | undefined {
  if (cell.identity !== 'host-user' || subject.kind !== 'batch') return undefined;
  const given = request.arguments.length > 0 ? request.arguments : image.command;
  const words =
    request.entrypoint === undefined ? [...image.entrypoint, ...given] : [request.entrypoint, ...request.arguments];
  return words.length === 0 ? undefined : { ...request, ...watchEnd(words, mark) };
}

function identityWords(
  identity: IdentityName,
  highestId: number,
  keptUser: string | undefined,
): Pick<CellRequest, 'user' | 'groups' | 'home'> {
  // An engine without root maps few ids: its highest stands for the cluster's.
  const id = (wanted: number): number => Math.min(wanted, highestId);
  if (identity === 'root') return { user: '0:0', groups: [] };
  if (identity === 'host-user')
    return { user: `${id(hostUser.uid)}:${id(hostUser.gid)}`, groups: [], home: foreignHome };
  if (identity === 'high-uid')
    return { user: `${id(clusterUser.uid)}:${id(clusterUser.gid)}`, groups: [id(clusterUser.group)] };
  return keptUser === undefined ? { groups: [] } : { user: keptUser, groups: [] };
}
