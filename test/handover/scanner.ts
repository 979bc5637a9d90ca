import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { type Layer, writeImageArchive } from './image-archive.ts';

/** A vulnerability of a test's database. */
export interface KnownVulnerability {
  readonly id: string;
  readonly in: 'debian 12' | 'debian 13' | 'pip';
  readonly package: string;
  /** First version without it; absent: none. */
  readonly fixed?: string;
  readonly severity: string;
}

const pip = 'pip::GitHub Security Advisory Pip';

/** Makes Trivy's cache folder with a database of these vulnerabilities only. */
export function makeDatabase(vulnerabilities: readonly KnownVulnerability[]): string {
  const cache = mkdtempSync(join(tmpdir(), 'trivy-cache-'));
  mkdirSync(join(cache, 'db'));
  const tree: Record<string, Record<string, unknown>> = {
    'data-source': {
      'debian 12': { '=': { ID: 'debian', Name: 'Debian Security Tracker', URL: 'https://example.org/debian' } },
      'debian 13': { '=': { ID: 'debian', Name: 'Debian Security Tracker', URL: 'https://example.org/debian' } },
      [pip]: { '=': { ID: 'ghsa', Name: 'GitHub Security Advisory Pip', URL: 'https://example.org/ghsa' } },
    },
    vulnerability: {},
    'debian 12': {},
    'debian 13': {},
    [pip]: {},
  };
  for (const known of vulnerabilities) {
    const bucket = known.in === 'pip' ? pip : known.in;
    const advisory =
      known.in === 'pip'
        ? {
            PatchedVersions: known.fixed === undefined ? [] : [known.fixed],
            VulnerableVersions: [known.fixed === undefined ? '>= 0' : `< ${known.fixed}`],
          }
        : { FixedVersion: known.fixed ?? '' };
    const packages = (tree[bucket] ??= {}) as Record<string, Record<string, unknown>>;
    (packages[known.package] ??= {})[known.id] = { '=': advisory };
    (tree['vulnerability'] ??= {})[known.id] = { '=': { Title: `Title of ${known.id}`, Severity: known.severity } };
  }
  execFileSync(inject('databaseMaker'), [join(cache, 'db', 'trivy.db')], { input: JSON.stringify(tree) });
  writeFileSync(
    join(cache, 'db', 'metadata.json'),
    JSON.stringify({
      Version: 2,
      NextUpdate: '2090-01-01T00:00:00Z',
      UpdatedAt: '2026-01-01T00:00:00Z',
      DownloadedAt: '2026-01-01T00:00:00Z',
    }),
  );
  return cache;
}

/** Scans an image of these layers with a real Trivy and no network; gives the file with the report. */
export async function scan(
  version: string,
  cache: string,
  layers: readonly Layer[],
  options: readonly string[] = [],
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'trivy-scan-'));
  const [archive, report] = [join(folder, 'image.tar'), join(folder, 'report.json')];
  await writeImageArchive(archive, layers);
  const words = [
    'image',
    '--quiet',
    '--cache-dir',
    cache,
    '--skip-db-update',
    '--offline-scan',
    '--skip-version-check',
    '--disable-telemetry',
    '--scanners',
    'vuln',
    '--list-all-pkgs',
    '--format',
    'json',
    '--output',
    report,
    ...options,
    '--input',
    archive,
  ];
  execFileSync(inject('trivies')[version] ?? 'trivy', words, { stdio: ['ignore', 'ignore', 'pipe'] });
  return report;
}
