import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import dependencies from '../../src/rules/dependencies-pinned.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import imports from '../../src/rules/imports-installed.ts';
import { factsOf } from '../helpers/project.ts';

type Files = Readonly<Record<string, string>>;

const judge = async (rule: CheckedRule, files: Files): Promise<string> => {
  const { results } = check(await factsOf(files), [rule]);
  return results
    .map(({ verdict, message, reason, fix }) => `${verdict} ${reason ?? message} ${fix ?? ''}`.trim())
    .join('\n');
};

const instantiate = 'using Pkg\nPkg.instantiate()\n';
const second = '[[deps.CSV]]\nversion = "0.10.15"\n\n[[deps.Parsers]]\nversion = "2.8.1"\n';
const project: Files = {
  Dockerfile:
    'FROM docker.io/library/julia:1.12\nENV JULIA_PROJECT=/opt/project \\\n    A=b\nCOPY Project.toml Manifest.toml /opt/project/\nCOPY install.jl /app/\nRUN julia /app/install.jl\nCOPY run.jl /app/\nENTRYPOINT ["julia", "/app/run.jl"]\n',
  'install.jl': instantiate,
  'run.jl': 'using CSV\n',
  'Project.toml': '[deps]\nCSV = "336e"\n',
  'Manifest.toml': second,
};
const others = (dockerfile: string, install = instantiate): Files => ({
  ...project,
  Dockerfile: `FROM docker.io/library/julia:1.12\nCOPY Project.toml Manifest.toml /srv/p/\nCOPY install.jl /app/\n${dockerfile}COPY run.jl /app/\nENTRYPOINT ["julia", "--project=/srv/p", "/app/run.jl"]\n`,
  'install.jl': install,
});

test.each([
  ['JULIA_PROJECT names', project],
  ['has a manifest of the first format', { ...project, 'Manifest.toml': '[[CSV]]\nversion = "0.10.15"\n' }],
  ['its command names', others('RUN julia --project=/srv/p /app/install.jl\n')],
  [
    'the program activates',
    others('RUN julia /app/install.jl\n', `import Pkg\nPkg.activate("/srv/p")\n${instantiate}`),
  ],
  [
    'the program activates by a name that is computed',
    others('RUN julia /app/install.jl\n', `import Pkg\nPkg.activate(joinpath("/srv", ARGS[1]))\n${instantiate}`),
  ],
])('the project of Julia that %s is what is installed, with its lock', async (_title, files) => {
  expect(await judge(dependencies, files)).toMatch(/^pass .*what Manifest\.toml locks/);
  expect(await judge(imports, files)).toMatch(/^pass /);
});

test('what only the lock of Julia has is not loaded by its name, and goes into the project', async () => {
  expect(await judge(imports, { ...project, 'run.jl': 'using CSV\nusing Parsers\n' })).toBe(
    `fail Parsers is imported (ENTRYPOINT -> run.jl:2), and nothing installs Parsers add Parsers to the project: julia --project=. -e 'using Pkg; Pkg.add(["Parsers"])' writes Project.toml and Manifest.toml`,
  );
});

test.each([
  ['julia', 'using CSV\n', 'run.jl', /in a RUN of Dockerfile/],
  ['Rscript', 'library(survminer)\n', 'run.R', /in a RUN of Dockerfile/],
  ['python', 'import lifelines\n', 'run.py', /to requirements\.txt/],
])('what a program of %s loads goes into no list of another language', async (start, text, path, list) => {
  const files = {
    Dockerfile: `FROM docker.io/library/python:3.13\nCOPY requirements.txt ${path} /app/\nRUN pip install -r /app/requirements.txt\nENTRYPOINT ["${start}", "/app/${path}"]\n`,
    'requirements.txt': 'pandas==3.0.6\n',
    [path]: text,
  };
  expect(await judge(imports, files)).toMatch(list);
});

test('a list that names nothing yet is the one to add to', async () => {
  const files = {
    Dockerfile:
      'FROM quay.io/jupyter/minimal-notebook:2026-10-05\nCOPY environment.yml /tmp/\nRUN mamba env update -n base -f /tmp/environment.yml\nCOPY a.py /app/\n',
    'environment.yml': 'dependencies: []\n',
    'a.py': 'import nibabel\n',
  };
  expect(await judge(imports, files)).toMatch(/add nibabel to environment\.yml/);
});

test('a program beside the folder that is copied is told to move there', async () => {
  const files = {
    Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY src/ /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
    'src/main.py': 'print(1)\n',
    '.tre-container/baseline.json':
      '{"version": "0.1.0", "files": {"src/main.py": {"ownership": "user", "text": ["print(1)", ""]}}}',
    'run.py': 'print(2)\n',
  };
  const said = await judge(imageComplete, files);
  expect(said).toContain('move run.py to src/, which the Dockerfile copies, and name what starts in ENTRYPOINT');
});

test('a version is named in the form of its list', async () => {
  const files = { ...project, 'install.jl': 'using Pkg\nPkg.add([PackageSpec(name = "CSV")])\n' };
  expect(await judge(dependencies, files)).toContain('in a list PackageSpec(name = "Name", version = "1.2")');
});

const placed = (lines: string, start: string, more: Files = {}): Files => ({
  ...project,
  Dockerfile: `FROM docker.io/library/julia:1.12\n${lines}COPY run.jl /app/\n${start}\n`,
  ...more,
});
const inApp = "COPY Project.toml Manifest.toml /srv/p/\nRUN julia --project=/srv/p -e 'using Pkg; Pkg.instantiate()'\n";
const here =
  "WORKDIR /srv/p\nCOPY Project.toml Manifest.toml ./\nRUN julia --project=. -e 'using Pkg; Pkg.instantiate()'\n";

test.each([
  ['neither names one', inApp, 'CMD ["julia", "/app/run.jl"]', "Julia's own environment"],
  ['a shell starts it', here, 'CMD julia /app/run.jl', "Julia's own environment"],
  ['it names another', inApp, 'CMD ["julia", "--project=/app", "/app/run.jl"]', 'the project /app'],
  [
    'ENV names another',
    `${inApp}ENV JULIA_PROJECT=/opt/other\n`,
    'CMD ["julia", "/app/run.jl"]',
    'the project /opt/other',
  ],
  [
    'it is looked for elsewhere',
    `${here}WORKDIR /scratch\n`,
    'CMD ["julia", "--project", "/app/run.jl"]',
    'the project /scratch',
  ],
])('packages in a project that the start does not use are not found: %s', async (_title, lines, start, where) => {
  expect(await judge(imports, placed(lines, start))).toMatch(
    new RegExp(
      `^fail .* starts run\\.jl in ${where}, and all packages are in the project /srv/p: CSV is not found there write ENV JULIA_PROJECT=/srv/p above the start`,
    ),
  );
});

test.each([
  ['an option', inApp, 'CMD ["julia", "--project=/srv/p", "/app/run.jl"]'],
  ['a variable', `${inApp}ENV JULIA_PROJECT=/srv/p\n`, 'CMD ["julia", "/app/run.jl"]'],
  ['the working directory', here, 'CMD ["julia", "--project", "/app/run.jl"]'],
  ['a folder below it', `${here}WORKDIR /srv/p/sub\n`, 'CMD ["julia", "--project=@.", "/app/run.jl"]'],
  ['a text of the shell', here, 'CMD ["sh", "-c", "julia --project=/srv/p /app/run.jl"]'],
  [
    "Julia's own environment has them",
    'RUN julia -e \'using Pkg; Pkg.add(name="CSV", version="0.10.15")\'\n',
    'CMD ["julia", "/app/run.jl"]',
  ],
])('packages are in the project that the start uses: %s', async (_title, lines, start) => {
  expect(await judge(imports, placed(lines, start))).toMatch(/^pass /);
});

test('a program may choose its project itself', async () => {
  const more = { 'run.jl': 'using Pkg\nPkg.activate("/srv/p")\nusing CSV\n' };
  expect(await judge(imports, placed(inApp, 'CMD ["julia", "/app/run.jl"]', more))).toMatch(/^pass /);
});
