import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { adopt } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

// An image that brings its libraries in builds of its own, by conda, and a list that asks for others of them.

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-rapids-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

const environment = `name: icu
channels: [rapidsai, conda-forge]
dependencies:
  - python=3.12
  - ipython
  - "rapidsai::cudf=25.02"
  - cuml=25.02
  - pandas=2.2
  - pip:
      - rmm-cu12
      - click
`;
const repository = {
  'environment.yml': environment,
  'work/explore.ipynb':
    '{"cells": [{"cell_type": "code", "source": ["import cudf, cuml, pandas"]}], "metadata": {"kernelspec": {"language": "python"}}, "nbformat": 4}',
  'run.py': 'import cudf\nimport cuml\nimport pandas as pd\n\npd.DataFrame({"n": [1]}).to_csv("/safe_outputs/n.csv")\n',
};
const project = '[project]\nname = "icu"\ndependencies = ["pandas>=2.2,<3", "cudf-cu12>=25.2", "cuml-cu12>=25.2"]\n';

async function run(
  files: Readonly<Record<string, string>>,
  flags: Readonly<Record<string, string | boolean | readonly string[]>> = {},
): Promise<string> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const caught = catchEnvironment();
  const given = { defaults: true, ...flags };
  const code = await adopt({ targets: [folder], flags: given }, caught).catch((error: unknown) => String(error));
  return `${String(code)}\n${caught.printed.out}${caught.printed.err}`.replaceAll(/\s+/g, ' ');
}

test('what the image has in builds of its own is taken out of the list, and said with the versions that are asked for', async () => {
  const said = await run(repository, { base: 'rapids' });
  expect(said).toMatch(/Python 3\.12 is asked for, and \S+-py3\.13 has Python 3\.13: /);
  expect(said).toMatch(
    /environment\.yml asks for cudf 25\.02 and cuml 25\.02, and \S+ has builds of its own, which stay/,
  );
  const dockerfile = read('tre/Dockerfile');
  expect(dockerfile).toContain('installed as it is, but for python, cudf, cuml, rmm-cu12: ');
  const filter = /^RUN (sed -i .*) \\\n {4}&& conda env update --name base --file (\S+)/m.exec(dockerfile) ?? [];
  const list = join(folder, 'list.yml');
  writeFileSync(list, environment);
  execFileSync('sh', ['-c', (filter[1] ?? 'false').replace(filter[2] ?? '', list)]);
  expect(read('list.yml').match(/- .*/g)).toEqual(['- ipython', '- pandas=2.2', '- pip:', '- click']);
});

test('a list that has them on one line is left as it is, and is a to-do', async () => {
  const flow = 'name: icu\ndependencies: [python=3.12, cudf=25.02, pandas=2.2]\n';
  const said = await run({ ...repository, 'environment.yml': flow }, { base: 'rapids' });
  expect(said).toMatch(
    /environment\.yml names python, cudf on a line with others, so that conda puts builds of its own/,
  );
  expect(read('tre/Dockerfile')).not.toContain('sed -i');
});

test('what programs import of it is in no list of ours, and a list of pip brings no second CUDA', async () => {
  const { 'environment.yml': _, ...others } = repository;
  const list = 'cudf-cu12==25.2.0\npandas==2.2.3\n';
  await run({ ...others, 'requirements.txt': list }, { base: 'rapids' });
  const dockerfile = read('tre/Dockerfile');
  expect(dockerfile).not.toContain('tre/packages.txt');
  const filter = /^RUN (grep -v .*) > \/tmp\/packages\.txt/m.exec(dockerfile)?.[1] ?? 'false';
  const place = join(folder, 'requirements.txt');
  const left = execFileSync('sh', ['-c', filter.replace('/opt/project/requirements.txt', place)], { encoding: 'utf8' });
  expect(left).toBe('pandas==2.2.3\n');
});

test('a list of conda without what the image brings stays the one, and another is told', async () => {
  const files = { ...repository, 'pyproject.toml': project };
  await run(files, { base: 'rapids' });
  const cut = environment.replace(/^.*(?:python|cudf|cuml).*\n/gm, '');
  expect(await run({ 'environment.yml': cut })).not.toContain('is no longer what is installed');
  expect(read('tre/Dockerfile')).toContain('conda env update --name base --file /opt/project/environment.yml');
  rmSync(join(folder, 'environment.yml'));
  const said = await run({}, { 'on-conflict': 'theirs' });
  expect(said).toMatch(/packages: environment\.yml is no longer what is installed: pyproject\.toml names 3 packages/);
  expect(read('tre/packages.txt')).toBe('pandas>=2.2,<3\n');
});

test('a base for pip takes the list of pip, which has its names', async () => {
  await run({ ...repository, 'pyproject.toml': project }, { base: 'python', set: ['program=run.py'] });
  expect(read('tre/packages.txt')).toBe('pandas>=2.2,<3\ncudf-cu12>=25.2\ncuml-cu12>=25.2\n');
});

test('of a list of conda alone no name is taken that pip has not, and a version that begins a release is said to', async () => {
  const said = await run(repository, { base: 'python', set: ['program=run.py'] });
  expect(read('tre/packages.txt')).toBe('pandas==2.2.*\n');
  expect(said).toMatch(/cudf, cuml: only conda has them by those names/);
  expect(said).toMatch(
    /pandas==2\.2\.\*: environment\.yml says no whole release as pip counts them, so that the newest that begins so is installed: write the version that/,
  );
});

test('a job is one where a session is proposed, and keeps nothing that the base of the session had by itself', async () => {
  await run({ ...repository, 'pyproject.toml': project });
  expect(read('tre/README.md')).toMatch(/^\| GPU \| asked for at each start/m);
  const said = await run({}, { set: ['mode=batch', 'program=run.py'], 'on-conflict': 'theirs' });
  expect(said).toMatch(/^0 /);
  expect(said).toMatch(/image: docker\.io\/library\/python:\S+ now, that of the base python; it was nvcr\.io/);
  expect(read('tre/Dockerfile')).toContain('ENTRYPOINT ["python", "/opt/project/run.py"]');
  expect(read('tre/README.md')).not.toContain('| GPU |');
  expect(read('tre/.yo-rc.json')).not.toContain('kubernetes');
});

test('a GPU and runtimes that a person chose stay with another base', async () => {
  const chosen = ['gpu=yes', 'runtimes=podman', 'program=run.py'];
  await run({ ...repository, 'pyproject.toml': project }, { base: 'python', set: chosen });
  await run({}, { base: 'jupyter', 'on-conflict': 'theirs' });
  expect(read('tre/.yo-rc.json')).toMatch(/"gpu": true/);
  expect(read('tre/.yo-rc.json')).not.toContain('apptainer');
});
