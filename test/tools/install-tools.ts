import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Value of PATH under which every tool is found, the pinned ones first. */
    readonly toolPath: string;
    /** Place of npm's own program. */
    readonly npm: string;
  }
}

const root = join(import.meta.dirname, '..', '..');
const requirements = join(import.meta.dirname, 'requirements.txt');
/** actionlint's PyPI package downloads its binary, so it is built from its source. */
const actionlint = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12';
/** Programs of the machine, with the Debian package that has each. */
const programs = { python3: 'python3-venv', go: 'golang-go', Rscript: 'r-base-core', jq: 'jq', git: 'git' } as const;

/** Installs the pinned tools once for each version of this list, and prints what will be used. A missing tool fails the run. */
export default function setup(project: TestProject): void {
  const missing = Object.entries(programs).filter(([program]) => !answers(program));
  if (missing.length > 0) {
    const names = missing.map(([program]) => program).join(', ');
    throw new Error(
      `not found: ${names}. To fix: apt-get install --no-install-recommends ${missing.map(([, debian]) => debian).join(' ')}`,
    );
  }
  // Once, before the files that use them run side by side.
  for (const script of ['bundle.mjs', 'build-checker.mjs'])
    execFileSync('node', [join('scripts', script)], { cwd: root, stdio: 'ignore' });
  const key = createHash('sha256').update(readFileSync(requirements)).update(actionlint).digest('hex').slice(0, 12);
  const folder = join(root, 'node_modules', '.cache', 'tre-container-tools', key);
  if (!existsSync(join(folder, 'complete'))) install(folder);
  const path = [join(folder, 'bin'), process.env['PATH'] ?? ''].join(delimiter);
  process.stdout.write(`${describeTools(path)}\n`);
  project.provide('toolPath', path);
  project.provide('npm', execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim());
}

function answers(program: string): boolean {
  try {
    execFileSync(program, [program === 'go' ? 'version' : '--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function install(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
  execFileSync(
    join(folder, 'bin', 'pip'),
    ['install', '--quiet', '--disable-pip-version-check', '--requirement', requirements],
    { stdio: 'inherit' },
  );
  execFileSync('go', ['install', actionlint], {
    stdio: 'inherit',
    env: { ...process.env, GOBIN: join(folder, 'bin'), GOFLAGS: '-p=2' },
  });
  writeFileSync(join(folder, 'complete'), '');
}

/** One line a tool, as the tool itself says its version. */
function describeTools(path: string): string {
  const versions: readonly (readonly [string, ...string[]])[] = [
    ['hadolint', '--version'],
    ['trivy', '--version'],
    ['actionlint', '-version'],
    ['zizmor', '--version'],
    ['shellcheck', '--version'],
    ['ruff', '--version'],
    ['yamllint', '--version'],
    ['check-jsonschema', '--version'],
    ['kubernetes-validate', '--version'],
    ['pre-commit', '--version'],
    ['Rscript', '--version'],
    ['fatou', '--version'],
    ['python3', '--version'],
    ['jq', '--version'],
  ];
  const lines = versions.map(([tool, ...words]) => {
    const text = execFileSync('sh', ['-c', '"$0" "$@" 2>&1', tool, ...words], {
      env: { ...process.env, PATH: path },
      encoding: 'utf8',
    });
    return `${tool}: ${text.match(/\d+\.\d+[^\s,]*/)?.[0] ?? text.trim()}`;
  });
  return `Tools in use\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
