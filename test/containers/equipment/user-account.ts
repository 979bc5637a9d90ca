import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { setAside } from './former-runs.ts';
import { runTool } from './run-tool.ts';

/** The real users, one for each file of tests: two podmans on one folder would wait for each other. */
const kinds = ['batch', 'sessions'] as const;
export type UserKind = (typeof kinds)[number];

/** An account without any rights beside uids of its own. */
export interface UserAccount {
  readonly name: string;
  readonly home: string;
  /** Ends all that this user runs, and removes the account. Its podman's images are kept for the next run where `isWhole`. */
  readonly remove: (isWhole: boolean) => Promise<void>;
}

/** Ids that no machine gives by itself. */
const firstUid = 60_580;
const firstSubId = 10_000_000;
const subIds = 65_536;
/** Where podman keeps a user's images. */
const store = '.local/share/containers/storage';

/**
 * Makes an account with the uids and the home of the run before, so that podman finds its images as it left them: they are kept as those of the
 * other engines are. `key`: of all that decides whether they may be.
 */
export async function makeAccount(cache: string, kind: UserKind, key: string): Promise<UserAccount> {
  const folder = join(cache, 'users', kind);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const mark = join(folder, 'account.json');
  const known = existsSync(mark)
    ? (JSON.parse(readFileSync(mark, 'utf8')) as { readonly uid: number; readonly key: string })
    : undefined;
  // The cache is this run's alone: such a user is one of a run that was killed.
  if (known !== undefined && runsAs(known.uid) === `tre-${known.uid}`) await removeAccount(known.uid);
  const uid = known !== undefined && runsAs(known.uid) === undefined ? known.uid : freeUid(kind);
  if (uid !== known?.uid || key !== known.key) setAside(join(folder, 'storage'));
  writeFileSync(mark, JSON.stringify({ uid, key }));
  const name = `tre-${uid}`;
  const home = join('/home', name);
  setAside(home);
  const first = firstSubId + (uid - firstUid) * subIds;
  const range = `${first}-${first + subIds - 1}`;
  runTool('groupadd', ['--gid', String(uid), name]);
  runTool('useradd', ['--create-home', '--uid', String(uid), '--gid', String(uid), '--shell', '/bin/sh', name]);
  runTool('usermod', ['--add-subuids', range, '--add-subgids', range, name]);
  mkdirSync(dirname(join(home, store)), { recursive: true });
  if (existsSync(join(folder, 'storage'))) move(join(folder, 'storage'), join(home, store));
  return {
    name,
    home,
    remove: async (isWhole) => {
      await endProcessesOf(uid);
      if (isWhole && existsSync(join(home, store))) move(join(home, store), join(folder, 'storage'));
      await removeAccount(uid);
    },
  };
}

/** Between two file systems nothing is kept: it would be copied in minutes. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    setAside(from);
  }
}

async function removeAccount(uid: number): Promise<void> {
  await endProcessesOf(uid);
  runTool('userdel', ['--force', `tre-${uid}`]);
  const home = join('/home', `tre-${uid}`);
  // Images take minutes.
  if (existsSync(join(home, store))) setAside(home);
  else rmSync(home, { recursive: true, force: true });
}

/** Name of the account with this uid. */
function runsAs(uid: number): string | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.split(':')[2] === String(uid));
  return line?.split(':')[0];
}

function freeUid(kind: UserKind): number {
  for (let uid = firstUid + kinds.indexOf(kind); ; uid += kinds.length) if (runsAs(uid) === undefined) return uid;
}

/** Podman leaves a process that holds its namespace. Only this user's are looked for. */
async function endProcessesOf(uid: number): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const own = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && ownerOf(`/proc/${pid}`) === uid);
    if (own.length === 0) return;
    for (const pid of own) {
      try {
        process.kill(Number(pid), 'SIGKILL');
      } catch {
        // It has ended already.
      }
    }
    await sleep(100);
  }
}

function ownerOf(path: string): number | undefined {
  try {
    return statSync(path).uid;
  } catch {
    return undefined;
  }
}
