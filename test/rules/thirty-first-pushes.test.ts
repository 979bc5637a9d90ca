import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import pullable from '../../src/rules/registry-pullable.ts';
import tag from '../../src/rules/unique-image-tag.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

/** What a thirty-first set of repositories showed of pushes, each with what looks like it. */
async function judgeBy(rule: CheckedRule, steps: string): Promise<string | undefined> {
  const text = `on: push\nenv:\n  NAME: lung-study/app\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`;
  return check(await factsOf({ '.github/workflows/image.yml': text }), [rule]).results[0]?.verdict;
}

const metadata = (images: string): string =>
  `      - uses: docker/metadata-action@v5\n        id: meta\n        with:\n          images: ${images}\n      - uses: docker/build-push-action@v6\n        with:\n          push: true\n          tags: \${{ steps.meta.outputs.tags }}\n`;
test.each([
  ["${{ format('ghcr.io/{0}', env.NAME) || '' }}", 'pass'],
  ["${{ format('ghcr.io/{0}', github.repository) }}", 'pass'],
  ["${{ format('quay.io/{0}', env.NAME) }}", 'fail'],
  ["${{ format('{0}/{1}', 'ghcr.io', env.NAME) }}", 'pass'],
  ["${{ format('{0}/app', secrets.REGISTRY) }}", 'unknown'],
  ['ghcr.io/lung-study/app,ghcr.io/lung-study/other', 'pass'],
  ["${{ env.MORE && format('{0}/app', env.MORE) }}", 'unknown'],
])('what an expression puts together of texts of the file is worked out: %s', async (images, verdict) => {
  expect(await judgeBy(pullable, metadata(images))).toBe(verdict);
});

test.each([
  ['${{ secrets.DOCKER_USERNAME }}/app1.0', 'fail'],
  ['$USERNAME/app', 'fail'],
  ['${{ secrets.DOCKER_USERNAME }}/app:${{ github.sha }}', 'pass'],
  ['ghcr.io/${{ secrets.NAME }}', 'unknown'],
  ['${{ secrets.DOCKER_USERNAME }}/app:${{ secrets.TAG }}', 'unknown'],
])('a secret before the last slash brings no tag: %s', async (name, verdict) => {
  expect(await judgeBy(tag, `      - run: docker push "${name}"\n`)).toBe(verdict);
});

test.each([
  ['image_name: lung-study/app', 'unknown'],
  ['image_name: lung-study/app\n          image_tag: latest', 'fail'],
  ['image_name: lung-study/app\n          image_tag: ${{ github.sha }}', 'pass'],
])('a tag that an action chooses by itself is not known: %s', async (inputs, verdict) => {
  const step = `      - uses: macbre/push-to-ghcr@v12\n        with:\n          ${inputs}\n`;
  expect(await judgeBy(tag, step)).toBe(verdict);
  expect(await judgeBy(pullable, step)).toBe('pass');
});
