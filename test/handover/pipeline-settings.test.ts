import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';

const golden = join(import.meta.dirname, '..', 'golden');
const read = (path: string): Record<string, Record<string, string>> =>
  parse(readFileSync(join(golden, path), 'utf8')) as Record<string, Record<string, string>>;
const pipelines = {
  GitHub: read('python-minimal/.github/workflows/container.yml')['env'] ?? {},
  GitLab: read('python-full/.gitlab-ci.yml')['variables'] ?? {},
};

/** A repository with a token and a careless Dockerfile, and all that Trivy takes up by itself to leave such things out. */
const folder = mkdtempSync(join(tmpdir(), 'trivy-silenced-'));
const silencers = {
  'trivy.yaml': 'severity: [LOW]\nscan:\n  skip-dirs: [src]\n',
  'trivy-secret.yaml': 'disable-rules: [github-pat]\n',
  '.trivyignore': 'github-pat\nDS-0001\nDS-0002\n',
};
mkdirSync(join(folder, 'src'));
writeFileSync(join(folder, 'Dockerfile'), 'FROM python:latest\nADD x /x\nRUN sudo ls\n');
// Put together here, so that no scanner of this repository takes it for a token of somebody's.
writeFileSync(
  join(folder, 'src/upload.sh'),
  `export TOKEN=${['gh', 'p_'].join('')}0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a\n`,
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Report {
  readonly Results?: readonly {
    readonly Secrets?: readonly unknown[];
    readonly Misconfigurations?: readonly unknown[];
  }[];
}

function count(trivy: string, variables: Readonly<Record<string, string>>): readonly number[] {
  const settings = Object.fromEntries(Object.entries(variables).filter(([name]) => name.startsWith('TRIVY_')));
  const run = (words: readonly string[]): Report =>
    JSON.parse(
      execFileSync(trivy, [...words, '--format', 'json', '--quiet'], {
        cwd: folder,
        env: { PATH: process.env['PATH'], HOME: folder, TRIVY_SKIP_CHECK_UPDATE: 'true', ...settings },
        stdio: ['ignore', 'pipe', 'ignore'],
      }).toString(),
    ) as Report;
  const secrets = run(['filesystem', '--scanners', 'secret', '.']).Results ?? [];
  const faults = run(['config', 'Dockerfile']).Results ?? [];
  return [
    secrets.flatMap(({ Secrets = [] }) => Secrets),
    faults.flatMap((result) => result.Misconfigurations ?? []),
  ].map(({ length }) => length);
}

describe.each(Object.entries(inject('trivies')))('Trivy %s', (_version, trivy) => {
  const whole = count(trivy, {});

  test.each(Object.entries(pipelines))(
    'with the settings of the pipeline on %s, finds what a repository hides',
    (_forge, variables) => {
      expect(whole[0]).toBe(1);
      expect(whole[1]).toBeGreaterThan(2);
      for (const [name, text] of Object.entries(silencers)) writeFileSync(join(folder, name), text);
      try {
        expect(count(trivy, {})).not.toEqual(whole);
        expect(count(trivy, variables)).toEqual(whole);
      } finally {
        for (const name of Object.keys(silencers)) rmSync(join(folder, name));
      }
    },
  );
});
