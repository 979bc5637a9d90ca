import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { BaseName } from '../../src/model/answers/answers.ts';
import type { RehearsalEvidence } from '../../src/model/rehearsal/evidence.ts';
import { makeRealUser, type RealUser } from './equipment/real-user.ts';
import { makeProject } from './equipment/rehearse-folder.ts';
import { runTool } from './equipment/run-tool.ts';

const standIns = inject('standIns');
const program = join(import.meta.dirname, '../../dist/bin/tre-container.js');
const top = mkdtempSync(join(tmpdir(), 'tre-real-user-'));
let user: RealUser;

beforeAll(() => {
  user = makeRealUser(process.env['CONTAINERS_REGISTRIES_CONF'] ?? '');
});
afterAll(async () => {
  await user.remove();
  rmSync(top, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Rehearses a project of this user's; with `when`, Ctrl-C follows once that was printed, after `pause` ms. */
async function rehearse(folder: string, words: readonly string[], when?: string, pause = 0): Promise<Ended> {
  const child = user.start(['rehearse', folder, '--engine', 'podman', ...words]);
  let [out, err, told] = ['', '', false];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    if (when === undefined || told || !err.includes(when)) return;
    told = true;
    setTimeout(() => child.kill('SIGINT'), pause);
  });
  return new Promise((resolve) => void child.once('close', (code) => resolve({ code, out, err })));
}

function evidenceOf(folder: string): RehearsalEvidence {
  return JSON.parse(readFileSync(join(folder, 'rehearsal/evidence.json'), 'utf8')) as RehearsalEvidence;
}

/** What this user's podman and temporary folder hold beside images with a name. */
function held(): readonly string[] {
  return [
    user.run('podman', ['ps', '--all', '--quiet']),
    user.run('podman', ['volume', 'ls', '--quiet']),
    user.run('podman', ['images', '--quiet', '--filter', 'label=tre-container.rehearsal']),
    readdirSync(join(user.home, 'tmp'))
      .filter((name) => name.startsWith('containers-run-'))
      .join(),
  ];
}

function bring(name: string, dockerfile: readonly string[], files: Readonly<Record<string, string>> = {}): string {
  const { reference, digest } = standIns.python;
  const made = makeProject({
    Dockerfile: `${[`FROM ${reference}@${digest}`, 'RUN mkdir /safe_data /safe_outputs /scratch', ...dockerfile].join('\n')}\n`,
    'rehearsal/safe_data/a.csv': 'id\n1\n',
    ...files,
  });
  const folder = user.bring(made, name);
  rmSync(dirname(made), { recursive: true, force: true });
  return folder;
}

test('a user of the cluster has no entry in /etc/passwd, the caller of apptainer has one, root keeps its own', async () => {
  const folder = bring('names', ['COPY main.py /app/main.py', 'CMD ["python3", "/app/main.py"]'], {
    'main.py':
      'import os, pwd\nassert pwd.getpwuid(0).pw_name == "root"\nprint(pwd.getpwuid(os.getuid()))\nopen("/safe_outputs/a.csv", "w").write("n\\n")\n',
  });
  const cells = ['root:read-only', 'host-user:read-only', 'high-uid:read-only'];
  const { code, out } = await rehearse(
    folder,
    cells.flatMap((cell) => ['--cell', cell]),
  );
  const { cells: seen, engine } = evidenceOf(folder);
  expect(code).toBe(1);
  expect(engine).toMatchObject({ name: 'podman', rootless: true });
  expect(seen.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
    'root:read-only pass',
    'host-user:read-only pass',
    'high-uid:read-only fail',
  ]);
  expect(seen[1]?.observation?.user).toContain('uid=10001(tre-user) gid=10001(tre-user)');
  expect(out).toContain('/etc/passwd has no entry for this uid');
  expect(held()).toEqual(['', '', '', '']);
});

test('data that this user may not read are named before anything is built', async () => {
  const folder = bring('unreadable', ['CMD ["true"]'], { 'rehearsal/safe_data/theirs.csv': 'id\n1\n' });
  const file = join(folder, 'rehearsal/safe_data/theirs.csv');
  chownSync(file, 0, 0);
  chmodSync(file, 0o600);
  const { code, err } = await rehearse(folder, []);
  expect([code, existsSync(join(folder, 'rehearsal/evidence.json'))]).toEqual([2, false]);
  expect(err).toContain('theirs.csv');
  expect(err).toContain('may not be read by you, so no run can get it');
  expect(err).not.toContain('Building ');
});

test.each([
  ['Building ', 0],
  ['STEP 2', 0],
  ['STEP 3', 100],
  ['[1/', 0],
  ['[1/', 500],
  ['[1/', 1500],
  ['root:read-only passed', 0],
  ['host-user:read-only ...', 700],
  ['no-network ...', 300],
  ['writes ...', 200],
])('Ctrl-C after %j and %d ms leaves nothing', async (when, pause) => {
  const folder = bring('stopped', [
    `LABEL moment="${when}${String(pause)}"`,
    'ENTRYPOINT ["sh", "-c", "echo n > /safe_outputs/a.csv"]',
  ]);
  const { code, err } = await rehearse(folder, [], when, pause);
  expect([code, err]).toEqual([130, expect.stringContaining('Stopping')]);
  expect(held()).toEqual(['', '', '', '']);
});

describe.each(Object.keys(standIns) as BaseName[])('%s: the generated project', (base) => {
  test('passes every cell that it can do, and leaves nothing', async () => {
    const folder = join(top, base);
    const { reference } = standIns[base];
    const words = [`base=${base}`, `image=${reference}`, 'ci=none'].flatMap((word) => ['--set', word]);
    runTool('node', [program, 'create', folder, ...words, '--defaults', '--quiet']);
    runTool('node', [program, 'pin', '--update', folder]);
    const own = user.bring(folder, base);
    const { out, err } = await rehearse(own, ['--all']);
    expect(`${err}\n${out}`).toMatch(/\d+ passed, 0 failed, 0 unknown, \d+ not applicable/);
    const { cells, verdict } = evidenceOf(own);
    const passed = cells.filter((cell) => cell.verdict === 'pass').length;
    expect([verdict, passed]).toEqual(['pass', base === 'rocker' ? 3 : 10]);
    expect(held()).toEqual(['', '', '', '']);
    // Images stay until this user goes: the next bases stand on their layers, and podman takes half a minute to remove those of one.
  });
});
