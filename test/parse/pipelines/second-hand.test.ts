import { expect, test } from 'vitest';
import { Followed, FollowedFiles } from '../../../src/parse/pipelines/followed.ts';
import { matrixOf, mostRuns } from '../../../src/parse/pipelines/matrix.ts';
import { recipesAsked } from '../../../src/parse/make/recipes-asked.ts';
import { readPipeline } from '../../../src/parse/pipelines/workflow.ts';
import { includedElsewhere } from '../../../src/rules/shared/unread-pipelines.ts';
import { readYaml } from '../../../src/parse/text/located-yaml.ts';

const shared = (files: Readonly<Record<string, string>>): FollowedFiles =>
  new FollowedFiles(
    new Map(
      Object.entries(files).map(
        ([path, text]) => [path, { path, text, size: text.length, executable: false }] as const,
      ),
    ),
  );
const workflow = (run: string): string => `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: ${run}\n`;

test('a chain of recipes may be as long as its file', () => {
  const chain = Array.from({ length: 20_000 }, (_, at) => `t${at}: t${at + 1}\n\techo ${at}\n`).join('');
  const lines = recipesAsked(chain, ['t0']).recipes.map(([line]) => line?.text);
  expect([lines.length, lines[0], lines.at(-1)]).toEqual([20_000, 'echo 19999', 'echo 0']);
});

test('recipes that need each other run once, each after what it needs', () => {
  const text = 'a: b c\n\techo a\nb: c a\n\techo b\nc: b\n\techo c\n';
  expect(recipesAsked(text, ['a', 'b']).recipes.map(([line]) => line?.text)).toEqual(['echo c', 'echo b', 'echo a']);
});

test.each([
  ['a recipe', 'make t', { Makefile: `t:\n${'\tmake t\n'.repeat(100)}` }],
  ['a script', 'sh x.sh', { 'x.sh': 'sh x.sh\n'.repeat(100) }],
])(
  '%s that starts itself a hundred times is followed to a number of commands, and the rest is noted',
  (_, run, files) => {
    const { steps, elsewhere } = readPipeline('w.yml', workflow(run), 'github', shared(files));
    expect(steps[0]?.commands.length).toBeLessThan(25_000);
    expect(elsewhere?.map(({ does }) => does)).toContain('starts more commands than are read');
  },
);

test('a list of recipes that is read for each of many commands is read to a number of characters, and the rest is noted', () => {
  const files = shared({ Makefile: `${'# x\n'.repeat(250_000)}t:\n\techo\n` });
  const run = `|\n${'          make t\n'.repeat(30)}`;
  expect(readPipeline('w.yml', workflow(run), 'github', files).elsewhere?.map(({ does }) => does)).toContain(
    'starts Makefile',
  );
});

test('the calls of all workflows of a project are counted together', () => {
  const files = shared({ 'r.yml': workflow('echo') });
  const calls = Array.from({ length: 900 }, (_, at) => `  j${at}:\n    uses: ./r.yml\n`).join('');
  const read = (): readonly string[] =>
    readPipeline('w.yml', `on: push\njobs:\n${calls}`, 'github', files).elsewhere?.map(({ does }) => does) ?? [];
  const missed = Array.from({ length: 12 }, read);
  expect(missed[0]).not.toContain('calls ./r.yml');
  expect(missed.at(-1)).toContain('calls ./r.yml');
});

test('files that GitLab includes by a pattern, beyond those that are followed, are noted', () => {
  const parts = Object.fromEntries(
    Array.from({ length: 1100 }, (_, at) => [`ci/${at}.yml`, `j${at}:\n  script: [echo]\n`] as const),
  );
  const { elsewhere } = readPipeline('.gitlab-ci.yml', "include: 'ci/*.yml'\n", 'gitlab', shared(parts));
  expect(elsewhere?.map(({ does }) => does)).toEqual(['includes ci/*.yml']);
});

test('of a matrix no more values are combined than there are runs', () => {
  const values = Array.from({ length: 5000 }, (_, at) => at).join(', ');
  const keys = Array.from({ length: 5 }, (_, at) => `      k${at}: [${values}]\n`).join('');
  const read = readYaml(`a:\n  strategy:\n    matrix:\n${keys}`);
  const job = 'documents' in read ? read.documents[0]?.entries.get('a') : undefined;
  expect(job === undefined ? undefined : matrixOf(job, () => undefined).length).toBe(mostRuns);
});

const values = (count: number): string => `[${Array.from({ length: count }, (_, at) => `v${at}`).join(', ')}]`;
const onGithub = (matrix: string): string =>
  `on: push\njobs:\n  a:\n    runs-on: x\n    strategy:\n      matrix:\n${matrix}    steps:\n      - run: docker push x:\${{ matrix.tag }}\n`;
const onGitlab = (matrix: string): string =>
  `a:\n  parallel:\n    matrix:\n${matrix}  script:\n    - docker push x:$TAG\n`;
const parts = (count: number, name: string): string =>
  Array.from({ length: count }, (_, at) => `        - ${name}: v${at}\n`).join('');

test.each([
  ['github', onGithub(`        tag: ${values(50)}\n`), onGithub(`        tag: ${values(51)}\n`)],
  [
    'github',
    onGithub(`        tag: ${values(25)}\n        b: [1, 2]\n`),
    onGithub(`        tag: ${values(26)}\n        b: [1, 2]\n`),
  ],
  ['github', onGithub(`        include:\n${parts(50, 'tag')}`), onGithub(`        include:\n${parts(51, 'tag')}`)],
  [
    'github',
    onGithub(`        tag: ${values(30)}\n        include:\n          - tag: w\n`),
    onGithub(`        tag: ${values(50)}\n        include:\n          - tag: w\n`),
  ],
  ['gitlab', onGitlab(`      - TAG: ${values(50)}\n`), onGitlab(`      - TAG: ${values(51)}\n`)],
  ['gitlab', onGitlab(parts(50, 'TAG')), onGitlab(parts(51, 'TAG'))],
] as const)('a matrix of %s that has more runs than are read is noted', (system, whole, more) => {
  const path = system === 'github' ? '.github/workflows/w.yml' : '.gitlab-ci.yml';
  const read = (text: string): readonly string[] =>
    readPipeline(path, text, system, shared({})).elsewhere?.map(({ does }) => does) ?? [];
  expect(read(whole)).toEqual([]);
  expect(read(more)).toEqual(['has a matrix of more than 50 runs or names']);
});

const manyNames = (indent: string): string =>
  Array.from({ length: 3000 }, (_, at) => `${indent}m${String(at)}: [1, 2, 3]\n`).join('');

test.each(['github', 'gitlab'] as const)(
  'nor is one of %s with more names than are read, and it takes no longer for each',
  (system) => {
    const path = system === 'github' ? '.github/workflows/w.yml' : '.gitlab-ci.yml';
    const text =
      system === 'github' ? onGithub(manyNames('        ')) : onGitlab(`      - A: [1]\n${manyNames('        ')}`);
    const before = process.cpuUsage();
    const read = readPipeline(path, text, system, shared({})).elsewhere?.map(({ does }) => does);
    const { user, system: kernel } = process.cpuUsage(before);
    expect(read).toEqual(['has a matrix of more than 50 runs or names']);
    expect((user + kernel) / 1e6).toBeLessThan(5);
  },
);

test('whether an image of such a matrix is looked at first is not known', () => {
  const part = { does: 'has a matrix of more than 50 runs or names', file: 'w.yml', line: 5, isMore: true } as const;
  const facts = { path: 'w.yml', system: 'github', steps: [], elsewhere: [part] } as const;
  expect(includedElsewhere({ pipelines: [facts] })).toMatchObject({
    verdict: 'unknown',
    reason: 'w.yml has a matrix of more than 50 runs or names, and the rest of it was not read',
  });
});

test('a file is read once for all pipelines', () => {
  const files = shared({ 'a.yml': 'a: 1\n' });
  const [one, two] = [new Followed('x', files, []), new Followed('y', files, [])];
  expect(one.read('a.yml')).toBe(two.read('a.yml'));
});
