import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type NpmRegistry, readPackage, startNpmRegistry } from '../helpers/npm-registry.ts';
import { quickTools } from '../tools/pipelines/quick-tools.ts';
import { makeMachine } from '../tools/pipelines/machine.ts';
import { runGitHubJob } from '../tools/pipelines/run-job.ts';
import { install, type Installation } from './installation.ts';

let installed: Installation;
let registry: NpmRegistry;
beforeAll(async () => {
  installed = install(['node20']);
  registry = await startNpmRegistry();
  execFileSync('node', [resolve('scripts/build-checker.mjs')]);
  const place = resolve('build/checker');
  const to = installed.fresh();
  execFileSync('npm', ['pack', '--pack-destination', to], { cwd: place, stdio: 'ignore' });
  registry.publish(readPackage(join(place, 'package.json'), join(to, readdirSync(to)[0] ?? '')));
});
afterAll(async () => {
  await registry.close();
  rmSync(installed.folder, { recursive: true });
});

const answers = resolve('examples/python.yml');

test.each([
  ['a clone', (folder: string) => ['node', [resolve('dist/bin/tre-container.js'), folder, '--answers', answers]]],
  ['the tarball', (folder: string) => ['npx', ['--yes', `file:${installed.tarball}`, folder, '--answers', answers]]],
  [
    'yo',
    (folder: string) => [
      installed.node('node20'),
      [...installed.yo, 'tre-container', '--destination-root', folder, '--answers', answers],
    ],
  ],
] as const)(
  'a project made from %s passes the checks of its own pipeline, which installs the published package',
  async (_, make) => {
    const folder = join(installed.fresh(), 'project');
    const [program, words] = make(folder) as [string, string[]];
    expect(installed.run(program, words)).toMatchObject({ code: 0 });
    const machine = await makeMachine(folder, quickTools, registry.url);
    const run = await runGitHubJob(machine, join(machine.project, '.github/workflows/container.yml'), 'dockerfile', {
      TRE_FAIL_ON: 'error',
    });
    machine.remove();
    expect(run).toMatchObject({ green: true });
    expect(registry.asked).toContain('/tre-container');
  },
);
