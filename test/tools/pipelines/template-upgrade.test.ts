import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { type NpmRegistry, readPackage, startNpmRegistry } from '../../helpers/npm-registry.ts';
import { type Machine, makeMachine } from './machine.ts';
import { quickTools } from './quick-tools.ts';
import { type JobRun, runGitHubJob } from './run-job.ts';

// The monthly check of a project on GitHub, all its lines word for word: the package from a registry on loopback, the repository beside it, and what
// would speak to GitHub written down.

const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'template-upgrade-'));
const made = join(folder, 'made');
const workflow = '.github/workflows/container.yml';
const newLine = '# Lints and scans';
let registry: NpmRegistry;
let machine: Machine;

const git = (where: string, ...words: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...words], {
    cwd: where,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

beforeAll(async () => {
  const place = join(root, 'build/checker');
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { cwd: place, encoding: 'utf8' }),
  ) as [{ filename: string }];
  registry = await startNpmRegistry();
  registry.publish(readPackage(join(place, 'package.json'), join(folder, filename)));
  const set = ['name=lung-ct', 'project=p-1', 'registry=ghcr.io/lung-study', 'contact=Ada', 'upgradeCheck=true'];
  const words = ['create', made, '--defaults', ...set.flatMap((each) => ['--set', each])];
  execFileSync('node', [join(root, 'dist/bin/tre-container.js'), ...words], { stdio: 'ignore' });
}, 300_000);
beforeEach(async () => {
  machine = await makeMachine(made, quickTools, registry.url);
  machine.stub(
    'npm',
    `if [ "$1 $2" = 'audit signatures' ]; then exit "\${SIGNATURES:-0}"; fi; exec ${inject('npm')} "$@"`,
  );
  machine.stub('gh', 'echo "gh $*" >> "$GH_LOG"; case "$2" in list) echo 0 ;; esac');
});
afterEach(() => machine.remove());
afterAll(async () => {
  await registry.close();
  rmSync(folder, { recursive: true });
});

const at = (name: string): string => join(machine.project, name);
const edit = (name: string, change: (text: string) => string): void => {
  writeFileSync(at(name), change(readFileSync(at(name), 'utf8')));
};

/** Makes of the project what an older template had written: a line less in a file and in what is recorded of it. */
function makeOlder(...names: readonly string[]): void {
  edit('.tre-container/baseline.json', (text) => {
    const baseline = JSON.parse(text) as { files: Record<string, { text?: readonly string[] } | readonly string[]> };
    for (const name of names) {
      const kept = baseline.files[name];
      const lines = (Array.isArray(kept) ? kept : (kept as { text: string[] }).text) as string[];
      const first = lines.findIndex((line) => line.trim() !== '' && !line.startsWith('#!'));
      const [line = ''] = lines.splice(first, 1);
      edit(name, (own) => own.replace(`${line}\n`, ''));
    }
    return `${JSON.stringify(baseline, undefined, 2)}\n`;
  });
}

function commit(): void {
  const origin = join(machine.folder, 'origin.git');
  git(machine.folder, 'init', '--quiet', '--bare', origin);
  git(machine.project, 'init', '--quiet', '--initial-branch', 'main');
  git(machine.project, 'add', '--all');
  git(machine.project, 'commit', '--quiet', '--message', 'Project');
  git(machine.project, 'remote', 'add', 'origin', origin);
}

const said = (): string =>
  existsSync(join(machine.folder, 'gh')) ? readFileSync(join(machine.folder, 'gh'), 'utf8') : '';
const job = async (name: 'look' | 'propose', variables: Readonly<Record<string, string>> = {}): Promise<JobRun> =>
  runGitHubJob(machine, at('.github/workflows/template-upgrade.yml'), name, {
    GH_LOG: join(machine.folder, 'gh'),
    ...variables,
  });
const patch = (): string => join(machine.folder, 'tmp/upgrade/upgrade.patch');

/** The second job, on a machine of its own that has the repository and what the first one handed over. */
async function propose(): Promise<JobRun> {
  const kept = join(machine.folder, 'handed-over');
  cpSync(join(machine.folder, 'tmp/upgrade'), kept, { recursive: true });
  git(machine.project, 'reset', '--quiet', '--hard', 'HEAD');
  git(machine.project, 'clean', '--quiet', '-fd');
  machine.stub(
    'git',
    `mkdir -p "$RUNNER_TEMP"; [ -e "$RUNNER_TEMP/upgrade" ] || cp -a "${kept}" "$RUNNER_TEMP/upgrade"; exec /usr/bin/git "$@"`,
  );
  return job('propose');
}

const readChecklist = (place: string): string =>
  readFileSync(join(place, 'CHECKLIST.md'), 'utf8').replace(/leaves \d+ of \d+ files <!-- wrote:met:\w+/, '');

test('what is up to date is left alone', async () => {
  commit();
  const run = await job('look');
  expect([run.green, run.out]).toEqual([true, expect.any(String)]);
  expect(existsSync(patch())).toBe(false);
});

test('a newer template is proposed without pipelines, and the command in the request finishes it', async () => {
  makeOlder('README.md', workflow);
  commit();
  const looked = await job('look');
  expect([looked.green, looked.out.slice(-2000)]).toEqual([true, expect.stringContaining(workflow)]);
  const run = await propose();
  expect([run.green, run.out.slice(-2000)]).toEqual([true, expect.any(String)]);
  const body = readFileSync(join(machine.folder, 'tmp/body.md'), 'utf8');
  expect(body).toContain(`\n- ${workflow}\n`);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  expect(body).toContain(`\n    npx --yes tre-container@${version} upgrade\n`);
  expect(said()).toContain('gh pr create --head template-upgrade');
  const branch = join(machine.folder, 'branch');
  git(machine.folder, 'clone', '--quiet', '--branch', 'template-upgrade', join(machine.folder, 'origin.git'), branch);
  const changed = git(branch, 'diff', '--name-only', 'HEAD~1').trim().split('\n');
  expect(changed).toContain('README.md');
  expect(changed.filter((name) => name.startsWith('.github'))).toEqual([]);
  expect(readFileSync(join(branch, 'README.md'), 'utf8')).toBe(readFileSync(join(made, 'README.md'), 'utf8'));
  expect(readFileSync(join(branch, workflow), 'utf8').startsWith(newLine)).toBe(false);
  // What the request says, as the package that it names.
  const program = join(root, 'dist/bin/tre-container.js');
  execFileSync('node', [program, 'upgrade', branch, '--defaults'], { stdio: 'ignore' });
  expect(readFileSync(join(branch, workflow), 'utf8')).toBe(readFileSync(join(made, workflow), 'utf8'));
  // But for how many files lie in the folder, which is a repository now.
  expect(readChecklist(branch)).toBe(readChecklist(made));
});

test('a package whose signature does not hold is not run', async () => {
  makeOlder('README.md');
  commit();
  const run = await job('look', { SIGNATURES: '1' });
  expect([run.green, run.steps.at(-1)]).toEqual([
    false,
    'Install the newest generator, one package without dependencies',
  ]);
  expect(existsSync(patch())).toBe(false);
});

test.each([
  ['a pipeline', (): void => edit(workflow, (text) => `${text}# more\n`)],
  ['a file that is not generated', (): void => writeFileSync(at('notes.txt'), 'changed\n')],
  ['a hook of git', (): void => writeFileSync(at('.gitattributes'), '* filter=x\n')],
  [
    'a link',
    (): void => {
      rmSync(at('README.md'));
      symlinkSync('/etc/passwd', at('README.md'));
    },
  ],
])('a patch that changes %s is refused as a whole', async (_, spoil) => {
  writeFileSync(at('notes.txt'), 'mine\n');
  makeOlder('README.md');
  commit();
  await job('look');
  spoil();
  git(machine.project, 'add', '--all');
  writeFileSync(patch(), git(machine.project, 'diff', '--cached', '--binary', '--no-renames'));
  const run = await propose();
  expect(run.out).toContain('The upgrade touches what it must not, so nothing of it was taken:');
  expect([run.green, said()]).toEqual([false, '']);
});
