import { expect, test } from 'vitest';
import { readPipeline } from '../../../src/parse/pipelines/workflow.ts';

test('GitHub: steps in the order of needs, with the lines of what they run', () => {
  const { steps } = readPipeline(
    'w.yml',
    'env:\n  IMAGE: ghcr.io/org/app\njobs:\n  push:\n    needs: build\n    steps:\n      - run: |\n          set -e\n          docker push "$IMAGE:${{ github.sha }}"\n  build:\n    container: node:20\n    steps:\n      - uses: actions/checkout@v7\n      - run: docker run --rm -v "$PWD:/x" -e A=b hadolint/hadolint < Dockerfile\n',
    'github',
  );
  expect(
    steps.map(({ job, line, uses, commands, images, pushes }) => ({
      job,
      line,
      uses: uses?.action,
      programs: commands.map(({ program, line: at }) => `${program}:${String(at)}`),
      images: images.map(({ text }) => text),
      pushes: pushes.map(({ text, line: at }) => `${text}:${String(at)}`),
    })),
  ).toEqual([
    { job: 'build', line: 11, uses: undefined, programs: [], images: ['node:20'], pushes: [] },
    { job: 'build', line: 13, uses: 'actions/checkout', programs: [], images: [], pushes: [] },
    { job: 'build', line: 14, uses: undefined, programs: ['docker:14'], images: ['hadolint/hadolint'], pushes: [] },
    {
      job: 'push',
      line: 7,
      uses: undefined,
      programs: ['set:8', 'docker:9'],
      images: [],
      pushes: ['ghcr.io/org/app:%{{_github.sha_}}:9'],
    },
  ]);
});

test('GitHub: tags of the metadata action belong to the images that it names', () => {
  const { steps } = readPipeline(
    'w.yml',
    "jobs:\n  a:\n    steps:\n      - uses: docker/metadata-action@v6\n        with:\n          images: |\n            ghcr.io/org/app\n            quay.io/org/app\n      - uses: docker/build-push-action@v7\n        with:\n          push: ${{ github.event_name != 'pull_request' }}\n          tags: ${{ steps.meta.outputs.tags }}\n",
    'github',
  );
  expect(steps.flatMap(({ pushes }) => pushes)).toEqual([
    { text: 'ghcr.io/org/app:%{tags}', line: 7 },
    { text: 'quay.io/org/app:%{tags}', line: 8 },
  ]);
});

test('GitLab: stages, defaults, hidden jobs and another name of the image', () => {
  const { steps } = readPipeline(
    '.gitlab-ci.yml',
    'stages: [scan, push]\ndefault:\n  image: docker:29\nvariables:\n  IMAGE: git.ecdf.ed.ac.uk/g/app\n.base:\n  before_script: [docker info]\npush:\n  extends: .base\n  stage: push\n  script:\n    - |\n      name="$CI_REGISTRY/app:1"\n      docker tag "$IMAGE:1" "$name"\n      docker push "$name"\nscan:\n  stage: scan\n  image: {name: trivy:1}\n  script: trivy config .\n',
    'gitlab',
  );
  expect(
    steps.map(({ job, images, commands, pushes }) => [
      job,
      images[0]?.text,
      commands.map(({ program }) => program).join(' '),
      pushes[0]?.text,
    ]),
  ).toEqual([
    ['scan', 'trivy:1', 'trivy', undefined],
    ['push', 'docker:29', 'docker docker docker', 'git.ecdf.ed.ac.uk/g/app:$name'],
  ]);
});

test('jobs that need each other do not hang', () => {
  expect(
    readPipeline('w.yml', 'jobs:\n  a: {needs: b, steps: [{run: x}]}\n  b: {needs: [a], steps: [{run: y}]}\n', 'github')
      .steps.length,
  ).toBe(2);
});
