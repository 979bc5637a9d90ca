import type { Runtime } from '../../model/answers/answers.ts';
import { UserError } from '../../model/errors.ts';
import type {
  Cell,
  CellSelection,
  DataAccess,
  IdentityName,
  RehearsalSubject,
} from '../../model/rehearsal/rehearsal.ts';

/** Which runtime of the TRE gives a container which identity; `image-user` is what podman's keep-id option gives. */
export const identityRuntimes: Readonly<Record<IdentityName, Runtime>> = {
  'image-user': 'podman',
  root: 'podman',
  'host-user': 'apptainer',
  'high-uid': 'kubernetes',
};

/** Id of the cell that observes what is written where, in a writable layer. */
export const writesCell = 'writes';

/** Id of the cell that runs with the engine's own `none`: what the sink answers cannot be mistaken for a network there. */
export const noNetworkCell = 'no-network';

/** Home directory that is mounted for the identity that keeps its own. */
export const foreignHome = '/home/tre-user';

/** What is the host's own under apptainer, and writable: what is written there stays when the container ends. */
export const hostFolders: readonly string[] = [foreignHome, '/tmp', '/var/tmp'];

const identities = Object.keys(identityRuntimes) as readonly IdentityName[];
const accesses: readonly DataAccess[] = ['read-only', 'read-write'];

/**
 * The cells of a rehearsal, in the order in which they are run. Cells that the base cannot do are in it with the reason.
 * `imageUser` is the image's USER, empty for root. Throws UserError for a selected id that does not exist.
 */
export function planRehearsal(subject: RehearsalSubject, imageUser: string, selection: CellSelection): readonly Cell[] {
  const every = everyCell(subject, imageUser);
  if (selection === 'all') return every;
  const wanted = selection === 'quick' ? quickCells(subject, imageUser) : selection;
  const unknown = wanted.filter((id) => !every.some((cell) => cell.id === id));
  if (unknown.length > 0)
    throw new UserError({
      where: '--cell',
      what: `there is no cell ${unknown.join(', ')}`,
      fix: `use one of: ${every.map(({ id }) => id).join(', ')}`,
    });
  return every.filter((cell) => wanted.includes(cell.id));
}

function everyCell(subject: RehearsalSubject, imageUser: string): readonly Cell[] {
  const rootFileSystem = subject.profile.writableBecause === undefined ? 'read-only' : 'writable';
  const grid = identities.flatMap((identity) =>
    accesses.map((data): Cell => {
      const reason = whyNot(subject, imageUser, identity);
      return {
        id: `${identity}:${data}`,
        identity,
        data,
        rootFileSystem,
        ...(reason !== undefined && { notApplicable: reason }),
      };
    }),
  );
  const identity = firstIdentity(subject);
  const alone: Cell = { id: noNetworkCell, identity, data: 'read-only', rootFileSystem, network: 'none' };
  if (rootFileSystem === 'writable') return [...grid, alone];
  return [...grid, alone, { id: writesCell, identity, data: 'read-write', rootFileSystem: 'writable' }];
}

function whyNot(subject: RehearsalSubject, imageUser: string, identity: IdentityName): string | undefined {
  const runtime = identityRuntimes[identity];
  const unsupported = subject.unsupportedRuntimes[runtime];
  if (unsupported !== undefined) return unsupported;
  return identity === 'image-user' && isRoot(imageUser)
    ? 'The image\'s own USER is root, so this is the same run as "root".'
    : undefined;
}

function isRoot(user: string): boolean {
  return ['', '0', 'root'].includes(user.split(':')[0] ?? '');
}

/**
 * Identities that the project's runtimes give a container, in the order in which they are run; those that the base cannot do are left out.
 * `imageUser` is the image's USER: podman's keep-id option gives it, and is a run of its own only where it is not root.
 */
export function neededIdentities(subject: RehearsalSubject, imageUser: string): readonly IdentityName[] {
  const chosen = subject.runtimes.length === 0 ? (['podman'] as const) : subject.runtimes;
  const needed = identities.filter(
    (identity) => chosen.includes(identityRuntimes[identity]) && whyNot(subject, imageUser, identity) === undefined,
  );
  const first = firstIdentity(subject);
  return needed.toSorted((a, b) => Number(b === first) - Number(a === first));
}

/**
 * Each identity of the project's runtimes once, with read-only data; where that is one run only, the same with read-write data too. Then
 * the run without any network, and the observation of writes.
 */
function quickCells(subject: RehearsalSubject, imageUser: string): readonly string[] {
  const needed = neededIdentities(subject, imageUser);
  const first = firstIdentity(subject);
  const once = (needed.length === 0 ? [first] : needed).map((identity) => `${identity}:read-only`);
  const twice = needed.length > 1 ? [] : [`${first}:read-write`];
  const writes = subject.profile.writableBecause === undefined ? [writesCell] : [];
  return [...once, ...twice, noNetworkCell, ...writes];
}

function firstIdentity({ runtimes }: RehearsalSubject): IdentityName {
  if (runtimes.length === 0 || runtimes.includes('podman')) return 'root';
  return runtimes.includes('apptainer') ? 'host-user' : 'high-uid';
}
