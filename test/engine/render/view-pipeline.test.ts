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
): Promise<PipelineView> {
  const answers = await completeAnswers({ project: 'p-1', ...input });
  return buildPipelineView(answers, bases[answers.base], {
    tools: pipelineTools,
    forcedFindings: forced,
    version: '1.2.3',
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
    npmPackage: 'generator-tre-container@1.2.3',
    pytest: `pytest==${pipelineTools.pytest.version}`,
  });
});

test.each([
  ['ghcr.io/my-org', true],
  ['git.ecdf.ed.ac.uk/my-group', false],
])("the image of %s is pushed with the pipeline's own token: %s", async (registry, onGhcr) => {
  expect(await buildFrom({ base: 'python', name: 'n', registry })).toMatchObject({ image: `${registry}/n`, onGhcr });
});

test.each([
  ['python', true, false],
  ['pytorch', true, true],
  ['rocker', false, false],
  ['jupyter', true, false],
  ['rapids', true, true],
])('%s: Python tests %s, large image %s', async (base, pythonTests, largeImage) => {
  expect(await buildFrom({ base, name: 'n' })).toMatchObject({ pythonTests, largeImage });
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
