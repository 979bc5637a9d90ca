import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import imports from '../../src/rules/imports-installed.ts';
import port from '../../src/rules/interactive-port-exposed.ts';
import accelerator from '../../src/rules/accelerator-fits.ts';
import authenticated from '../../src/rules/interactive-server-authenticated.ts';
import writable from '../../src/rules/executables-not-writable.ts';
import byPath from '../../src/rules/starts-by-absolute-path.ts';
import { factsOf } from '../helpers/project.ts';

/** What labelled repositories showed and no rule saw, each with what looks like it. */
type Files = Readonly<Record<string, string>>;

const serving = (start: string, more = ''): Files => ({
  Dockerfile: `FROM docker.io/library/python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install fastapi uvicorn\n${more}CMD ${start}\n`,
  'main.py': 'from fastapi import FastAPI\napp = FastAPI()\n',
});

test.each([
  ['["uvicorn", "main:app"]', '', 'fail', 'fail'],
  ['["python", "-m", "uvicorn", "main:app"]', '', 'fail', 'fail'],
  ['python -m uvicorn main:app --reload --port 8000', '', 'fail', 'fail'],
  ['["python", "-m", "uvicorn", "main:app", "--app-dir", "/app"]', '', 'fail', 'pass'],
  ['["python", "-m", "uvicorn", "main:app", "--app-dir", "src"]', '', 'fail', 'fail'],
  ['["gunicorn", "-b", "0.0.0.0", "--pythonpath=src/api", "main:app"]', '', 'fail', 'fail'],
  ['["gunicorn", "-b", "0.0.0.0", "--pythonpath=/app/src/api", "main:app"]', '', 'fail', 'pass'],
  ['["python", "-m", "uvicorn", "main:app"]', 'ENV PYTHONPATH=/app\n', 'fail', 'pass'],
  ['["python", "-m", "uvicorn", "main:app"]', 'EXPOSE 8000\n', 'pass', 'fail'],
  ['["python", "-m", "json.tool", "/safe_data/a.json"]', '', 'notApplicable', 'pass'],
] as const)('%s, %s: the port %s, the path %s', async (start, more, exposed, path) => {
  const { results } = check(await factsOf(serving(start, more)), [port, byPath]);
  expect(results.map(({ verdict }) => verdict)).toEqual([exposed, path]);
});

const listed = (list: string, more: Files = {}, run = 'RUN pip install -r /app/requirements.txt\n'): Files => ({
  Dockerfile: `FROM docker.io/library/python:3.13\nCOPY . /app\n${run}CMD ["python", "/app/main.py"]\n`,
  'main.py': 'import yaml\n',
  'requirements.txt': list,
  ...more,
});
const ofConda = 'PyYAML @ file:///croot/pyyaml_1728/work\nanyio @ file:///C:/b/abs_31/croot/anyio_17/work\n';

test.each([
  ['folders of another machine', listed(ofConda), 'fail'],
  ['a folder that COPY brings', listed('PyYAML @ file:///app/vendor/pyyaml\n'), 'pass'],
  [
    'a folder that a RUN makes',
    listed(
      'PyYAML @ file:///src/y\n',
      {},
      'RUN git clone https://example.org/y /src/y && pip install -r /app/requirements.txt\n',
    ),
    'pass',
  ],
  ['an address', listed('PyYAML @ https://example.org/pyyaml-6.0.tar.gz\n'), 'pass'],
] as const)('a list that names %s: %s', async (_title, files, verdict) => {
  expect(check(await factsOf(files), [imports]).results[0]?.verdict).toBe(verdict);
});

const project = (tag: string, name: string, text: string, run: string): Files => ({
  Dockerfile: `FROM docker.io/library/python:${tag}\nWORKDIR /app\nCOPY . .\nRUN ${run}\nCMD ["python", "/app/main.py"]\n`,
  'main.py': 'import json\n',
  [name]: text,
});
const standard = (wanted: string): string => `[project]\nname = "a"\nversion = "1"\nrequires-python = "${wanted}"\n`;
const poetry = (wanted: string): string =>
  `[tool.poetry]\nname = "a"\n[tool.poetry.dependencies]\npython = "${wanted}"\n`;

test.each([
  ['3.8', 'pyproject.toml', standard('>=3.9'), 'pip install .', 'fail'],
  ['3.9', 'pyproject.toml', standard('>=3.9'), 'pip install .', 'pass'],
  ['3.13-slim', 'pyproject.toml', standard('>=3.9,<3.13'), 'pip install --no-cache-dir -e .', 'fail'],
  ['3.12.4', 'pyproject.toml', standard('>=3.9, <3.13, !=3.10.*'), 'pip install .', 'pass'],
  ['3.11', 'pyproject.toml', standard('~=3.9'), 'pip install .', 'pass'],
  ['3.11', 'pyproject.toml', standard('~=3.9.1'), 'pip install .', 'fail'],
  ['3.9', 'pyproject.toml', standard('>3.9'), 'pip install .', 'pass'],
  ['3.13', 'pyproject.toml', standard('>=3.9,<3.13'), 'pip install uv && uv pip install --system .', 'pass'],
  ['3.13', 'pyproject.toml', standard('<3.13'), 'pip install numpy', 'pass'],
  ['3', 'pyproject.toml', standard('<3.13'), 'pip install .', 'pass'],
  ['3.8', 'pyproject.toml', standard('any'), 'pip install .', 'pass'],
  ['3.13', 'pyproject.toml', poetry('^3.9'), 'pip install poetry && poetry install', 'pass'],
  ['3.13', 'pyproject.toml', poetry('~3.9'), 'pip install poetry && poetry install', 'fail'],
  [
    '3.8',
    'setup.py',
    'from setuptools import setup\nsetup(name="a",\n  python_requires=">=3.10")\n',
    'pip install .',
    'fail',
  ],
  ['3.8', 'setup.cfg', '[metadata]\nname = a\n[options]\npython_requires = >=3.10\n', 'pip install .', 'fail'],
  [
    '3.8',
    'Pipfile',
    '[packages]\n[requires]\npython_version = "3.9"\n',
    'pip install pipenv && pipenv install --system --deploy',
    'fail',
  ],
  [
    '3.8',
    'Pipfile',
    '[packages]\n[requires]\npython_version = "3.9"\n',
    'pip install pipenv && pipenv install --system',
    'pass',
  ],
] as const)('on python:%s, %s %j, %s: %s', async (tag, name, text, run, verdict) => {
  const { results } = check(await factsOf(project(tag, name, text, run)), [imports]);
  const [result] = results;
  expect(result?.verdict === 'fail' && result.message.includes('wants Python')).toBe(verdict === 'fail');
});

const configured = (line: string, more: Files = {}): Files => ({
  Dockerfile:
    'FROM docker.io/library/python:3.13\nWORKDIR /app\nCOPY main.py settings.ini /app/\nCMD ["python", "/app/main.py"]\n',
  'main.py': `import configparser\nsettings = configparser.ConfigParser()\n${line}\nprint(settings["a"]["b"])\n`,
  ...more,
});
test.each([
  ['settings.read("settings.cfg")', { 'settings.ini': '', 'settings.cfg': '[a]\nb=1\n' }, 'fail'],
  ['settings.read("settings.cfg")', { 'settings.ini': '' }, 'fail'],
  ['settings.read("settings.ini")', { 'settings.ini': '[a]\nb=1\n' }, 'pass'],
  ['settings.read("/etc/a.cfg")', { 'settings.ini': '' }, 'pass'],
] as const)('%s with %j: %s', async (line, more, verdict) => {
  expect(check(await factsOf(configured(line, more)), [filesInImage]).results[0]?.verdict).toBe(verdict);
});

const withTool = (run: string): Files => ({
  Dockerfile: `FROM docker.io/library/python:3.13\nWORKDIR /app\nCOPY . .\n${run}\nCMD ["python", "/app/main.py"]\n`,
  'main.py': 'import json\n',
  'pyproject.toml': '[tool.poetry]\nname = "a"\n[tool.poetry.dependencies]\npython = "^3.9"\n',
  Pipfile: '[packages]\n',
});
test.each([
  ['RUN pip install poetry\nRUN poetry install --no-dev', true],
  ['RUN pip install --no-cache-dir poetry && poetry export -f requirements.txt -o r.txt', true],
  ['RUN pip install poetry poetry-plugin-export && poetry export -f requirements.txt -o r.txt', false],
  ['RUN pip install poetry && poetry install --only main', false],
  ['RUN pip install poetry==1.8.5 && poetry install --no-dev', false],
  ['RUN pip install "poetry<2" && poetry install --no-dev', false],
  ['ENV POETRY_VERSION=1.4\nRUN pip install poetry==$POETRY_VERSION && poetry install --no-dev', false],
  ['RUN pip install poetry && (poetry install --no-dev || true)', false],
  ['RUN pip install pipenv && pipenv lock -r > requirements.txt', true],
  ['RUN pip install pipenv && pipenv requirements > requirements.txt', false],
  ['RUN pip install pipenv==2022.1.8 && pipenv lock -r > requirements.txt', false],
] as const)('%s: ends the build %s', async (run, ends) => {
  const [result] = check(await factsOf(withTool(run)), [imports]).results;
  expect(result?.verdict === 'fail' && result.message.includes('no longer knows')).toBe(ends);
});

const locked = (files: string, source = ''): Files => ({
  Dockerfile:
    'FROM docker.io/library/python:3.11-slim\nCOPY poetry.lock main.py /app/\nCMD ["python", "/app/main.py"]\n',
  'main.py': 'import torch\n',
  'poetry.lock': `[[package]]\nname = "torch"\nversion = "2.0.1"\nfiles = [\n    {file = "${files}", hash = "sha256:a"},\n]\n${source}`,
});
test.each([
  ['torch-2.0.1-cp311-cp311-manylinux1_x86_64.whl', '', 'fail'],
  ['torch-2.0.1-cp311-none-macosx_11_0_arm64.whl', '', 'notApplicable'],
  [
    'torch-2.0.1+cpu-cp311-cp311-linux_x86_64.whl',
    '[package.source]\ntype = "legacy"\nurl = "https://download.pytorch.org/whl/cpu"\n',
    'notApplicable',
  ],
] as const)('torch of a lock by %s %s: %s', async (file, source, verdict) => {
  expect(check(await factsOf(locked(file, source)), [accelerator]).results[0]?.verdict).toBe(verdict);
});

test.each([
  ['FROM docker.io/lab/tools:1\n', 'unknown'],
  ['FROM docker.io/lab/tools:1\nCMD ["ls", "/safe_data"]\n', 'notApplicable'],
  ['FROM docker.io/library/python:3.13\n', 'notApplicable'],
] as const)('%j: whether a server is started is %s', async (Dockerfile, verdict) => {
  const { results } = check(await factsOf({ Dockerfile }), [port, authenticated]);
  expect(results.map((each) => each.verdict)).toEqual([verdict, verdict]);
});

test.each([
  ['COPY --chown=1000:100 . /home/jovyan/', 'fail'],
  ['COPY . /home/jovyan/', 'pass'],
  ['COPY --chown=app settings.yml /home/app/', 'pass'],
  ['COPY --chown=app . /scratch/', 'notApplicable'],
] as const)('%s: %s', async (copy, verdict) => {
  const files = { Dockerfile: `FROM docker.io/library/python:3.13\n${copy}\n`, 'a.py': '', 'settings.yml': '' };
  expect(check(await factsOf(files), [writable]).results[0]?.verdict).toBe(verdict);
});
