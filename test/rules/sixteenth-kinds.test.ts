import { expect, test } from 'vitest';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import dependenciesPinned from '../../src/rules/dependencies-pinned.ts';
import importsInstalled from '../../src/rules/imports-installed.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import authenticated from '../../src/rules/interactive-server-authenticated.ts';
import uniqueTag from '../../src/rules/unique-image-tag.ts';
import { factsOf } from '../helpers/project.ts';

async function judged(rule: CheckedRule, files: Readonly<Record<string, string>>): Promise<string> {
  const verdict = rule.check(await factsOf(files));
  if (verdict.verdict === 'fail') return verdict.findings.map(({ message }) => message).join('\n');
  if (verdict.verdict === 'unknown') return `unknown: ${verdict.reason}`;
  return verdict.verdict === 'several' ? JSON.stringify(verdict) : verdict.verdict;
}

const pushed = (...commands: readonly string[]): Promise<string> =>
  judged(uniqueTag, {
    '.github/workflows/a.yml': `jobs:\n  a:\n    steps:\n      - run: |\n${commands.map((each) => `          ${each}\n`).join('')}`,
  });

test('the name from which another one is made is not pushed with it', async () => {
  const owner = '${{ secrets.USER }}/app';
  expect(await pushed(`docker tag app:\${{ github.sha }} ${owner}:latest`, `docker push ${owner}:latest`)).toContain(
    'is pushed',
  );
  expect(await pushed(`docker tag app:latest ${owner}:\${{ github.sha }}`, `docker push ${owner}:\${{ github.sha }}`)).toBe(
    'pass',
  );
  expect(
    await pushed('docker tag app:${{ github.sha }} "$IMAGE"', 'docker push "$IMAGE"'),
    'a whole name in a variable',
  ).toContain('unknown');
  expect(await pushed('docker tag ghcr.io/o/app:1.2 "$IMAGE"', 'docker push "$IMAGE"')).toContain('unknown');
  expect(await pushed('docker tag app:1 "$REGISTRY/app"', 'docker push "$REGISTRY/app"')).toContain('is pushed');
  expect(await pushed('docker tag ghcr.io/o/app:latest "$REGISTRY/app:1.2"', 'docker push "$REGISTRY/app:1.2"')).toBe('pass');
});

const python = 'FROM docker.io/library/python:3.13\n';
const installing = (rule: CheckedRule, entry: string): Promise<string> =>
  judged(rule, {
    Dockerfile: `${python}RUN pip install '${entry}'\nCOPY main.py /app/\nCMD ["python", "/app/main.py"]\n`,
    'main.py': 'import sklearn\n',
  });

test('the first version of sklearn installs scikit-learn, and those after it stop the build', async () => {
  expect(await installing(importsInstalled, 'sklearn==0.0')).toBe('pass');
  for (const entry of ['sklearn', 'sklearn==0.0.post5', 'sklearn>=0.0', 'sklearn==0.01'])
    expect(await installing(importsInstalled, entry), entry).toContain('the build ends there');
});

test('a version is one whether or not there is such a package', async () => {
  expect(await installing(dependenciesPinned, 'sklearn==0.0')).toBe('pass');
  expect(await installing(dependenciesPinned, 'skimage==0.25.0')).toBe('pass');
  expect(await installing(dependenciesPinned, 'skimage')).toContain('skimage');
});

const oneLine = (rule: CheckedRule, ...words: readonly string[]): Promise<string> =>
  judged(rule, {
    Dockerfile: `FROM docker.io/${words[0] === 'R' ? 'rocker/r-ver:4.5.3' : 'library/python:3.13'}\nCOPY api.R main.py /\nEXPOSE 8000\nCMD ${JSON.stringify(words)}\n`,
    'api.R': '#* @get /\nfunction() 1\n',
    'main.py': 'app = 1\n',
  });

test.each([
  [['R', '-e', "p <- plumber::plumb('/api.R'); pr$run(port = 8000)"], 'pr'],
  [['R', '--no-save', '-e', 'x <- 1', '-e', 'y$go()'], 'y'],
  [['python', '-c', 'import main; app.run()'], 'app'],
])('a start in one line that uses what nobody defines: %j', async (words, name) => {
  expect(await oneLine(imageComplete, ...words)).toContain(`uses ${name}, which nothing in its line defines`);
});

test.each([
  [['R', '-e', "p <- plumber::plumb('/api.R'); p$run(port = 8000)"]],
  [['R', '-e', "plumber::plumb('/api.R') -> p", '-e', 'p$run(port = 8000)']],
  [['R', '-e', "source('/api.R'); pr$run(port = 8000)"]],
  [['R', '-e', "library(plumber); pr$run(port = 8000)"]],
  [['R', '-e', "p <- 1; cat('pr$run()')"]],
  [['R', '-e', "p <- list(a = 1); p$a$run()"]],
  [['python', '-c', 'import os.path; os.path.exists("/x")']],
  [['python', '-c', 'from main import *; app.run()']],
  [['python', '-c', 'import main as m; m.run()']],
  [['python', '-c', 'print(str.lower("A"), [x.strip() for x in []])']],
  [['python', '-c', 'print("app.run()")']],
])('a start in one line that makes, imports or may load what it uses: %j', async (words) => {
  expect(await oneLine(imageComplete, ...words)).not.toContain('which nothing in its line defines');
});

test('plumber serves whatever object is told to run', async () => {
  const serves = "p <- plumber::plumb('/api.R'); pr$run(host = '0.0.0.0', port = 8000)";
  expect(await oneLine(authenticated, 'R', '-e', serves)).toContain('plumber answers whoever reaches its port');
  expect(await oneLine(authenticated, 'R', '-e', serves.replace("host = '0.0.0.0', ", ''))).not.toContain('plumber answers');
  expect(await oneLine(authenticated, 'R', '-e', "pr <- make(); pr$run(host = '0.0.0.0', port = 8000)")).not.toContain('plumber answers');
});
