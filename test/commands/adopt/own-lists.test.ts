import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AnyCall, adopt } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

// What a Dockerfile that is copied installs from a list that its lines do not name is no to-do.

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-lists-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const main = [
  'import pandas as pd\nfrom sklearn.linear_model import LinearRegression\n',
  'd = pd.read_csv("/safe_data/a.csv")\nLinearRegression().fit(d, d)\nd.to_csv("/safe_outputs/a.csv")\n',
].join('');
const poetry = '[tool.poetry.dependencies]\npython = "^3.12"\npandas = "2.2.3"\nscikit-learn = "1.5.2"\n';
const standard = '[project]\nname = "r"\nversion = "0.1.0"\ndependencies = ["pandas==2.2.3", "scikit-learn==1.5.2"]\n';
const pipfile = '[packages]\npandas = "==2.2.3"\nscikit-learn = "==1.5.2"\n';
const listed = 'pandas==2.2.3\nscikit-learn==1.5.2\n';

async function boxes(list: string, text: string, run: string): Promise<readonly string[]> {
  const lines = ['FROM python:3.12.9-slim-bookworm', 'WORKDIR /app', `COPY ${list} ./`, `RUN ${run}`, 'COPY main.py .'];
  writeFileSync(join(folder, 'main.py'), main);
  writeFileSync(join(folder, list), text);
  writeFileSync(join(folder, 'Dockerfile'), `${lines.join('\n')}\nCMD ["python", "main.py"]\n`);
  const environment = catchEnvironment();
  const flags = { defaults: true, set: ['project=a-1', 'registry=ghcr.io/me'] };
  const code = await (adopt as AnyCall)({ targets: [folder], flags } as never, environment);
  expect(`${String(code)}${environment.printed.err}`).toBe('0');
  return readFileSync(join(folder, 'tre/README.md'), 'utf8')
    .split('\n')
    .filter((line) => line.includes('installed by no line'));
}

test.each([
  ['pyproject.toml', poetry, 'pip install poetry==1.8.3 && poetry install --no-root --only main'],
  ['pyproject.toml', poetry, 'pip install poetry==1.8.3 && poetry export -o r.txt && pip install -r r.txt'],
  ['pyproject.toml', standard, 'pip install uv==0.5.0 && uv sync --no-install-project'],
  ['pyproject.toml', standard, 'pip install pip-tools==7.4.1 && pip-compile -o r.txt pyproject.toml && pip-sync r.txt'],
  ['Pipfile', pipfile, 'pip install pipenv==2024.1.1 && pipenv install --system --deploy'],
  ['Pipfile', pipfile, 'pip install pipenv==2024.1.1 && pipenv requirements > r.txt && pip install -r r.txt'],
  ['requirements.txt', listed, 'pip install wheel==0.45.0 && pip install -rrequirements.txt'],
  ['requirements.txt', listed, 'pip install pip-tools==7.4.1 && pip-sync'],
])('%s, by: %3$s', async (list, text, run) => {
  expect(await boxes(list, text, run)).toEqual([]);
});

test.each([
  ['pyproject.toml', poetry, 'pip install poetry==1.8.3'],
  ['pyproject.toml', standard, 'pip install uv==0.5.0 && uv venv'],
  ['requirements.txt', listed, 'pip install pip-tools==7.4.1 && pip-sync other.txt'],
])('a list that nothing installs is one: %s, %3$s', async (list, text, run) => {
  expect(await boxes(list, text, run)).toEqual([expect.stringContaining('pandas')]);
});
