import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildProject } from '../../../src/commands/rehearsal/build-project.ts';
import { readRehearsedProject } from '../../../src/commands/rehearsal/read-rehearsed-project.ts';
import { openProject } from '../../../src/io/project/project-files.ts';
import type { ContainerEngine } from '../../../src/model/rehearsal/container-engine.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { fakeEngine, fakeImage } from '../fake-engine.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'build-'));
  cpSync('test/golden/python-minimal', root, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

/** An engine whose image has the label that its build was given. `during`: what somebody does meanwhile. */
function builder(during: () => void): { readonly engine: ContainerEngine; readonly removed: string[] } {
  const removed: string[] = [];
  let label = '';
  const engine: ContainerEngine = {
    ...fakeEngine(),
    build: async ({ options }) => {
      label = options[1]?.replace(/^[^=]*=/, '') ?? '';
      during();
      return undefined;
    },
    inspectImage: async () =>
      label === '' ? undefined : { ...fakeImage, labels: { 'org.tre-container.context': label } },
    removeImage: async (id) => removed.push(id) > 0,
  };
  return { engine, removed };
}

async function build(during: () => void): Promise<readonly string[]> {
  const { engine, removed } = builder(during);
  const project = await readRehearsedProject(openProject(root));
  try {
    await buildProject(engine, project, { targets: [], flags: {} }, catchEnvironment());
    return ['built', ...removed];
  } catch (error) {
    return [String(error), ...removed];
  }
}

test('files that were written while the image was built, also with the bytes that they had, leave no image that claims them', async () => {
  const file = join(root, 'src/main.py');
  const text = readFileSync(file, 'utf8');
  expect(await build(() => undefined)).toEqual(['built']);
  const said = await build(() => {
    writeFileSync(file, '# another\n');
    writeFileSync(file, text);
  });
  expect(said).toEqual([expect.stringContaining('were written or renamed while it was built'), fakeImage.id]);
});

test.each<readonly [string, string]>([
  ['a folder of the project', 'src'],
  ['the folder of the project', ''],
])('%s that was another while the image was built, and is back, leaves no image', async (_, name) => {
  const folder = join(root, name);
  const said = await build(() => {
    renameSync(folder, `${root}-away`);
    cpSync(`${root}-away`, folder, { recursive: true });
    rmSync(folder, { recursive: true });
    renameSync(`${root}-away`, folder);
  });
  expect(said).toEqual([expect.stringContaining('were written or renamed'), fakeImage.id]);
});

test('what a build does not take may be written meanwhile', async () => {
  expect(await build(() => writeFileSync(join(root, 'README.md'), '# another\n'))).toEqual(['built']);
  expect(await build(() => writeFileSync(join(root, '.README.md.swp'), ''))).toEqual(['built']);
  expect(await build(() => mkdirSync(join(root, 'reports')))).toEqual(['built']);
});
