import { expect, test } from 'vitest';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import uniqueTag from '../../src/rules/unique-image-tag.ts';
import { factsOf } from '../helpers/project.ts';

async function judged(rule: CheckedRule, files: Readonly<Record<string, string>>): Promise<string> {
  const verdict = rule.check(await factsOf(files));
  if (verdict.verdict === 'fail') return verdict.findings.map(({ message }) => message).join('\n');
  return verdict.verdict === 'unknown' ? `unknown: ${verdict.reason}` : verdict.verdict;
}

const pushed = (...commands: readonly string[]): Promise<string> =>
  judged(uniqueTag, {
    '.github/workflows/a.yml': `jobs:\n  a:\n    steps:\n      - run: |\n${commands.map((each) => `          ${each}\n`).join('')}`,
  });

test('the name from which another one is made is not pushed with it', async () => {
  const owner = '${{ secrets.USER }}/app';
  expect(await pushed(`docker tag app:\${{ github.sha }} ${owner}:latest`, `docker push ${owner}:latest`)).toContain(
    'is pushed',
  );
  expect(await pushed(`docker tag app:latest ${owner}:\${{ github.sha }}`, `docker push ${owner}:\${{ github.sha }}`)).toBe(
    'pass',
  );
  expect(
    await pushed('docker tag app:${{ github.sha }} "$IMAGE"', 'docker push "$IMAGE"'),
    'a whole name in a variable',
  ).toContain('unknown');
  expect(await pushed('docker tag ghcr.io/o/app:1.2 "$IMAGE"', 'docker push "$IMAGE"')).toContain('unknown');
  expect(await pushed('docker tag app:1 "$REGISTRY/app"', 'docker push "$REGISTRY/app"')).toContain('is pushed');
  expect(await pushed('docker tag ghcr.io/o/app:latest "$REGISTRY/app:1.2"', 'docker push "$REGISTRY/app:1.2"')).toBe('pass');
});
