import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import { rules } from '../../src/rules/index.ts';
import { factsOf } from '../helpers/project.ts';

const image = 'FROM docker.io/library/python:3.13\nENTRYPOINT ["python", "-V"]\n';
const workflow = (more = ''): string =>
  `jobs:\n  image:\n    steps:\n      - run: hadolint Dockerfile\n      - run: trivy config Dockerfile\n      - run: docker build -t ghcr.io/o/a:1 .\n      - run: trivy image ghcr.io/o/a:1\n      - run: docker push ghcr.io/o/a:1\n${more}`;
const asked = ['workflow-lints-dockerfile', 'workflow-scans-dockerfile', 'workflow-scans-image-before-push'];

async function verdicts(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { results } = check(
    await factsOf(files),
    rules.filter(({ id }) => asked.includes(id)),
  );
  return results.map(({ rule, verdict, location }) => `${rule} ${verdict} ${location?.file ?? ''}`);
}

test('what a pipeline does with one Dockerfile says nothing of another that it does not name', async () => {
  const path = '.github/workflows/container.yml';
  const one = asked.map((id) => `${id} pass ${path}`);
  expect(await verdicts({ Dockerfile: image, [path]: workflow() })).toEqual(one);
  expect(await verdicts({ Dockerfile: image, 'Dockerfile.batch': image, [path]: workflow() })).toEqual(
    one.flatMap((line, at) => [line, `${asked[at] ?? ''} unknown Dockerfile.batch`]),
  );
  const both = workflow('      - run: hadolint Dockerfile.batch\n');
  expect(await verdicts({ Dockerfile: image, 'Dockerfile.batch': image, [path]: both })).toEqual(one);
});

test('a scan of the whole folder is one of each Dockerfile in it', async () => {
  const path = '.github/workflows/container.yml';
  const text = workflow().replace('trivy config Dockerfile', 'trivy config --exit-code 1 .');
  const found = await verdicts({ Dockerfile: image, 'Dockerfile.batch': image, [path]: text });
  expect(found.filter((line) => line.startsWith('workflow-scans-dockerfile'))).toEqual([
    `workflow-scans-dockerfile pass ${path}`,
  ]);
});

test.each(['.github/workflows/container.yml', '.gitlab-ci.yml'])(
  'the pipeline that is generated, %s, is for the Dockerfile alone',
  async (path) => {
    const tree = path.startsWith('.gitlab') ? 'python-full' : 'python-minimal';
    const text = readFileSync(`test/golden/${tree}/${path}`, 'utf8');
    const found = await verdicts({ Dockerfile: image, 'Dockerfile.batch': image, [path]: text });
    expect(found.filter((line) => line.endsWith('unknown Dockerfile.batch'))).toHaveLength(3);
    expect(found.filter((line) => line.endsWith(`pass ${path}`))).toHaveLength(3);
  },
);
