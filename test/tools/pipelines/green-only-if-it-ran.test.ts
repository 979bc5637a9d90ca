import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  type NpmRegistry,
  type PublishedPackage,
  readPackage,
  integrityOf,
  startNpmRegistry,
} from '../../helpers/npm-registry.ts';
import { quickTools, sarifOf } from './quick-tools.ts';
import { type Downloads, makeMachine, type Machine, readText } from './machine.ts';
import { runGitHubJob, runGitLabJob, type JobRun } from './run-job.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'green-'));
let registry: NpmRegistry;
let checker: PublishedPackage;
let machine: Machine | undefined;

const sarif = sarifOf;
const tools = quickTools;

/** Makes a package whose program is this script, but for the gate, which is ours: what it judges is what the script left. */
function makePackage(script: string, more: object = {}): PublishedPackage {
  const place = mkdtempSync(join(folder, 'package-'));
  const manifest = { ...checker.manifest, bin: { 'tre-container': 'run.sh' }, ...more };
  mkdirSync(join(place, 'package'));
  writeFileSync(join(place, 'package', 'package.json'), JSON.stringify(manifest));
  const gate = `case "$1" in gate) exec node '${join(root, 'dist/bin/tre-container.js')}' "$@" ;; esac\n`;
  writeFileSync(join(place, 'package', 'run.sh'), `#!/bin/sh\n${gate}${script}\n`, { mode: 0o755 });
  execFileSync('tar', ['-czf', 'package.tgz', 'package'], { cwd: place });
  return { ...readPackage(join(place, 'package', 'package.json'), join(place, 'package.tgz')), manifest };
}

beforeAll(async () => {
  registry = await startNpmRegistry();
  const place = join(root, 'build', 'checker');
  execFileSync('npm', ['pack', '--pack-destination', folder], { cwd: place, stdio: 'ignore' });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  checker = readPackage(join(place, 'package.json'), join(folder, tarball));
  // Made from the clone that this is.
  for (const ci of ['github', 'gitlab']) {
    const words = [
      join(root, 'dist/bin/tre-container.js'),
      join(folder, ci),
      '--set',
      'project=nsh-2024-001',
      '--set',
      `ci=${ci}`,
      '--set',
      'registry=ghcr.io/lung-study',
      '--set',
      'name=mean-by-group',
      '--defaults',
      '--quiet',
    ];
    execFileSync('node', words, { cwd: folder });
  }
}, 300_000);
afterEach(() => {
  machine?.remove();
  machine = undefined;
  registry.publish(checker);
});
afterAll(async () => {
  await registry.close();
  rmSync(folder, { recursive: true });
});

type Forge = 'github' | 'gitlab';

/** Runs all that happens before the image is built, and which must be green for that. */
async function runChecks(
  forge: Forge,
  how: {
    readonly downloads?: Partial<Downloads>;
    readonly variables?: Readonly<Record<string, string>>;
    readonly change?: (machine: Machine) => void;
    readonly registry?: string;
    readonly project?: string;
  } = {},
): Promise<JobRun> {
  registry.publish(registered ?? checker);
  machine = await makeMachine(
    how.project ?? join(folder, forge),
    { ...tools, ...how.downloads },
    how.registry ?? registry.url,
  );
  if (withdrawn) registry.withdraw(checker.manifest.name);
  how.change?.(machine);
  const file = (path: string): string => join(machine?.project ?? '', path);
  if (forge === 'github') {
    const workflow = file('.github/workflows/container.yml');
    return how.project === undefined
      ? runGitHubJob(machine, workflow, 'image', how.variables, 'Build')
      : runGitHubJob(machine, workflow, 'dockerfile', how.variables);
  }
  const first = await runGitLabJob(machine, file('.gitlab-ci.yml'), 'dockerfile', how.variables);
  if (!first.green) return first;
  const last = await runGitLabJob(machine, file('.gitlab-ci.yml'), 'requirements', how.variables);
  return { ...last, out: first.out + last.out };
}

let registered: PublishedPackage | undefined;
let withdrawn = false;
afterEach(() => {
  registered = undefined;
  withdrawn = false;
});

/** A report that leads elsewhere: the pipeline empties the folder, so that it is put there whenever the folder is made. */
const atReport =
  (name: string, target: string) =>
  (where: Machine): void =>
    where.stub(
      'mkdir',
      `PATH="\${PATH#*:}" command mkdir "$@" || exit; case "\${*: -1}" in reports|*/reports) ln -sf '${target}' "\${*: -1}/${name}" ;; esac`,
    );

/** npm verifies signatures by keys that it asks for in the world: here it only says what it found. */
const npm =
  (answer: string) =>
  (where: Machine): void =>
    where.stub('npm', `if [ "$1 $2" = 'audit signatures' ]; then ${answer}; fi; exec ${inject('npm')} "$@"`);

const finding = (level: string): object => ({ ruleId: `R-${level}`, level, message: { text: 'a\nb' } });
const reporting = (...results: readonly object[]): Partial<Downloads> => ({
  hadolint: tools.hadolint.replace(sarif('Hadolint'), sarif('Hadolint', results)),
});

describe.each(['github', 'gitlab'] as const)('%s: what did not look is not green', (forge) => {
  test('with nothing amiss it is green, with every report', async () => {
    const run = await runChecks(forge);
    expect(run.out).toContain('Not checked: the checksum of npm:tre-container@');
    expect(run).toMatchObject({ green: true });
    for (const name of ['hadolint', 'trivy-dockerfile', 'tre-container'])
      expect(readText(join(machine?.project ?? '', 'reports', `${name}.sarif`))).toContain('"runs"');
  });

  test('the registry does not know the package', async () => {
    withdrawn = true;
    const run = await runChecks(forge);
    expect(run).toMatchObject({ green: false });
    expect(run.out).toMatch(/404/);
  });

  test('there is no network', async () => {
    expect(await runChecks(forge, { registry: 'http://127.0.0.1:9/' })).toMatchObject({ green: false });
  });

  test('the package brings another one with it', async () => {
    registered = makePackage('', { dependencies: { other: '1.0.0' } });
    const other = makePackage('', { name: 'other', version: '1.0.0' });
    registry.publish(other);
    const run = await runChecks(forge);
    registry.withdraw('other');
    expect(run).toMatchObject({ green: false });
    expect(run.out).toContain('it brought other packages with it');
  });

  test('the package has another checksum than the pinned one; with that one it is taken', async () => {
    const source = `npm:${checker.manifest.name}@${checker.manifest.version}`;
    const wrong = await runChecks(forge, { change: pinTo(`${source}#sha512-AAAA`) });
    expect(wrong).toMatchObject({ green: false });
    expect(wrong.out).toContain('and not what CHECKER_INTEGRITY says');
    machine?.remove();
    const right = await runChecks(forge, { change: pinTo(`${source}#${integrityOf(checker.tarball)}`) });
    expect(right).toMatchObject({ green: true });
    expect(right.out).not.toContain('Not checked');
  });

  test('a checksum of another version is none, and that is said', async () => {
    const run = await runChecks(forge, { change: pinTo(`npm:${checker.manifest.name}@9.9.9#sha512-AAAA`) });
    expect(run).toMatchObject({ green: true });
    expect(run.out).toContain('Not checked');
  });

  test('where the registry gives signatures, they must hold', async () => {
    registered = { ...checker, signatures: [{ keyid: 'SHA256:none', sig: 'AAAA' }] };
    expect(await runChecks(forge, { change: npm('exit 0') })).toMatchObject({ green: true });
  });

  test.each(['hadolint', 'trivy'] as const)('%s is killed', async (tool) => {
    expect(await runChecks(forge, { downloads: { [tool]: '#!/bin/sh\nkill -9 $$\n' } })).toMatchObject({
      green: false,
    });
  });

  test.each([
    ['is killed', 'kill -9 $$'],
    ['ends with 1, as a crashed program does', 'exit 1'],
    ['could not run, and says so with 2', 'exit 2'],
    ['leaves an empty report', 'exit 0'],
    ['leaves a report that is cut', `printf '{"version":"2.1.0","runs":[{"tool":'`],
    ['leaves a report without a run', `printf '{"version":"2.1.0","runs":[]}'`],
    ['leaves a report without results', `printf '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}}}]}'`],
  ])('the checker %s', async (_, script) => {
    registered = makePackage(script);
    expect(await runChecks(forge)).toMatchObject({ green: false });
  });

  test('hadolint, which does not notice a full disk, leaves an empty report', async () => {
    expect(await runChecks(forge, { downloads: { hadolint: '#!/bin/sh\nexit 0\n' } })).toMatchObject({ green: false });
    expect(await runChecks(forge, { change: atReport('hadolint.sarif', '/dev/full') })).toMatchObject({ green: false });
  });

  test.each(['trivy-dockerfile.json', 'trivy-dockerfile.sarif', 'tre-container.sarif'])(
    'the disk is full at %s',
    async (report) => {
      expect(await runChecks(forge, { change: atReport(report, '/dev/full') })).toMatchObject({ green: false });
    },
  );

  test('a report that leads to a file which takes it is green', async () => {
    const run = await runChecks(forge, {
      change: (where) => atReport('hadolint.sarif', join(where.folder, 'elsewhere'))(where),
    });
    expect(run).toMatchObject({ green: true });
    expect(readText(join(machine?.folder ?? '', 'elsewhere'))).toContain('"runs"');
  });

  test('a report of an earlier run in the repository is not taken for one of this run', async () => {
    const run = await runChecks(forge, {
      downloads: { hadolint: '#!/bin/sh\nexit 1\n' },
      change: (where) => {
        mkdirSync(join(where.project, 'reports'));
        writeFileSync(join(where.project, 'reports', 'hadolint.sarif'), sarif('Hadolint'));
      },
    });
    expect(run).toMatchObject({ green: false });
  });

  test('what the repository has under the names of what is made is gone before anything is made', async () => {
    const planted = ['reports/trivy-base.json', 'reports/manifest.json', 'reports/a/b', 'handover/AAA/SHA256SUMS'];
    const plant = ({ project }: Machine): void => {
      for (const path of planted) {
        mkdirSync(dirname(join(project, path)), { recursive: true });
        writeFileSync(join(project, path), 'planted');
      }
    };
    const run = await runChecks(forge, { change: plant });
    expect(run).toMatchObject({ green: true });
    const where = machine;
    if (where === undefined) throw new Error('no machine');
    const isLeft = (path: string): boolean => existsSync(join(where.project, path));
    expect(planted.filter(isLeft)).toEqual([]);
    expect(isLeft('reports/tre-container.sarif')).toBe(true);
    if (forge === 'github') return;
    // Each checkout is another one: what was made before comes with it, and the engine that the last needs is not here.
    plant(where);
    expect(await runGitLabJob(where, join(where.project, '.gitlab-ci.yml'), 'requirements')).toMatchObject({
      green: true,
    });
    expect(planted.filter(isLeft)).toEqual([]);
    plant(where);
    where.stub('docker', 'exit 1');
    await runGitLabJob(where, join(where.project, '.gitlab-ci.yml'), 'container', {
      CI_COMMIT_SHA: 'a',
      CI_COMMIT_TAG: 'v1',
    });
    expect(planted.filter(isLeft)).toEqual([]);
    expect(isLeft('reports/hadolint.sarif') && isLeft('reports/tre-container.sarif')).toBe(true);
  });

  test('Trivy ends well although it could not read the Dockerfile', async () => {
    expect(
      await runChecks(forge, {
        downloads: { trivy: tools.trivy.replace('{"Results":[{"Type":"dockerfile"}]}', '{}') },
      }),
    ).toMatchObject({ green: false });
  });
});

describe.each(['github', 'gitlab'] as const)('%s: findings stop nothing, unless they are told to', (forge) => {
  const rules = [
    { id: 'a', properties: { tags: ['must'] } },
    { id: 'b', properties: { tags: ['should'] } },
  ];
  const open = (ruleIndex: number): object => ({
    ruleId: rules[ruleIndex]?.id,
    ruleIndex,
    kind: 'open',
    level: 'none',
    message: { text: 'Not judged' },
  });
  const judging = (...results: readonly object[]): PublishedPackage =>
    makePackage(
      `cat << 'END'\n${JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'tre-container', rules } }, results }] })}\nEND\n`,
    );

  test('nothing is asked: green', async () => {
    expect(await runChecks(forge, { downloads: reporting(finding('error')) })).toMatchObject({ green: true });
  });

  test.each([
    ['error', 1],
    ['warning', 2],
    ['note', 3],
  ])('with TRE_FAIL_ON=%s a finding of that level or above stops the run, and is named', async (level, count) => {
    const run = await runChecks(forge, {
      downloads: reporting(finding('error'), finding('warning'), finding('note')),
      variables: { TRE_FAIL_ON: level },
    });
    expect(run).toMatchObject({ green: false });
    expect(run.out.split('\n').filter((line) => line.startsWith('Hadolint R-'))).toEqual(
      ['error', 'warning', 'note'].slice(0, count).map((each) => `Hadolint R-${each}: a`),
    );
  });

  test('an accepted finding stops nothing', async () => {
    registered = judging();
    const accepted = { ...finding('error'), suppressions: [{ kind: 'external' }] };
    const run = await runChecks(forge, { downloads: reporting(accepted), variables: { TRE_FAIL_ON: 'note' } });
    expect(run).toMatchObject({ green: true });
  });

  test('what the TRE requires and nobody could judge stops the run; what it only asks for does not', async () => {
    registered = judging(open(1));
    expect(await runChecks(forge, { variables: { TRE_FAIL_ON: 'error' } })).toMatchObject({ green: true });
    machine?.remove();
    registered = judging(open(0), open(1));
    const run = await runChecks(forge, { variables: { TRE_FAIL_ON: 'error' } });
    expect(run).toMatchObject({ green: false });
    expect(run.out).toContain('tre-container a: Not judged');
    expect(run.out).not.toContain('tre-container b');
  });

  test('a level that does not exist stops the run and says which do', async () => {
    const run = await runChecks(forge, { variables: { TRE_FAIL_ON: 'high' } });
    expect(run).toMatchObject({ green: false });
    expect(run.out).toContain('choose one of error, warning, note, never');
  });
});

/** Writes a checksum where `tre-container pin` writes it. */
function pinTo(text: string): (machine: Machine) => void {
  return ({ project }) => {
    for (const path of ['.github/workflows/container.yml', '.gitlab-ci.yml']) {
      const before = readText(join(project, path));
      if (before !== '')
        writeFileSync(join(project, path), before.replace('CHECKER_INTEGRITY: ""', `CHECKER_INTEGRITY: "${text}"`));
    }
  };
}

describe('release 0.1.0 was green', () => {
  const frozen = join(root, 'test/history/0.1.0');
  test.each([
    ['the package is not there', 'withdrawn'],
    ['there is no network', 'away'],
  ])('where %s, with an empty report', async (_, what) => {
    withdrawn = what === 'withdrawn';
    const tree = join(frozen, 'python-minimal');
    const run = await runChecks('github', {
      project: tree,
      downloads: {
        trivy: `#!/bin/sh\nwhile [ $# -gt 0 ]; do case "$1" in --output) out="$2" ;; esac; shift; done; echo '${sarif('Trivy')}' > "$out"\n`,
      },
      ...(what === 'away' ? { registry: 'http://127.0.0.1:9/' } : {}),
      variables: { TRE_FAIL_ON: 'error' },
      change: (where) =>
        where.stub(
          'python3',
          'mkdir -p "$3/bin"; for name in pip pytest; do printf "#!/bin/sh\\n" > "$3/bin/$name"; chmod +x "$3/bin/$name"; done',
        ),
    });
    expect(readText(join(machine?.project ?? '', 'reports', 'tre-container.sarif'))).toBe('');
    expect(run).toMatchObject({ green: true });
  });
});
