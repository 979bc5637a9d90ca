import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pipelineTools } from '../../src/catalog/actions.ts';
import { bases } from '../../src/catalog/bases.ts';
import { forcedFindings } from '../../src/catalog/forced-findings.ts';
import { buildPipelineView } from '../../src/engine/render/view-pipeline.ts';
import { readVariant } from '../helpers/golden.ts';
import { runTool, verdictOf } from './run-tool.ts';
import { trees } from './trees.ts';

interface TrivyReport {
  readonly Results?: readonly {
    readonly Target: string;
    readonly Misconfigurations?: readonly { readonly ID: string }[];
  }[];
}

const nothingAccepted = join(import.meta.dirname, 'nothing-accepted.yaml');
const offline = {
  TRIVY_DISABLE_TELEMETRY: 'true',
  TRIVY_SKIP_VERSION_CHECK: 'true',
  TRIVY_SKIP_CHECK_UPDATE: 'true',
  TRIVY_QUIET: 'true',
};

/** What the catalogue says that the base or the answers force, and what a comment in the Dockerfile accepts. */
async function expected(tool: 'hadolint' | 'trivy', variant: string): Promise<readonly string[]> {
  const answers = await readVariant(variant);
  const forced = buildPipelineView(answers, bases[answers.base], {
    tools: pipelineTools,
    forcedFindings,
    version: '0.0.0',
    folder: '',
  });
  const waivers = tool === 'hadolint' ? forced.hadolintWaivers : forced.trivyWaivers;
  return waivers.map(({ id }) => id).toSorted();
}

function runHadolint(folder: string, ...words: string[]): string[] {
  const { out, err } = runTool(folder, 'hadolint', ['--no-fail', '--format', 'json', ...words, 'Dockerfile']);
  expect(err).toBe('');
  return [...new Set((JSON.parse(out) as { readonly code: string }[]).map((finding) => finding.code))].toSorted();
}

/** Findings in every file that Trivy takes for configuration: the Dockerfile, and the Kubernetes job where there is one. */
function runTrivy(folder: string, ...words: string[]): string[] {
  const { out, status } = runTool(folder, 'trivy', ['config', '--format', 'json', ...words, 'Dockerfile'], offline);
  expect(status).toBe(0);
  const report = JSON.parse(out) as TrivyReport;
  return [
    ...new Set(
      (report.Results ?? []).flatMap((result) => (result.Misconfigurations ?? []).map((finding) => finding.ID)),
    ),
  ].toSorted();
}

describe.each(trees)('$name', ({ name, folder }) => {
  test('hadolint finds what is expected when nothing is accepted, and nothing else', async () => {
    expect(runHadolint(folder, '--config', nothingAccepted, '--disable-ignore-pragma')).toEqual(
      await expected('hadolint', name),
    );
  });

  test('hadolint finds nothing as the project is set up', () => {
    expect(runHadolint(folder)).toEqual([]);
  });

  test('Trivy finds what is expected when nothing is accepted, and nothing else', async () => {
    expect(runTrivy(folder)).toEqual(await expected('trivy', name));
  });

  test('Trivy finds nothing as the project is set up', () => {
    const accepted = existsSync(join(folder, '.trivyignore.yaml')) ? ['--ignorefile', '.trivyignore.yaml'] : [];
    expect(runTrivy(folder, ...accepted)).toEqual([]);
  });
});

test('both tools do find a fault', () => {
  const bad = 'FROM docker.io/library/debian:latest\nRUN cd /tmp\nADD a /b\n';
  const stdin = runTool(import.meta.dirname, 'sh', ['-c', 'printf "%s" "$0" | hadolint --no-color -', bad]);
  expect(verdictOf(stdin)).toContain('DL3020');
  const trivy = runTool(
    import.meta.dirname,
    'sh',
    [
      '-c',
      'folder=$(mktemp -d) && printf "%s" "$0" > "$folder/Dockerfile" && trivy config "$folder"; rm -r "$folder"',
      bad,
    ],
    offline,
  );
  expect(trivy.out).toContain('DS-0001');
});
