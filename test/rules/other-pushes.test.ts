import { describe, expect, test } from 'vitest';
import scans from '../../src/rules/workflow-scans-image-before-push.ts';
import { check } from '../../src/engine/check/check.ts';
import { factsOf } from '../helpers/project.ts';

const own = 'ghcr.io/o/a:1';
const good = `on: push\njobs:\n  a:\n    steps:\n      - run: docker build -t ${own} .\n      - run: trivy image ${own}\n      - run: docker push ${own}\n`;
const judge = async (steps: string): Promise<{ readonly verdict: string; readonly said: string }> => {
  const facts = await factsOf({
    '.github/workflows/a.yml': good,
    '.github/workflows/z.yml': `on: push\njobs:\n  z:\n    steps:\n${steps}`,
  });
  const { results } = check(facts, [scans]);
  const worst = results.find(({ verdict }) => verdict !== 'pass') ?? results[0];
  return { verdict: worst?.verdict ?? '', said: JSON.stringify(results) };
};
const run = (line: string): string => `      - run: ${line}\n`;

describe('an image that goes out past a scan, by another command than a push:', () => {
  test.each([
    `crane append -f x.tar -t ${own}`,
    `crane append --new_tag=${own} -f x.tar`,
    `crane copy evil/x ${own}`,
    `gcrane cp evil/x ${own}`,
    `regctl image copy evil/x ${own}`,
    `regctl image import ${own} x.tar`,
    `oras copy evil/x ${own}`,
    `oras cp --recursive evil/x ${own}`,
    `cosign copy evil/x ${own}`,
    `docker buildx imagetools create -t ${own} evil/x`,
    `docker buildx build -o type=image,name=${own},push=true -f x .`,
    `docker buildx build --output type=registry -t ${own} -f x .`,
    `buildctl build --frontend dockerfile.v0 --output type=image,name=${own},push=true`,
    `podman manifest push list docker://${own}`,
    `docker manifest create ${own} evil/x && docker manifest push ${own}`,
    `pack build ${own} --publish`,
    `apptainer push x.sif oras://${own}`,
    `devcontainer build --push --image-name ${own}`,
  ])('%s', async (line) => {
    const { verdict, said } = await judge(run(line));
    expect([verdict, said]).toEqual(['fail', expect.stringContaining('the image is not scanned')]);
  });

  test.each([
    ['docker compose build --push', 'docker compose'],
    ['docker compose -f ci.yaml build --push', 'docker compose'],
    ['docker compose build && docker compose push', 'docker compose'],
    ['docker-compose push', 'docker-compose'],
    ['podman-compose push', 'podman-compose'],
    ['nerdctl compose push', 'nerdctl compose'],
    ['docker buildx bake --push', 'docker buildx bake'],
    ['docker buildx bake --set "*.output=type=registry"', 'docker buildx bake'],
    ['docker bake --push', 'docker buildx bake'],
    ['docker buildx bake', 'docker buildx bake'],
    ['docker buildx bake -f ci.hcl image', 'docker buildx bake'],
    ['ko build ./cmd', 'ko build'],
    ['earthly --push +image', 'earthly'],
  ])('%s, whose name a file of its own has', async (line, by) => {
    const { verdict, said } = await judge(run(line));
    expect([verdict, said]).toEqual(['unknown', expect.stringContaining(by)]);
    expect(said).toContain('"file":".github/workflows/z.yml","line":5');
  });

  test.each([
    ['docker/bake-action', 'push: true'],
    ['docker/bake-action', 'files: ci.hcl'],
    ['docker/bake-action', "push: ${{ github.event_name != 'pull_request' }}"],
    ['docker/bake-action', 'set: "*.output=type=registry"'],
    ['devcontainers/ci', `imageName: ${own}`],
    ['akhilerm/tag-push-action', `src: evil/x\n          dst: ${own}`],
  ])('%s with %s', async (action, inputs) => {
    const { verdict } = await judge(`      - uses: ${action}@v6\n        with:\n          ${inputs}\n`);
    expect(verdict).toBe(action === 'docker/bake-action' ? 'unknown' : 'fail');
  });
});

test.each([
  `crane copy ${own} ghcr.io/o/a:latest`,
  `docker buildx imagetools create -t ghcr.io/o/a:latest ${own}`,
  `docker manifest create ${own} ghcr.io/o/a:1-amd64 ghcr.io/o/a:1-arm64 && docker manifest push ${own}`,
  'docker compose build',
  'docker compose up --build',
  'docker buildx bake --print --push',
  'docker buildx bake --set "*.output=type=docker"',
  'docker buildx bake --load',
  'docker build -o out .',
  'pack build x',
  'ko build --local ./cmd',
  'apptainer push --help',
  'crane digest evil/x',
])('%s sends no other image anywhere', async (line) => {
  expect((await judge(run(line))).verdict).toBe('pass');
});

test.each([
  [`docker compose build\n      - run: trivy image ${own}\n      - run: docker compose push`, 'pass'],
  [`docker buildx bake --load\n      - run: trivy image ${own}\n      - run: docker buildx bake --push`, 'pass'],
  [`docker build -t b .\n      - run: trivy image b\n      - run: crane copy b ${own}`, 'pass'],
  [`docker build -t b .\n      - run: trivy image b\n      - run: crane copy evil/x ${own}`, 'unknown'],
  [`docker build -t b .\n      - run: trivy image b\n      - run: crane append -f x.tar -t ${own}`, 'unknown'],
  [`docker build -t b .\n      - run: trivy image b || true\n      - run: docker compose push`, 'unknown'],
])('in the job of a scan: %s', async (steps, verdict) => {
  expect((await judge(run(steps))).verdict).toBe(verdict);
});
