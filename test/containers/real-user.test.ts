import { chmodSync, chownSync, existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { makeProject } from './equipment/rehearse-folder.ts';
import { batchBases, nothing, useRealUser } from './equipment/use-real-user.ts';

const standIns = inject('standIns');
const { user, rehearse, evidenceOf, held, rehearseBase } = useRealUser('batch');

function bring(name: string, dockerfile: readonly string[], files: Readonly<Record<string, string>> = {}): string {
  const { reference, digest } = standIns.python;
  const made = makeProject({
    Dockerfile: `${[`FROM ${reference}@${digest}`, 'RUN mkdir /safe_data /safe_outputs /scratch', ...dockerfile].join('\n')}\n`,
    'rehearsal/safe_data/a.csv': 'id\n1\n',
    ...files,
  });
  const folder = user().bring(made, name);
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
  expect(held()).toEqual(nothing);
});

test('what failed before 60 MB of other output is known, of which podman keeps the least', async () => {
  const folder = bring('noisy', ['COPY main.py /main.py', 'ENTRYPOINT ["python3", "/main.py"]'], {
    'main.py':
      'import subprocess, sys\nsubprocess.run([sys.executable, "-c", "import nosuchmodule"])\nfor _ in range(600):\n    sys.stdout.write(("x" * 99 + "\\n") * 1000)\nopen("/safe_outputs/a.csv", "w").write("n\\n")\n',
  });
  await rehearse(folder, ['--cell', 'root:read-only']);
  const { observation } = evidenceOf(folder).cells[0] ?? {};
  expect(observation).toMatchObject({ exitCode: 0, failedWithin: ['Python printed a traceback'] });
  expect(observation?.unreadOutput).toBeUndefined();
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
  expect(held()).toEqual(nothing);
});

describe.each(batchBases)('%s: the generated project', (base) => {
  test('passes every cell that it can do, and leaves nothing', async () => {
    const { said, verdict, passed } = await rehearseBase(base);
    expect(said).toMatch(/\d+ passed, 0 failed, 0 unknown, \d+ not applicable/);
    expect([verdict, passed]).toEqual(['pass', 10]);
    expect(held()).toEqual(nothing);
  });
});
