import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type NpmRegistry, type PublishedPackage, readPackage } from './npm-registry.ts';

/** Builds and packs the package that pipelines install, as a release does, and publishes it on a registry of a test. */
export function publishChecker(registry: NpmRegistry): PublishedPackage {
  const to = mkdtempSync(join(tmpdir(), 'checker-'));
  execFileSync('node', [resolve('scripts/build-checker.mjs')], { stdio: 'ignore' });
  const place = resolve('build/checker');
  execFileSync('npm', ['pack', '--pack-destination', to], { cwd: place, stdio: 'ignore' });
  const [tarball = ''] = readdirSync(to);
  const checker = readPackage(join(place, 'package.json'), join(to, tarball));
  rmSync(to, { recursive: true });
  registry.publish(checker);
  return checker;
}
