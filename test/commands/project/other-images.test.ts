import { expect, test } from 'vitest';
import { listOtherImages } from '../../../src/commands/project/other-images.ts';
import { factsOf } from '../../helpers/project.ts';

const own = `on: push
jobs:
  image:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v5
      - run: |
          docker build -t ghcr.io/me/ad:$GITHUB_SHA -f tre/Dockerfile .
          docker push ghcr.io/me/ad:$GITHUB_SHA
`;
const gitlab = (...lines: readonly string[]): string =>
  `image:\n  stage: build\n  script:\n${lines.map((line) => `    - ${line}\n`).join('')}`;

test.each([
  ['as ours', ['docker build -t ghcr.io/me/ad:x .', 'docker push ghcr.io/me/ad:x'], ['Dockerfile']],
  [
    'under two names',
    ['docker build -t ghcr.io/me/z:1 -t ghcr.io/me/ad:x .', 'docker push ghcr.io/me/ad:x'],
    ['Dockerfile'],
  ],
  [
    'under another name, then as ours',
    ['docker build -t ghcr.io/me/z:1 .', 'docker tag ghcr.io/me/z:1 ghcr.io/me/ad:x', 'docker push ghcr.io/me/ad:x'],
    ['Dockerfile'],
  ],
  ['under another name', ['docker build -t ghcr.io/me/z:1 .', 'docker push ghcr.io/me/z:1'], []],
])('the image of an adopted repository is built beside its own one: %s', async (_, lines, found) => {
  const files = {
    Dockerfile: 'FROM docker.io/library/python:3.13\n',
    'tre/Dockerfile': 'FROM docker.io/library/python:3.13\n',
    'tre/.yo-rc.json': '{"generator-tre-container":{"adopted":{"original":{"path":"Dockerfile","sha256":"a"}}}}',
    '.github/workflows/c.yml': own,
    '.gitlab-ci.yml': gitlab(...lines),
  };
  const facts = await factsOf(files);
  const where = { own: 'tre/Dockerfile', home: 'tre/' };
  const all = Object.entries(files).map(([path, text]) => ({ path, text, size: text.length, executable: false }));
  expect(await listOtherImages(all, facts.pipelines, where)).toEqual(found);
});
