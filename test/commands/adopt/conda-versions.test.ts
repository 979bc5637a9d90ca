import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { adopt } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-conda-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function adoptWith(imports: string, ...entries: readonly string[]): Promise<{ list: string; page: string }> {
  writeFileSync(join(folder, 'run.py'), `import ${imports}\nprint(1)\n`);
  const listed = entries.map((each) => `  - ${each}\n`).join('');
  writeFileSync(join(folder, 'environment.yml'), `name: x\nchannels: [conda-forge]\ndependencies:\n${listed}`);
  await adopt({ targets: [folder], flags: { defaults: true, set: ['program=run.py'] } }, catchEnvironment());
  const read = (name: string): string =>
    existsSync(join(folder, 'tre', name)) ? readFileSync(join(folder, 'tre', name), 'utf8') : '';
  return { list: read('packages.txt'), page: read('README.md') };
}

test('an exact version of conda is taken, by the name that pip has', async () => {
  const { list, page } = await adoptWith(
    'pandas, tables, matplotlib, graphviz, numpy',
    'pandas=1.5.3',
    'pytables==3.8.0',
    'matplotlib-base=3.7.1=py39_0',
    'python-graphviz=0.20.1',
    'conda-forge::numpy=1.24=py39h1',
  );
  expect(list.split('\n')).toEqual([
    'graphviz==0.20.1',
    'matplotlib==3.7.1',
    'numpy==1.24',
    'pandas==1.5.3',
    'tables==3.8.0',
    '',
  ]);
  expect(page).not.toContain('as pip counts them');
});

test('a line of releases, and a number that pip has one more of, are a to-do, and what is installed is the newest', async () => {
  const { list, page } = await adoptWith('xgboost, cv2, pandas', 'py-xgboost=1.7', 'opencv=4.5.5', 'pandas=1.5.3');
  expect(list.split('\n')).toEqual(['opencv-python-headless==4.5.5.*', 'pandas==1.5.3', 'xgboost==1.7.*', '']);
  expect(page).toMatch(
    /- \[ \] `xgboost==1\.7\.\*`, `opencv-python-headless==4\.5\.5\.\*`: environment\.yml says no whole release.*\(environment\.yml:4\)/,
  );
});

test('a version that pip does not have is named, and not installed', async () => {
  const { list, page } = await adoptWith('rdkit, pandas', 'rdkit=2020.09.1', 'pandas=1.5.3');
  expect(list.split('\n')).toEqual(['pandas==1.5.3', 'rdkit', '']);
  expect(page).toMatch(/- \[ \] rdkit 2020\.09\.1 \(pip has none before 2022\.3\.3\).*without a version/);
});

test('what only conda has is named, and not installed', async () => {
  const { list, page } = await adoptWith('graph_tool, pandas', 'graph-tool=2.45', 'pandas=1.5.3');
  expect(list.split('\n')).toEqual(['pandas==1.5.3', '']);
  expect(page).toMatch(/- \[ \] graph-tool: only conda has it by that name.*not installed/);
});
