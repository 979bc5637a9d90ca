import { expect, test } from 'vitest';
import { filesOfBuild } from '../../../src/parse/project/context.ts';
import { factsOf } from '../../helpers/project.ts';

async function contextOf(
  dockerfile: string,
  files: readonly string[],
  path = 'Dockerfile',
  ignore?: string,
): Promise<{ copied: string[]; missing: string[]; runtime: string[] }> {
  const facts = await factsOf({
    [path]: dockerfile,
    ...Object.fromEntries(files.map((file) => [file, 'x'])),
    ...(ignore === undefined ? {} : { '.dockerignore': ignore }),
  });
  const context = facts.dockerfiles[0]?.context;
  return {
    copied: (context?.copied ?? []).map((file) => file.path),
    missing: (context?.missing ?? []).map((file) => file.path),
    runtime: [...(context?.runtime ?? [])],
  };
}

test.each<[string, string, string[], string[]]>([
  [
    'a folder and a pattern',
    'FROM a\nCOPY src *.txt /x/\n',
    ['src/a.py', 'b.txt', 'c.md', 'src/d/e'],
    ['src/a.py', 'src/d/e', 'b.txt'],
  ],
  ['everything', 'FROM a\nWORKDIR /x\nCOPY . .\n', ['a', 'b/c'], ['Dockerfile', 'a', 'b/c']],
  ['JSON and ./', 'FROM a\nCOPY ["./a b", "/c", "/x/"]\n', ['a b', 'c'], ['a b', 'c']],
  ['a folder by its parents', 'FROM a\nCOPY s* /x/\n', ['src/a', 'other'], ['src/a']],
  [
    'what a stage takes from another',
    'FROM a AS b\nWORKDIR /app\nCOPY . .\nFROM c\nCOPY --from=b /app/dist /srv\n',
    ['dist/x', 'data.csv'],
    ['dist/x'],
  ],
  [
    'all of a folder of another stage',
    'FROM a AS b\nCOPY . /app\nFROM c\nCOPY --from=0 /app /srv\n',
    ['data.csv'],
    ['Dockerfile', 'data.csv'],
  ],
  ['nothing of a stage that is left behind', 'FROM a AS b\nCOPY . /app\nFROM c\n', ['data.csv'], []],
  ['what the image is built on', 'FROM a AS b\nCOPY x /app/\nFROM b\n', ['x'], ['x']],
  ['not what ONBUILD holds', 'FROM a\nONBUILD COPY x /app/\n', ['x'], []],
])('copied: %s', async (_title, dockerfile, files, copied) => {
  expect((await contextOf(dockerfile, files)).copied).toEqual(copied);
});

test('a Dockerfile in a folder means the project, unless its sources are only beside it', async () => {
  expect((await contextOf('FROM a\nCOPY src /x/\n', ['src/a', 'docker/b'], 'docker/Dockerfile')).copied).toEqual([
    'src/a',
  ]);
  expect(
    (await contextOf('FROM a\nCOPY run.sh /x/\n', ['docker/run.sh', 'src/a'], 'docker/Dockerfile')).copied,
  ).toEqual(['docker/run.sh']);
});

test('what is left out by .dockerignore is not copied, and what is not there is missing', async () => {
  expect(await contextOf('FROM a\nCOPY a b /x/\n', ['a', 'b'], 'Dockerfile', 'b\n')).toEqual({
    copied: ['a'],
    missing: ['b'],
    runtime: ['a'],
  });
});

test.each([
  ['is its source, not what is copied', 'FROM a\nCOPY tool /\nENTRYPOINT ["/tool"]\n', [], ['tool']],
  ['also where the target is the file', 'FROM a\nWORKDIR /x\nCOPY tool bin\nCMD ./bin --all\n', [], ['tool']],
  [
    'is copied where its name is looked up in PATH',
    'FROM a\nWORKDIR /\nCOPY tool /\nCMD ["tool"]\n',
    ['tool/test.csv'],
    [],
  ],
  ['is copied where something in it is started', 'FROM a\nCOPY tool /tool\nCMD ["/tool/run"]\n', ['tool/test.csv'], []],
])('a folder named as the program that is started %s', async (_title, dockerfile, copied, missing) => {
  expect(await contextOf(dockerfile, ['tool/test.csv'])).toMatchObject({ copied, missing });
});

test('what only the build runs is not there to run', async () => {
  const { runtime } = await contextOf(
    'FROM a\nCOPY setup.sh run.sh main.py both.R /x/\nRUN chmod +x /x/run.sh && sh /x/setup.sh && Rscript /x/both.R\nENTRYPOINT ["/x/run.sh"]\nCMD ["Rscript", "/x/both.R"]\n',
    ['setup.sh', 'run.sh', 'main.py', 'both.R'],
  );
  expect(runtime).toEqual(['run.sh', 'main.py', 'both.R']);
});

async function ofBuild(dockerfile: string, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const facts = await factsOf({ Dockerfile: dockerfile, ...files });
  const [found] = facts.dockerfiles;
  return found === undefined ? [] : filesOfBuild(found, facts.files);
}

const tree = { 'src/a.sh': '', 'other.txt': '' };

test.each([
  ['a path that is cleaned', 'COPY x/../src /app/', tree],
  ['a path above the context, which ends at its top', 'COPY ../../src /app/', tree],
  ['what is not found', 'COPY nothing /app/', tree],
  ['what a stage with ONBUILD hands on', 'ONBUILD COPY src /app/\nFROM 0', tree],
  [
    'an ignore file that only some engines read',
    'COPY . /app/',
    { ...tree, '.dockerignore': 'src', '.containerignore': 'x' },
  ],
  ['an ignore file that engines read differently', 'COPY . /app/', { ...tree, '.dockerignore': String.raw`s\rc` }],
  ['a mark that only some trim', 'COPY . /app/', { ...tree, '.dockerignore': 'src\uFEFF' }],
  ['a pattern that some take for an expression', 'COPY . /app/', { ...tree, '.dockerignore': '**\n!s+rc' }],
])('a build may take: %s', async (_title, line, files) => {
  expect(await ofBuild(`FROM a\n${line}\n`, files)).toContain('src/a.sh');
});

test('a build does not take what its ignore file leaves out', async () => {
  expect(await ofBuild('FROM a\nCOPY . /app/\n', { ...tree, '.dockerignore': 'src' })).not.toContain('src/a.sh');
});
