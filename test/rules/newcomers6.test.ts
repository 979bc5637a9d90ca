import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import baseImageNotLatest from '../../src/rules/base-image-not-latest.ts';
import jobPolicy from '../../src/rules/kubernetes-job-policy.ts';
import noRuntimeDownload from '../../src/rules/no-runtime-download.ts';
import { factsOf } from '../helpers/project.ts';

const judge = async (rule: CheckedRule, files: Readonly<Record<string, string>>): Promise<string> => {
  const { results } = check(await factsOf(files), [rule]);
  return results.map(({ verdict, message, reason }) => `${verdict} ${reason ?? message}`).join('\n');
};

const job = (requests: string, limits: string): Readonly<Record<string, string>> => ({
  'ces/job.yaml': `apiVersion: batch/v1\nkind: Job\nmetadata:\n  generateName: app-\n  labels:\n    kueue.x-k8s.io/queue-name: nsh-user-queue\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      containers:\n        - name: app\n          image: proxy:5000/org/app:1\n          resources:\n            requests: {${requests}}\n            limits: {${limits}}\n`,
});

test.each([
  ['cpu: 8, memory: 16Gi', 'cpu: 4, memory: 32Gi', 'cpu is requested 8, above its limit of 4'],
  ['cpu: 500m, memory: 64Gi', 'cpu: 1, memory: 32768Mi', 'memory is requested 64Gi, above its limit of 32768Mi'],
  ['cpu: 1, memory: 1Gi, nvidia.com/gpu: 1', 'cpu: 1, memory: 1Gi', 'nvidia.com/gpu is requested, and has no limit'],
  [
    'cpu: 1, memory: 1Gi, nvidia.com/gpu: 1',
    'cpu: 1, memory: 1Gi, nvidia.com/gpu: 2',
    'nvidia.com/gpu is requested, and its limit is another number',
  ],
])('Kubernetes refuses a job with requests {%s} and limits {%s}', async (requests, limits, what) => {
  expect(await judge(jobPolicy, job(requests, limits))).toMatch(new RegExp(`^fail ${what}`));
});

test('a request below its limit, and a GPU with one of its own, are taken', async () => {
  const said = await judge(
    jobPolicy,
    job('cpu: 500m, memory: 16Gi, nvidia.com/gpu: 1', 'cpu: 1, memory: 32Gi, nvidia.com/gpu: 1'),
  );
  expect(said).toMatch(/^pass /);
});

test('what a program does of which the files do not tell is said beside a start that was not read', async () => {
  const facts = await factsOf({
    Dockerfile:
      'FROM docker.io/library/python:3.13\nRUN apt-get update && apt-get install -y libreoffice\nENV HF_HUB_OFFLINE=1 HF_HOME=/safe_data/huggingface\nCOPY main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
    'main.py':
      'import subprocess\nfrom transformers import pipeline\nsubprocess.run(["soffice", "/safe_data/a.doc"])\npipeline("sentiment-analysis")\n',
  });
  expect(noRuntimeDownload.check(facts)).toMatchObject({
    verdict: 'unknown',
    reason: expect.stringContaining('starts soffice, which ') as string,
    others: [{ reason: expect.stringContaining('pipeline') as string, location: { file: 'main.py', line: 4 } }],
  });
});

test.each([
  ['pdftotext', 'pass'],
  ['dot', 'pass'],
  ['convert', 'pass'],
  ['tesseract', 'pass'],
  ['gnuplot', 'unknown'],
])('%s, which fetches what an address names or runs a script of its own, or neither: %s', async (program, verdict) => {
  const said = await judge(noRuntimeDownload, {
    Dockerfile:
      'FROM docker.io/library/python:3.13\nRUN apt-get update && apt-get install -y poppler-utils graphviz imagemagick tesseract-ocr gnuplot-nox\nCOPY main.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
    'main.py': `import subprocess\nsubprocess.run(["${program}", "/safe_data/a"])\n`,
  });
  expect(said).toMatch(new RegExp(`^${verdict} `));
});

test('a finding, accepted or not, does not hide what could not be judged elsewhere', async () => {
  const Dockerfile =
    'FROM docker.io/library/python:latest AS a\nRUN true\nARG IMAGE\nFROM ${IMAGE}\nCOPY --from=a /x /x\n';
  expect(await judge(baseImageNotLatest, { Dockerfile })).toMatch(/^fail [^]*^unknown /m);
});
