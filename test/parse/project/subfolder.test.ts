import { expect, test } from 'vitest';
import { check } from '../../../src/engine/check/check.ts';
import { parseProject } from '../../../src/parse/project/project.ts';
import { rules } from '../../../src/rules/index.ts';

const texts = {
  Dockerfile: 'FROM scratch\n',
  '.github/workflows/container.yml':
    'jobs:\n  image:\n    steps:\n      - run: hadolint Dockerfile\n      - run: trivy config .\n      - run: docker build -t ghcr.io/o/a:1 .\n      - run: trivy image ghcr.io/o/a:1\n      - run: docker push ghcr.io/o/a:1\n',
  '.pre-commit-config.yaml': 'repos:\n  - repo: local\n    hooks:\n      - id: hadolint\n',
};
const files = Object.entries(texts).map(([path, text]) => ({ path, size: text.length, executable: false, text }));
const about = [
  'registry-pullable',
  'workflow-lints-dockerfile',
  'workflow-scans-dockerfile',
  'workflow-scans-image-before-push',
];

async function verdictsIn(folder: string): Promise<readonly (readonly [string, string | undefined])[]> {
  const { results } = check(await parseProject(files, { folder }), rules);
  return results.filter(({ rule }) => about.includes(rule)).map(({ verdict, reason }) => [verdict, reason]);
}

test('a pipeline at the root of a repository is judged', async () => {
  expect((await verdictsIn('')).map(([verdict]) => verdict)).toEqual(['pass', 'pass', 'pass', 'pass']);
});

test('a pipeline in a folder of a repository, which no forge reads, proves nothing: unknown, with the reason', async () => {
  for (const [verdict, reason] of await verdictsIn('containers/ct'))
    expect([verdict, reason]).toEqual([
      'unknown',
      expect.stringContaining('no forge reads it in the folder containers/ct'),
    ]);
});
