import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import complete from '../../src/rules/image-complete.ts';
import { factsOf } from '../helpers/project.ts';

type Files = Readonly<Record<string, string>>;

async function verdictOf(rule: Rule, project: Files): Promise<string> {
  const { results } = check(await factsOf(project), [rule]);
  return ['fail', 'unknown', 'pass'].find((each) => results.some(({ verdict }) => verdict === each)) ?? 'notApplicable';
}

const python = 'FROM docker.io/library/python:3.13\n';
const app = { 'app.py': 'import fastapi\napp = fastapi.FastAPI()\n' };
const copied = 'WORKDIR /app\nCOPY . /app\nRUN pip install -r requirements.txt\n';

test.each([
  ['CMD ["gunicorn", "app:app"]', 'fastapi==0.120.0\n', 'fail'],
  ['CMD gunicorn app:app', 'fastapi==0.120.0\n', 'fail'],
  ['CMD ["streamlit", "run", "app.py"]', 'fastapi==0.120.0\n', 'fail'],
  ['CMD ["gunicorn", "app:app"]', 'fastapi==0.120.0\ngunicorn==23.0.0\n', 'pass'],
  ['CMD ["uvicorn", "app:app"]', 'fastapi[standard]==0.120.0\n', 'pass'],
  ['CMD ["flask", "run"]', 'dash==3.0.0\n', 'pass'],
])('a server that runs a program of the project has to be in the image: %s with %j', async (start, list, verdict) => {
  const files = { Dockerfile: `${python}${copied}${start}\n`, 'requirements.txt': list, ...app };
  expect(await verdictOf(complete, files)).toBe(verdict);
});

test('a server that a script of the start names has to be there as well', async () => {
  const files = {
    Dockerfile: `${python}${copied}ENTRYPOINT ["sh", "/app/start.sh"]\n`,
    'requirements.txt': 'fastapi==0.120.0\n',
    'start.sh': '#!/bin/sh\nexec gunicorn app:app\n',
    ...app,
  };
  expect(await verdictOf(complete, files)).toBe('fail');
});
