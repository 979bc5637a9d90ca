import { expect, test } from 'vitest';
import { check } from '../../../src/engine/check/check.ts';
import download from '../../../src/rules/no-runtime-download.ts';
import { factsOf } from '../../helpers/project.ts';

/** The image that goes out is the one that the pipeline builds, with the arguments and of the stage that it names. */
const byArgument = `FROM docker.io/library/python:3.13-slim
ARG MAIN=main
ENV MAIN=$MAIN
COPY *.py /app/
ENTRYPOINT ["sh", "-c", "exec python3 /app/$MAIN.py"]
`;
const byStage = `FROM docker.io/library/python:3.13-slim AS plain
COPY *.py /app/
FROM plain AS prod
ENTRYPOINT ["python3", "/app/gpu.py"]
FROM plain AS dev
ENTRYPOINT ["python3", "/app/main.py"]
`;
const programs = {
  'main.py': 'print(1)\n',
  'gpu.py': 'import urllib.request\nurllib.request.urlopen("https://example.org/weights.bin")\n',
};
const gitlab = (command: string): Readonly<Record<string, string>> => ({
  '.gitlab-ci.yml': `image:\n  script:\n    - ${command}\n`,
});
const action = (more: string): Readonly<Record<string, string>> => ({
  '.github/workflows/image.yml': `on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          context: .\n${more}`,
});

test.each([
  ['no pipeline, by argument', byArgument, {}, 'pass'],
  ['--build-arg', byArgument, gitlab('docker build --build-arg MAIN=gpu -t app .'), 'fail'],
  ['--build-arg=', byArgument, gitlab('docker build --build-arg=MAIN=gpu -t app .'), 'fail'],
  ['the same as by default', byArgument, gitlab('docker build --build-arg MAIN=main -t app .'), 'pass'],
  ['build-args', byArgument, action('          build-args: |\n            MAIN=gpu\n'), 'fail'],
  ['no pipeline, by stage', byStage, {}, 'pass'],
  ['--target', byStage, gitlab('docker build --target prod -t app .'), 'fail'],
  ['target', byStage, action('          target: prod\n'), 'fail'],
  [
    '--target of a build that is not pushed',
    byStage,
    gitlab('docker build --target prod -t test . && docker build -t ghcr.io/o/app . && docker push ghcr.io/o/app'),
    'pass',
  ],
  [
    '--target of the one that is',
    byStage,
    gitlab('docker build -t test . && docker build --target prod -t ghcr.io/o/app . && docker push ghcr.io/o/app'),
    'fail',
  ],
  ['target of the last stage', byStage, action('          target: dev\n'), 'pass'],
] as const)('%s', async (_how, Dockerfile, pipeline, verdict) => {
  const facts = await factsOf({ Dockerfile, ...programs, ...pipeline });
  expect(check(facts, [download]).results[0]?.verdict).toBe(verdict);
});

test('a value that shows only in the run is not known', async () => {
  const pipeline = gitlab('docker build --build-arg MAIN=$MAIN -t app .');
  const facts = await factsOf({ Dockerfile: byArgument, ...programs, ...pipeline });
  expect(check(facts, [download]).results[0]?.verdict).not.toBe('pass');
});
