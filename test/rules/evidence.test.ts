import { expect, test } from 'vitest';
import dependencies from '../../src/rules/dependencies-pinned.ts';
import licences from '../../src/rules/no-licence-server.ts';
import recommends from '../../src/rules/no-recommends.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import lists from '../../src/rules/package-lists-removed.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

/** What a rule says it saw, and where. */
async function evidenceOf(rule: CheckedRule, files: Readonly<Record<string, string>>): Promise<string> {
  const verdict = rule.check(await factsOf(files));
  if (verdict.verdict === 'fail') return `fail: ${verdict.findings.map(({ message }) => message).join('; ')}`;
  if (verdict.verdict === 'pass')
    return verdict.evidence
      .map(({ text, location }) => `${location?.file ?? ''}:${String(location?.line)} ${text}`)
      .join('; ');
  return verdict.verdict === 'several' ? 'several' : `${verdict.verdict}: ${verdict.reason}`;
}

const job = `apiVersion: batch/v1
kind: Job
metadata: { generateName: a- }
spec:
  template:
    spec:
      containers:
        - name: a
          image: ghcr.io/org/a:1
          args: [measurements.csv]
`;
const project = {
  Dockerfile: `FROM docker.io/library/python:3.13
RUN mkdir /safe_data
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
COPY requirements.txt /app/
RUN pip install --no-cache-dir -r /app/requirements.txt
COPY main.py /app/
WORKDIR /scratch
ENTRYPOINT ["python", "/app/main.py"]
`,
  'requirements.txt': '# packages\npandas==3.0.6\n',
  'main.py': 'import pandas\n',
  'ces/job.yaml': job,
};

test('one is counted as one, and a job that starts the image is no program', async () => {
  expect(await evidenceOf(outputs, project)).toBe(
    'Dockerfile:8 no known write to another place in 1 program that the start reaches',
  );
  expect(await evidenceOf(licences, project)).toMatch(/ and 1 program that the start reaches$/);
  expect(await evidenceOf(recommends, project)).toBe('Dockerfile:3 no recommended packages in 1 apt command');
});

test('a job is no program that the start reaches either where there is none', async () => {
  const Dockerfile = 'FROM docker.io/library/python:3.13\nENTRYPOINT ["python", "-m", "http"]\n';
  const without = await evidenceOf(outputs, { Dockerfile });
  expect(without).toMatch(/^unknown: /);
  expect(await evidenceOf(outputs, { Dockerfile, 'ces/job.yaml': job })).toBe(without);
});

test('what is installed is shown where it stands', async () => {
  expect(await evidenceOf(lists, project)).toBe('Dockerfile:3 no list or cache is left by 2 installing commands');
  expect(await evidenceOf(dependencies, project)).toBe(
    'requirements.txt:2 1 package with a version, bound or dated repository',
  );
});

const digest = `@sha256:${'0'.repeat(64)}`;
const listed = (mirror: string): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM docker.io/rocker/r-ver:4.5.3${digest}\nCOPY install.R /app/\nRUN Rscript /app/install.R\n`,
  'install.R': `packages <- c("dplyr", "survival")
${mirror}
install.packages(setdiff(packages, rownames(installed.packages())))
`,
});

test('names that a program of R computes are fixed by a repository of one day, and not by the newest', async () => {
  expect(await evidenceOf(dependencies, listed(''))).toBe(
    'install.R:3 what install.R lists, from a repository of one day',
  );
  expect(await evidenceOf(dependencies, listed('options(repos = c(CRAN = "https://cloud.r-project.org"))'))).toMatch(
    /^notApplicable: /,
  );
});
