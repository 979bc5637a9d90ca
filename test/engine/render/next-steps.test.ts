import { expect, test } from 'vitest';
import { bases } from '../../../src/catalog/bases.ts';
import { nextSteps } from '../../../src/engine/render/next-steps.ts';
import { completeAnswers } from '../../helpers/golden.ts';

const answers = await completeAnswers({
  base: 'python',
  name: 'lung-ct',
  project: 'p-1',
  registry: 'ghcr.io/lung-study',
});
const commands = (where: Parameters<typeof nextSteps>[3]): string =>
  nextSteps(answers, bases.python, '.', where)
    .map(({ command }) => command)
    .join('\n');

test('a folder of its own is put under version control as a whole', () => {
  expect(commands({ isNew: true })).toContain("git init && git add -A && git commit -m 'Start the container project'");
  expect(commands({ isNew: true, folder: '' })).toContain("git add -A && git commit -m 'Start the container project'");
});

test('where there is no repository yet, the one to push to is named', () => {
  expect(commands({ isNew: true })).toContain('git remote add origin ADDRESS && git push --set-upstream origin HEAD');
  expect(commands({ isNew: false, written: ['a'] })).toContain('git remote add origin ADDRESS');
  expect(commands({ isNew: true, folder: '' })).not.toContain('remote');
});

test('files of licences are asked for where the image is built with them', () => {
  const withLicence = { ...answers, licences: ['licences/stata.lic'] };
  const steps = nextSteps(withLicence, bases.python, '.').map(({ command }) => command);
  expect(steps).toContain('ls licences/stata.lic');
});

const reasons = (changes: object): string =>
  nextSteps({ ...answers, ...changes }, bases.python, '.')
    .map(({ why }) => why)
    .join('\n');

test('says what a pipeline pushes with, where somebody has to give it that', () => {
  expect(reasons({})).not.toContain('REGISTRY_TOKEN');
  expect(reasons({ registry: 'git.ecdf.ed.ac.uk/group/project' })).toContain(
    'REGISTRY_USER and REGISTRY_TOKEN to push with, as secrets of the repository',
  );
  expect(reasons({ ci: 'gitlab' })).toContain('as masked variables of the project');
  expect(reasons({ ci: 'gitlab', registry: 'git.ecdf.ed.ac.uk/group/project' })).not.toContain('REGISTRY_TOKEN');
});

test('a lock that is named must be put there', () => {
  const withLock = { ...answers, base: 'r' as const, packages: ['renv.lock'] };
  const texts = (where: Parameters<typeof nextSteps>[3]): string =>
    nextSteps(withLock, bases.r, '.', where)
      .map(({ command }) => command)
      .join('\n');
  expect(texts({ isNew: true })).toContain('ls renv.lock');
  expect(texts({ isNew: false, isAgain: true, written: ['install_packages.R'] })).toContain('ls renv.lock');
  expect(texts({ isNew: false, isAgain: true, written: ['README.md'] })).not.toContain('renv.lock');
});

test('where other files lie about, git is told which ones to take', () => {
  const written = ['Dockerfile', 'src/main.py', 'a b'];
  expect(commands({ isNew: false, written })).toMatch(/^git init && git add Dockerfile src\/main\.py 'a b'$/m);
  for (const where of [
    { isNew: false },
    { isNew: false, folder: '' },
    { isNew: false, folder: 'a' },
    { isNew: true, folder: 'a' },
  ])
    expect(commands({ ...where, written })).not.toContain('git add -A');
});

test('a pipeline at the root of the repository is named so that git takes it from a folder', () => {
  const written = ['Dockerfile', 'repository:.github/workflows/container-lung-ct.yml'];
  expect(commands({ isNew: true, folder: 'a', written })).toContain(
    "git add Dockerfile ':/.github/workflows/container-lung-ct.yml'",
  );
});

test('inside a repository nothing is begun, and in a folder of one it is said where the pipeline stands', () => {
  for (const where of [
    { isNew: true, folder: '' },
    { isNew: false, folder: 'a' },
  ])
    expect(commands(where)).not.toContain('git init');
  const steps = nextSteps(answers, bases.python, '.', { isNew: true, folder: 'containers/ct' });
  expect(steps.at(-1)?.why).toContain('the pipeline stands at the root of the repository');
});

const last = (lacksRegistry: boolean): string =>
  nextSteps(answers, bases.python, '.', { isNew: true, lacksRegistry }).at(-1)?.why ?? '';

test('nobody is told to push to a registry that nobody named', () => {
  expect(last(false)).toMatch(/; push it: the pipeline/);
  expect(last(true)).toContain('before you push it, name the registry');
});

const first = (program: string): string | undefined =>
  nextSteps(answers, bases.python, '.', { isNew: true, program }).find(({ command }) => command.includes('check'))
    ?.command;

test('what is printed is what was started', () => {
  expect(first('npx tre-container@0.2.0')).toBe('npx tre-container@0.2.0 check');
  expect(first('node /a/clone/dist/bin/tre-container.js')).toBe('node /a/clone/dist/bin/tre-container.js check');
  expect(first('yo tre-container')).toBe('yo tre-container:check');
});

test('a run in a project that was there says what follows from the change, and nothing where nothing changed', () => {
  const again = { isNew: false, folder: '', isAgain: true };
  expect(commands({ ...again, written: ['Dockerfile'] })).toBe('git diff\ntre-container check\ntre-container rehearse');
  expect(commands({ ...again, written: [] })).toBe('');
});
