import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AnyCall, adopt, upgrade } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-runtimes-'));
  writeFileSync(join(folder, 'run.py'), 'print(open("/safe_data/x.csv").read())\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function start(run: AnyCall, target: string, set: readonly string[]): Promise<string> {
  const environment = catchEnvironment();
  const flags = { defaults: true, set };
  const code = await run({ targets: [target], flags } as never, environment).catch((error: unknown) => String(error));
  return `${String(code)}\n${environment.printed.out}${environment.printed.err}`;
}

const ces = (): readonly string[] => readdirSync(join(folder, 'tre/ces')).toSorted();
const all = 'runtimes=podman,apptainer,kubernetes';

test('the job of the GPU cluster is written where a GPU is used, or where that runtime is chosen', async () => {
  await start(adopt, folder, []);
  expect(ces()).toEqual(['opt-file.txt', 'run.sh']);
  expect(readFileSync(join(folder, 'tre/ces/run.sh'), 'utf8')).not.toContain('k8s');
  expect(readFileSync(join(folder, 'tre/README.md'), 'utf8')).toContain(
    '| options of podman | `tre/ces/opt-file.txt` | `--user=0:0`: podman runs without root in the TRE',
  );
  await start(upgrade, join(folder, 'tre'), [all]);
  expect(ces()).toEqual(['job.yaml', 'opt-file.txt', 'run.sh']);
});

test.each([['gpu=true'], [all]])('it is written at once with --set %s', async (given) => {
  await start(adopt, folder, [given]);
  expect(ces()).toContain('job.yaml');
});

test('a job has a folder of its own for results only where a program reads which', async () => {
  const job = (): string => readFileSync(join(folder, 'tre/ces/job.yaml'), 'utf8');
  await start(adopt, folder, [all]);
  expect(job()).not.toMatch(/JOB_POD|TRE_SAFE_OUTPUTS/);
  expect(job()).toContain('files of one name replace each other');
  writeFileSync(join(folder, 'run.py'), 'import os\nopen(os.environ["TRE_SAFE_OUTPUTS"] + "/x.csv", "w").write("a")\n');
  await start(adopt, folder, [all]);
  expect(job()).toContain('value: /safe_outputs/$(JOB_POD)');
});

test('it goes with its runtime only where nobody edited it', async () => {
  await start(adopt, folder, [all]);
  await start(adopt, folder, ['runtimes=podman,apptainer']);
  expect(existsSync(join(folder, 'tre/ces/job.yaml'))).toBe(false);
  await start(upgrade, join(folder, 'tre'), [all]);
  const job = join(folder, 'tre/ces/job.yaml');
  const edited = readFileSync(job, 'utf8').replace('16Gi', '17Gi');
  writeFileSync(job, edited);
  await start(adopt, folder, ['runtimes=podman']);
  expect(readFileSync(job, 'utf8')).toBe(edited);
  expect(ces()).toEqual(['job.yaml', 'opt-file.txt', 'run.sh']);
});
