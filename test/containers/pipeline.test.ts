import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import type { HandoverSummary } from '../../src/model/handover/summary.ts';
import { makeDatabase } from '../handover/scanner.ts';
import { type NpmRegistry, startNpmRegistry } from '../helpers/npm-registry.ts';
import { publishChecker } from '../helpers/publish-checker.ts';
import { install, type Installation } from '../packed/installation.ts';
import { waysToMake } from '../packed/ways-to-make.ts';
import { type Machine, makeMachine } from '../tools/pipelines/machine.ts';
import { quickTools } from '../tools/pipelines/quick-tools.ts';
import { type JobRun, runGitHubJob, runGitLabJob } from '../tools/pipelines/run-job.ts';
import { runTool } from './equipment/run-tool.ts';

// The pipelines of a new project, all their lines word for word, from the first check to the bundle; each way in which a person gets the generator makes
// the same project, so each pipeline runs once: a real engine, a real Trivy with a database of this test's own, the built package from a registry on loopback, and the image pushed
// to another one.

const { reference, digest } = inject('standIns').python;
const containers = inject('registry');
const top = mkdtempSync(join(tmpdir(), 'pipeline-'));
let npm: NpmRegistry;
let installed: Installation;
let machine: Machine | undefined;

beforeAll(async () => {
  installed = install(['node20']);
  npm = await startNpmRegistry();
  publishChecker(npm);
  // The engine asks its mirror for docker.io's images without that name.
  const name = reference.replace(/^docker\.io\//, '');
  const from = `docker://${containers}/${reference}`;
  runTool('skopeo', [
    'copy',
    '--quiet',
    '--src-tls-verify=false',
    '--dest-tls-verify=false',
    from,
    `docker://${containers}/${name}`,
  ]);
});
afterEach(() => machine?.remove());
afterAll(async () => {
  await npm.close();
  for (const folder of [top, installed.folder]) rmSync(folder, { recursive: true, force: true });
});

/** Docker's own program, but for what this machine's engine has no network, no extension or no login for. */
const docker = `case "$1 $2" in 'buildx imagetools') exec skopeo inspect --raw --tls-verify=false "docker://\${@: -1}" ;; esac
case "$1" in
  build) shift; exec /usr/bin/docker build --network host "$@" ;;
  login) cat > /dev/null; exit 0 ;;
esac
`;

/** The container in which GitLab's job keeps the checker is a folder here, with the same paths below it. */
const checkerContainer = `box="$MACHINE/box"
inside() { case "$1" in checker:*) printf '%s' "$box\${1#checker:}" ;; *) printf '%s' "$1" ;; esac; }
case "$1 $*" in
  run*' --name checker '*)
    mkdir "$box"
    while [ $# -gt 0 ]; do
      if [ "$1" = --env ]; then case "$2" in *=*) printf '%s\\n' "$2" ;; *) printf '%s=%s\\n' "$2" "\${!2}" ;; esac; fi
      shift
    done > "$MACHINE/box.env"
    exit 0 ;;
  cp*' checker:'*)
    to="$(inside "$3")"
    case "$2" in */.) mkdir -p "$to" ;; *) mkdir -p "$(dirname "$to")" ;; esac
    exec cp -a "$(inside "$2")" "$to" ;;
  exec*' checker '*)
    shift
    folder=/
    while :; do case "$1" in --interactive) shift ;; --workdir) folder="$2"; shift 2 ;; *) break ;; esac; done
    shift
    if [ "$1" = mkdir ]; then exec mkdir "$box$2"; fi
    program="$1"
    case "$program" in /*) program="$box$program" ;; esac
    cd "$box$folder"
    mapfile -t given < "$MACHINE/box.env"
    if [ "$program" = sh ]; then sed "s#/checker/#$box/checker/#g" | env "\${given[@]}" "$@"; exit "\${PIPESTATUS[1]}"; fi
    shift
    exec env "\${given[@]}" "$program" "$@" ;;
esac
`;

/** The files of a folder, by path; what undo keeps says how the folder came to be. */
function treeOf(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => join(each.parentPath, each.name))
      .filter((path) => !path.includes('/.tre-container/undo/'))
      .map((path) => [path.slice(folder.length), readFileSync(path, 'utf8')]),
  );
}

async function makeProject(
  ci: 'github' | 'gitlab',
): Promise<{ readonly on: Machine; readonly variables: Readonly<Record<string, string>> }> {
  const answers = {
    name: 'letter-counts',
    project: 'nsh-2024-001',
    registry: 'ghcr.io/lung-study',
    contact: 'Ada',
    ci,
    packages: 'tabulate==0.9.0',
    image: `${reference}@${digest}`,
  };
  const set = Object.entries(answers).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  const [folder = '', ...others] = waysToMake.map(([, make]) => {
    const made = join(mkdtempSync(join(top, 'made-')), 'letter-counts');
    expect(make(installed, made, ['--defaults', ...set])).toMatchObject({ code: 0 });
    return made;
  });
  for (const other of others) expect(treeOf(other)).toEqual(treeOf(folder));
  const trivy = `#!/bin/sh\nexec '${inject('trivies')['0.76'] ?? ''}' "$@"\n`;
  machine = await makeMachine(folder, { ...quickTools, trivy }, npm.url);
  const variables = {
    ...inject('variables'),
    MACHINE: machine.folder,
    DOCKER_BUILDKIT: '1',
    IMAGE: `${containers}/lung-study/letter-counts`,
    TRIVY_CACHE_DIR: makeDatabase([{ id: 'CVE-2026-1', in: 'debian 13', package: 'dash', severity: 'HIGH' }]),
    TRIVY_SKIP_DB_UPDATE: 'true',
    TRIVY_OFFLINE_SCAN: 'true',
    TRE_FAIL_IF_WORSE: 'true',
    REGISTRY_USER: 'ada',
    REGISTRY_TOKEN: 'secret',
  };
  return { on: machine, variables };
}

/** What the bundle says, if it is whole and no draft. */
function readBundle({ project }: Machine, tag: string): HandoverSummary {
  const bundle = join(project, 'handover', `letter-counts-${tag}`);
  expect(readdirSync(bundle).toSorted()).toEqual([
    'CHECKLIST.md',
    'Dockerfile',
    'SHA256SUMS',
    'assessment.json',
    'digests.txt',
    'evidence.json',
    'manifest.json',
    'sbom.cdx.json',
    'summary.html',
    'summary.json',
    'verify.sh',
  ]);
  expect(runTool('sh', [join(bundle, 'verify.sh')])).toContain('whole: 10 files are as they were packed');
  return JSON.parse(readFileSync(join(bundle, 'summary.json'), 'utf8')) as HandoverSummary;
}

const revision = '0123456789abcdef0123456789abcdef01234567';

function judge(summary: HandoverSummary, run: string): void {
  expect(summary).toMatchObject({
    isDraft: false,
    open: [],
    build: { run, source: 'https://example.org/lung/letters', revision },
    rehearsal: { verdict: 'pass' },
    vulnerabilities: { verdict: 'noWorse', counts: { added: 0, inherited: 1, fixed: 0 } },
  });
  const { image } = summary;
  expect(image.reference).toBe(`ghcr.io/lung-study/letter-counts@${image.manifestDigest}`);
  expect(summary.proofs.filter(({ isProved }) => isProved).map(({ key }) => key)).toEqual(
    expect.arrayContaining(['question:10', 'question:11', 'question:17', 'question:24']),
  );
}

/** What is to be read where it is not green. */
const ended = ({ green, status, out }: JobRun): string => (green ? 'green' : `${String(status)}\n${out.slice(-3000)}`);

describe('a new project', () => {
  test('on GitHub: checked, built, rehearsed, compared with its base, pushed, and packed as no draft', async () => {
    const { on, variables } = await makeProject('github');
    on.stub('docker', `${docker}exec /usr/bin/docker "$@"`);
    const file = join(on.project, '.github/workflows/container.yml');
    const github = {
      ...variables,
      TRE_FAIL_ON: 'error',
      GITHUB_REF_TYPE: 'branch',
      GITHUB_REF_NAME: 'main',
      GITHUB_SHA: revision,
      GITHUB_SERVER_URL: 'https://example.org',
      GITHUB_REPOSITORY: 'lung/letters',
      GITHUB_RUN_ID: '7',
    };
    const checked = await runGitHubJob(on, file, 'image', github, 'Build');
    expect(ended(checked)).toBe('green');
    const published = await runGitHubJob(on, file, 'image', { ...github, TRE_FAIL_ON: '' });
    expect(ended(published)).toBe('green');
    judge(readBundle(on, 'main-0123456789ab'), 'https://example.org/lung/letters/actions/runs/7');
  });

  test('on GitLab: the same', async () => {
    const { on, variables } = await makeProject('gitlab');
    on.stub('docker', `${docker}${checkerContainer}exec /usr/bin/docker "$@"`);
    const gitlab = {
      ...variables,
      // The engine of this test is at a socket, and has no certificates.
      DOCKER_TLS_VERIFY: '',
      DOCKER_CERT_PATH: '',
      CI_COMMIT_REF_SLUG: 'main',
      CI_COMMIT_BRANCH: 'main',
      CI_DEFAULT_BRANCH: 'main',
      CI_COMMIT_SHA: revision,
      CI_PROJECT_URL: 'https://example.org/lung/letters',
      CI_JOB_URL: 'https://example.org/lung/letters/-/jobs/7',
      CI_PROJECT_DIR: on.project,
    };
    for (const job of ['dockerfile', 'requirements', 'container']) {
      const run = await runGitLabJob(on, join(on.project, '.gitlab-ci.yml'), job, gitlab);
      expect([job, ended(run)]).toEqual([job, 'green']);
    }
    judge(readBundle(on, 'main-0123456789ab'), gitlab.CI_JOB_URL);
  });
});
