import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import complete from '../../src/rules/image-complete.ts';
import start from '../../src/rules/starts-by-absolute-path.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

/** What a thirty-first set of repositories showed of starts, each with what looks like it. */
type Files = Readonly<Record<string, string>>;

const judge = async (rule: CheckedRule, files: Files) => check(await factsOf(files), [rule]).results[0];

const python = 'FROM docker.io/library/python:3.13\nRUN pip install fastapi uvicorn gunicorn flask hypercorn\n';
const api = { 'app/api.py': 'from fastapi import FastAPI\napp = FastAPI()\n' };
test.each([
  ['COPY ./app /app\nCMD ["uvicorn", "app.main:app"]', 'fail'],
  ['COPY ./app /app\nCMD ["gunicorn", "-b", ":80", "app.main:app"]', 'fail'],
  ['COPY ./app /app\nCMD ["hypercorn", "app.main:app"]', 'fail'],
  ['COPY ./app /app\nCMD ["flask", "--app", "app.main:app", "run"]', 'fail'],
  ['WORKDIR /srv\nCOPY ./app app\nCMD ["uvicorn", "app.api:app"]', 'fail'],
  ['COPY ./app /app\nCMD ["uvicorn", "app.api:app"]', 'fail'],
  ['COPY ./app /srv/app\nENV PYTHONPATH=/srv\nCMD ["uvicorn", "app.api:app"]', 'pass'],
  ['COPY ./app /app\nCMD ["uvicorn", "--app-dir", "/app", "api:app"]', 'pass'],
  ['RUN pip install strangelib\nCMD ["uvicorn", "strangelib.main:app"]', 'pass'],
])('a module that a server loads is sought in the working directory: %s', async (lines, verdict) => {
  expect((await judge(start, { Dockerfile: `${python}${lines}\n`, ...api }))?.verdict).toBe(verdict);
});

test.each([
  ['COPY ./app /app\nCMD ["uvicorn", "app.main:app"]', 'fail'],
  ['COPY ./app /app\nCMD ["python", "-m", "app.main"]', 'fail'],
  ['COPY ./app /app\nCMD ["uvicorn", "app.api:app"]', 'pass'],
  ['COPY ./app /app\nRUN curl -o /app/main.py https://example.org/x\nCMD ["uvicorn", "app.main:app"]', 'unknown'],
])('a module that a folder of the project, which COPY fills, does not have: %s', async (lines, verdict) => {
  expect((await judge(complete, { Dockerfile: `${python}${lines}\n`, ...api }))?.verdict).toBe(verdict);
});
