import { expect, test } from 'vitest';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import noData from '../../src/rules/no-data-files.ts';
import nothingInHome from '../../src/rules/nothing-in-home.ts';
import noDownload from '../../src/rules/no-runtime-download.ts';
import outputsInSafe from '../../src/rules/outputs-in-safe-directories.ts';
import registryPullable from '../../src/rules/registry-pullable.ts';
import sendsNothing from '../../src/rules/sends-nothing.ts';
import byAbsolutePath from '../../src/rules/starts-by-absolute-path.ts';
import nonRoot from '../../src/rules/non-root-user.ts';
import wellKnown from '../../src/rules/base-image-well-known.ts';
import { factsOf } from '../helpers/project.ts';

async function judged(rule: CheckedRule, files: Readonly<Record<string, string>>): Promise<string> {
  const verdict = rule.check(await factsOf(files));
  if (verdict.verdict === 'fail')
    return verdict.findings.map(({ message, location }) => `${String(location?.line)} ${message}`).join('\n');
  if (verdict.verdict === 'unknown') return `unknown: ${verdict.reason}`;
  return verdict.verdict === 'several' ? JSON.stringify(verdict) : verdict.verdict;
}

const python = 'FROM docker.io/library/python:3.13\n';
const started = `${python}WORKDIR /app\nCOPY . .\nCMD ["python", "/app/main.py"]\n`;
const leaving = (...lines: readonly string[]): Promise<string> =>
  judged(filesInImage, {
    Dockerfile: started,
    '.dockerignore': 'data\n',
    'data/a.csv': 'x\n',
    'data/b.csv': 'x\n',
    'lists/a.csv': 'x\n',
    'main.py': `import pandas as pd\nfrom pathlib import Path\n${lines.join('\n')}\n`,
  });

test.each([
  ['paths = ["data/" + n + ".csv" for n in ["a"]]', 'pd.read_csv(paths[0])'],
  ['paths = [f"data/{n}.csv" for n in ("x", "a")]', 'pd.read_csv(paths[1])'],
  ['for p in (f"data/{n}.csv" for n in ["a", "b"]):', '    pd.read_csv(p)'],
  ['tables = pd.concat(pd.read_csv(f"data/{n}.csv") for n in ["a", "b"])', 'x = 1'],
  ['paths = [Path("data") / n for n in ["a.csv"] if n]', 'pd.read_csv(paths[0])'],
  ['paths = {n: f"data/{n}.csv" for n in ["a"]}', 'pd.read_csv(paths["a"])'],
  ['n = "x"\npaths = [f"data/{n}.csv" for n in ["a"]]', 'pd.read_csv(paths[0])'],
])('a list that a comprehension makes is followed: %s', async (first, second) => {
  expect(await leaving(first, second)).toContain('data/a.csv is not in the image');
});

test.each([
  ['paths = ["lists/" + n + ".csv" for n in ["a"]]', 'pd.read_csv(paths[0])'],
  ['a = [f"lists/{n}.csv" for n in ["a"]]\nb = [f"/safe_data/{n}.csv" for n in ["b"]]', 'pd.read_csv(a[0])'],
  ['paths = [f"data/{n}.csv" for n in ["a", "b"]]', 'print(paths)'],
  ['n = "a"\nother = [n for n in ["b"]]', 'pd.read_csv(f"lists/{n}.csv")'],
])('what a comprehension does not give is not looked for: %s', async (first, second) => {
  expect(await leaving(first, second)).toBe('pass');
});

test('what a condition may leave out is not known to be opened', async () => {
  expect(
    await leaving('paths = [f"data/{n}.csv" for n in ["a", "b"] if n in chosen()]', 'pd.read_csv(paths[0])'),
  ).toContain('unknown');
});

const writing = (...lines: readonly string[]): Promise<string> =>
  judged(outputsInSafe, { Dockerfile: started, 'main.py': `${lines.join('\n')}\n` });

test('a comprehension writes where its elements say', async () => {
  expect(await writing('for p in [f"/results/{n}.csv" for n in ["a"]]:', '    open(p, "w").write("1")')).toContain(
    '/results/a.csv',
  );
  expect(await writing('for p in [f"/safe_outputs/{n}.csv" for n in ["a"]]:', '    open(p, "w").write("1")')).toBe(
    'pass',
  );
});

test.each([
  ['from pandas import read_sql\ndef q(e, s): return read_sql(s, e)', 'q(connect(), "SELECT a, b FROM total_models")'],
  ['import polars as pl', 'pl.read_database("select a from b", connect())'],
  ['import geopandas as g', 'g.read_postgis("SELECT geom FROM parts", connect())'],
  ['import pandas as pd', 'pd.read_sql_table("models", connect())'],
])('what is asked of a database is no file: %s', async (first, second) => {
  const files = {
    Dockerfile: started,
    'main.py': `from b import connect\n${first}\n${second}\n`,
    'b.py': 'connect = 1',
  };
  expect(await judged(filesInImage, files)).toBe('pass');
});

const asking = (rule: CheckedRule, ...lines: readonly string[]): Promise<string> =>
  judged(rule, { Dockerfile: started, 'main.py': `import google.generativeai as genai\n${lines.join('\n')}\n` });

test('a key of a service that is only kept sends nothing', async () => {
  for (const rule of [noDownload, sendsNothing]) {
    expect(await asking(rule, 'genai.configure(api_key="")')).toBe('pass');
    expect(await asking(rule, 'c = genai.types.GenerationConfig(temperature=0)')).toBe('pass');
  }
  const answer = 'genai.GenerativeModel("gemini-pro").generate_content("x")';
  expect(await asking(sendsNothing, 'genai.configure(api_key="")', answer)).toMatch(/^3 /);
  expect(await asking(sendsNothing, 'genai.embed_content(model="m", content="x")')).toMatch(/^2 /);
});

const packaged = (rule: CheckedRule, cli: string, run: string, ...more: readonly string[]): Promise<string> =>
  judged(rule, {
    Dockerfile: `${python}COPY . /opt/p\nRUN pip install /opt/p\nRUN ${run}\n${more.join('\n')}\n`,
    'pyproject.toml': '[project]\nname = "p"\nversion = "1"\n[project.scripts]\np = "p.cli:main"\n',
    'p/__init__.py': '',
    'p/cli.py': cli,
  });
const entry = 'ENTRYPOINT ["/usr/local/bin/p"]';

test('a console script that the build starts does what its module says', async () => {
  const atImport = 'import wsinfer_zoo\nR = wsinfer_zoo.client.load_registry()\ndef main(): print(R)\n';
  const within = 'import wsinfer_zoo\ndef main(): print(wsinfer_zoo.client.load_registry())\n';
  expect(await packaged(nothingInHome, atImport, 'p --help', entry)).toContain('~/.wsinfer-zoo');
  expect(await packaged(nothingInHome, within, 'p fetch', entry)).toContain('~/.wsinfer-zoo');
  expect(await packaged(nothingInHome, within, 'p --help', entry), 'main only says its help').toBe('pass');
  expect(await packaged(nothingInHome, within, 'p --help && p fetch', entry)).toContain('~/.wsinfer-zoo');
  expect(await packaged(nothingInHome, 'def main(): open("/root/x", "w").write("1")\n', 'p', entry)).toContain(
    '/root/x',
  );
  expect(await packaged(noDownload, within, 'p --help', entry), 'the start still fetches').toContain('fetches');
  expect(await packaged(noDownload, within, 'p --help'), 'whoever starts it fetches').toContain('fetches');
});

const copying = async (copy: string, files: Readonly<Record<string, string>>): Promise<string> => {
  const verdict = noData.check(await factsOf({ Dockerfile: `${python}${copy}\n`, ...files }));
  return verdict.verdict === 'fail' ? verdict.findings.map(({ fix }) => fix).join('\n') : verdict.verdict;
};
const people = Array.from(
  { length: 30 },
  (_, at) => `- name: Ann Other${String(at)}\n  date_of_birth: 1950-01-0${String(at % 9)}\n`,
).join('');
const inPackage = { 'main.py': 'import p.core\n', 'p/core.py': '', 'p/a/area.csv': 'x\n', 'p/b/other.csv': 'x\n' };

test('what leaves data out leaves the program in', async () => {
  expect(await copying('COPY . /app/', inPackage)).toContain('add p/**/*.csv to .dockerignore');
  expect(await copying('COPY . /app/', { 'main.py': '', 'data/a.csv': '', 'data/b.csv': '' })).toContain(
    'add data/ to .dockerignore',
  );
  const lists = {
    'p/core.py': '',
    'p/a/patients.yaml': people,
    'p/b/patients.yaml': people,
    'p/settings.yaml': 'a: 1\n',
  };
  expect(await copying('COPY . /app/', lists), 'an ending that the program has too').toContain(
    'add p/a/patients.yaml and p/b/patients.yaml to',
  );
});

test('a COPY that has nothing left to copy is named first', async () => {
  const files = { 'main.py': '', 'data.csv': '', 'examples/a.csv': '', 'examples/b.csv': '' };
  expect(await copying('COPY data.csv main.py /', files)).toContain('take data.csv out of the COPY');
  expect(await copying('COPY ./examples /app/examples', files)).toContain('take ./examples out of the COPY');
  expect(await copying('COPY . /app/', files)).not.toContain('out of the COPY');
});

const fixOf = async (...words: readonly string[]): Promise<string> => {
  const Dockerfile = `${python}WORKDIR /app\nCOPY . .\nCMD ${JSON.stringify(words)}\n`;
  const files = { Dockerfile, 'pyproject.toml': '[project]\nname = "p"\nversion = "1"\n', 'p/main.py': 'app = 1\n' };
  const verdict = byAbsolutePath.check(await factsOf(files));
  return verdict.verdict === 'fail' ? verdict.findings.map(({ fix }) => fix).join('\n') : verdict.verdict;
};

test('a program that runs others in a project is told where that lies', async () => {
  const uv = await fixOf('uv', 'run', 'uvicorn', 'p.main:app');
  expect(uv).toContain('write uv run --project /app, with ENV PYTHONPATH=/app');
  expect(uv).not.toContain('pyproject.toml');
  expect(await fixOf('poetry', 'run', 'python', '/app/p/main.py')).toContain('write poetry --directory /app run');
  expect(await fixOf('python', 'p/main.py')).toContain('write /app/p/main.py');
});

const pushed = (...commands: readonly string[]): Promise<string> =>
  judged(registryPullable, {
    '.gitlab-ci.yml': `publish:\n  script:\n${commands.map((each) => `    - ${each}\n`).join('')}`,
  });

test('a name that is pushed for itself does not say where its other name goes', async () => {
  const tag = 'docker tag quay.io/g/n:1.0 "${U}"/"${N}":latest';
  const both = await pushed('docker push quay.io/g/n:1.0', tag, 'docker push "${U}"/"${N}":latest');
  expect(both.match(/pushed to quay\.io/g)).toHaveLength(1);
  expect(both).toContain('which registry that is shows only when the pipeline runs');
  expect(await pushed(tag, 'docker push "${U}"/"${N}":latest')).toContain('quay.io');
});

const from = (name: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM docker.io/continuumio/${name}:4.5.11\nCOPY run.py /opt/\n`,
  'run.py': 'print(1)\n',
});

test('miniconda of Python 2 is known as the one of Python 3 is', async () => {
  for (const rule of [nonRoot, wellKnown])
    expect((await judged(rule, from('miniconda'))).replaceAll('miniconda3', 'miniconda')).toBe(
      (await judged(rule, from('miniconda3'))).replaceAll('miniconda3', 'miniconda'),
    );
});
