import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { RuleResult } from '../../src/model/check/check-report.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import baseCurrent from '../../src/rules/base-image-current.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import offline from '../../src/rules/no-runtime-download.ts';
import actionsPinned from '../../src/rules/workflow-actions-pinned.ts';
import { factsOf } from '../helpers/project.ts';

// What a finding says to do has to be possible, and to mend what it says.

async function judged(rule: Rule, files: Record<string, string>, home?: string): Promise<readonly RuleResult[]> {
  const facts = await factsOf(files);
  return check(home === undefined ? facts : { ...facts, home }, [rule]).results;
}

test('nothing is copied to a place that is mounted when the container starts', async () => {
  const results = await judged(imageComplete, {
    Dockerfile: 'FROM python:3.13.16-slim\nCOPY start.sh /app/\nENTRYPOINT ["sh", "/app/start.sh"]\n',
    'start.sh': 'python /scratch/work/in.py\n',
    'in.py': 'print(1)\n',
  });
  const fixes = results.flatMap(({ fix }) => fix ?? []);
  expect(fixes.join('\n')).toContain('/scratch is empty until the container starts: put in.py where the start brings');
  expect(fixes.join('\n')).not.toMatch(/copy .* to \/scratch/);
});

test('a workflow beside the project is pinned by its name, and one of the project by none', async () => {
  const workflow = 'jobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n';
  const path = '.github/workflows/docs.yml';
  const [found] = await judged(actionsPinned, { [path]: workflow }, 'tre/');
  expect(found?.fix).toMatch(/^run tre-container pin \.github\/workflows\/docs\.yml, or/);
  const [own] = await judged(actionsPinned, { [path]: workflow });
  expect(own?.fix).toMatch(/^run tre-container pin, or/);
});

const ofNumpy = (version: string): Record<string, string> => ({
  Dockerfile: `FROM docker.io/pytorch/pytorch:2.4.1-cuda12.4-cudnn9-runtime\nRUN pip install numpy==${version}\n`,
});

test('an image of PyTorch whose Python is too new for a version that is installed is named with what comes first', async () => {
  const [old] = await judged(baseCurrent, ofNumpy('1.24.2'));
  expect(old?.fix).toMatch(
    /^first take a newer numpy, since numpy 1\.24\.2 has no wheel for a Python newer than 3\.11, then start from docker/,
  );
  const [other] = await judged(baseCurrent, ofNumpy('2.3.5'));
  expect(other?.fix).toMatch(/^start from docker\.io\/pytorch\/pytorch:/);
});

test('an example names the call that is made, not another data set', async () => {
  const results = await judged(offline, {
    Dockerfile: 'FROM python:3.13.16-slim\nCOPY run.py /app/\nENTRYPOINT ["python", "/app/run.py"]\n',
    'run.py': 'from sklearn.datasets import fetch_20newsgroups\nd = fetch_20newsgroups()\n',
  });
  const fixes = results.flatMap(({ fix }) => fix ?? []).join('\n');
  expect(fixes).toContain('outside: fetch_20newsgroups(data_home="sk"); inside: fetch_20newsgroups(data_home="/safe');
  expect(fixes).not.toContain('california');
});
