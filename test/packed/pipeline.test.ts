import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type NpmRegistry, startNpmRegistry } from '../helpers/npm-registry.ts';
import { publishChecker } from '../helpers/publish-checker.ts';
import { makeMachine } from '../tools/pipelines/machine.ts';
import { quickTools } from '../tools/pipelines/quick-tools.ts';
import { runGitHubJob } from '../tools/pipelines/run-job.ts';
import { install, type Installation } from './installation.ts';
import { waysToMake } from './ways-to-make.ts';

// The first job alone, which needs no engine; test/containers/pipeline.test.ts runs both pipelines to their end.

let installed: Installation;
let registry: NpmRegistry;
beforeAll(async () => {
  installed = install(['node20']);
  registry = await startNpmRegistry();
  publishChecker(registry);
});
afterAll(async () => {
  await registry.close();
  rmSync(installed.folder, { recursive: true });
});

test.each(waysToMake)(
  'a project made from %s passes the checks of its own pipeline, which installs the published package',
  async (_, make) => {
    const folder = join(installed.fresh(), 'project');
    expect(make(installed, folder, ['--answers', resolve('examples/python.yml')])).toMatchObject({ code: 0 });
    const machine = await makeMachine(folder, quickTools, registry.url);
    const run = await runGitHubJob(
      machine,
      join(machine.project, '.github/workflows/container.yml'),
      'image',
      { TRE_FAIL_ON: 'error' },
      'Build',
    );
    machine.remove();
    expect(run).toMatchObject({ green: true });
    expect(registry.asked).toContain('/tre-container');
  },
);
