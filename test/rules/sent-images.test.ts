import { describe, expect, test } from 'vitest';
import pullable from '../../src/rules/registry-pullable.ts';
import tag from '../../src/rules/unique-image-tag.ts';
import { check } from '../../src/engine/check/check.ts';
import { factsOf } from '../helpers/project.ts';

// What goes out by another command than a push has a name in a registry all the same.

const judge = async (lines: readonly string[]): Promise<readonly string[]> => {
  const text = `on: push\njobs:\n  a:\n    steps:\n${lines.join('')}`;
  const { results } = check(await factsOf({ '.github/workflows/a.yml': text }), [tag, pullable]);
  return [tag, pullable].map(({ id }) => results.find(({ rule }) => rule === id)?.verdict ?? '');
};
const run = (line: string): string => `      - run: ${line}\n`;
const own = 'ghcr.io/o/a';
const [sha, hub] = [`${own}:1.0-$GITHUB_SHA`, 'docker.io/o/a:latest'];

describe('by its name, [unique-image-tag, registry-pullable]:', () => {
  test.each([
    [`crane copy b ${sha}`, ['pass', 'pass']],
    [`crane copy b ${own}:latest`, ['fail', 'pass']],
    [`crane copy b ${hub}`, ['fail', 'fail']],
    [`skopeo copy docker://b docker://${hub}`, ['fail', 'fail']],
    [`crane append -f x.tar -t ${hub}`, ['fail', 'fail']],
    [`regctl image copy b ${hub}`, ['fail', 'fail']],
    [`oras copy b ${hub}`, ['fail', 'fail']],
    [`docker buildx build --output type=image,name=${hub},push=true .`, ['fail', 'fail']],
    [`docker buildx build --output type=registry -t ${sha} .`, ['pass', 'pass']],
    [`docker manifest create ${hub} b && docker manifest push ${hub}`, ['fail', 'fail']],
    [`pack build ${hub} --publish`, ['fail', 'fail']],
  ])('%s', async (line, verdicts) => {
    expect(await judge([run(line)])).toEqual(verdicts);
  });

  test.each([
    [`docker buildx imagetools create -t ${sha} ${own}:latest`, ['pass', 'pass']],
    [`crane tag ${own}:latest 1.0-$GITHUB_SHA`, ['pass', 'pass']],
    [`crane copy ${own}:latest ${sha}`, ['pass', 'pass']],
    [`crane tag ${own}:latest stable`, ['fail', 'pass']],
  ])('latest, and beside it %s', async (line, verdicts) => {
    expect(await judge([run(`docker push ${own}:latest`), run(line)])).toEqual(verdicts);
  });

  test.each([
    ['imageName: ghcr.io/o/a', ['fail', 'pass']],
    ['imageName: ghcr.io/o/a\n          imageTag: ${{ github.sha }}', ['pass', 'pass']],
    ['imageName: o/a', ['fail', 'fail']],
  ])('devcontainers/ci with %s', async (inputs, verdicts) => {
    expect(await judge([`      - uses: devcontainers/ci@v0.3\n        with:\n          ${inputs}\n`])).toEqual(
      verdicts,
    );
  });
});

describe('a name that stands in a file of its own is not known:', () => {
  test.each(['docker compose push', 'docker buildx bake --push', 'ko build ./cmd', 'earthly --push +image'])(
    '%s',
    async (line) => {
      expect(await judge([run(line)])).toEqual(['unknown', 'unknown']);
      expect(await judge([run(line), run(`docker push ${own}:latest`)])).toEqual(['unknown', 'unknown']);
      expect(await judge([run(line), run(`docker push ${sha}`)])).toEqual(['pass', 'unknown']);
    },
  );

  test.each(['docker compose build', 'docker buildx bake --load', 'crane digest b'])('%s sends none', async (line) => {
    expect(await judge([run(line)])).toEqual(['notApplicable', 'notApplicable']);
  });
});
