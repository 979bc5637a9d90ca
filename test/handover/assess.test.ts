import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { assess as run } from '../helpers/call-commands.ts';
import type { Assessment } from '../../src/model/handover/assessment.ts';
import { catchEnvironment } from '../fakes/environment.ts';
import { debianPackages, type Layer, pythonPackage } from './image-archive.ts';
import { type KnownVulnerability, makeDatabase, scan } from './scanner.ts';

const known: readonly KnownVulnerability[] = [
  { id: 'CVE-2026-0001', in: 'debian 12', package: 'openssl', fixed: '3.0.2-1', severity: 'HIGH' },
  { id: 'CVE-2026-0002', in: 'debian 12', package: 'openssl', severity: 'LOW' },
  { id: 'CVE-2026-0003', in: 'debian 12', package: 'zlib1g', severity: 'CRITICAL' },
  { id: 'CVE-2026-0004', in: 'debian 12', package: 'curl', fixed: '9.0-1', severity: 'MEDIUM' },
  { id: 'CVE-2026-0005', in: 'pip', package: 'requests', fixed: '2.1.0', severity: 'HIGH' },
  { id: 'CVE-2026-0006', in: 'pip', package: 'setuptools', fixed: '70.0', severity: 'MEDIUM' },
  { id: 'CVE-2026-0007', in: 'debian 12', package: 'libfoo1', severity: 'HIGH' },
  { id: 'CVE-2026-0007', in: 'debian 12', package: 'libfoo1t64', severity: 'HIGH' },
];
const site = 'opt/conda/lib/python3.13/site-packages';
const system = { openssl: '3.0.1-1', zlib1g: '1.2.13', libfoo1: '1.0' };
const base: readonly Layer[] = [
  debianPackages(system),
  { ...pythonPackage('pip', '23.0'), ...pythonPackage('setuptools', '60.0', site) },
];

async function assess(
  words: Readonly<Record<string, string>>,
): Promise<{ readonly code: number; readonly assessment: Assessment }> {
  const environment = catchEnvironment();
  const code = await run({ targets: [], flags: { json: true, ...words } }, environment);
  return { code, assessment: JSON.parse(environment.printed.out) as Assessment };
}

function statement(id: string, products: readonly object[], until: string): object {
  return {
    vulnerability: { name: id },
    products,
    status: 'not_affected',
    impact_statement: 'never called',
    'tre-container:acceptance': { by: 'Ada Lovelace', date: '2026-01-01', until },
  };
}

function sets({ findings }: Assessment): Record<string, string[]> {
  const found: Record<string, string[]> = { added: [], inherited: [], fixed: [] };
  for (const { origin, id, package: name } of findings) (found[origin] ??= []).push(`${id} ${name}`);
  return Object.fromEntries(Object.entries(found).map(([origin, list]) => [origin, list.toSorted()]));
}

describe.each(Object.keys({ '0.74': 0, '0.76': 0 }))('with Trivy %s', (version) => {
  const cache = makeDatabase(known);
  const compare = async (layers: readonly Layer[], below: readonly Layer[] = base): Promise<Assessment> =>
    (await assess({ report: await scan(version, cache, layers), 'base-report': await scan(version, cache, below) }))
      .assessment;

  test('the sets are exact: upgraded, still vulnerable, added, removed', async () => {
    const image = [
      ...base,
      debianPackages({ ...system, openssl: '3.0.2-1', curl: '8.0-1' }),
      pythonPackage('requests', '2.0.0'),
    ];
    const assessment = await compare(image);
    expect(sets(assessment)).toEqual({
      added: ['CVE-2026-0004 curl', 'CVE-2026-0005 requests'],
      inherited: ['CVE-2026-0002 openssl', 'CVE-2026-0003 zlib1g', 'CVE-2026-0006 setuptools', 'CVE-2026-0007 libfoo1'],
      fixed: ['CVE-2026-0001 openssl'],
    });
    expect(assessment.verdict).toBe('worse');
    expect(assessment.line).toBe(
      'worse than the base: 2 added, 1 fixed, 4 inherited; the worst is CVE-2026-0005 in requests (high)',
    );
    expect(assessment.findings[0]).toMatchObject({
      layer: 'layer 4 of 4 (RUN step 3)',
      fixedVersion: '2.1.0',
      knownExploited: null,
      accepted: false,
    });
  });

  test('an image that adds nothing is no worse; its base beside itself is compared with nothing', async () => {
    const assessment = await compare([
      ...base,
      debianPackages({ ...system, openssl: '3.0.2-1' }),
      { 'srv/app/main.py': 'print(1)\n' },
    ]);
    expect([assessment.verdict, assessment.line]).toEqual([
      'noWorse',
      'no worse than the base: 0 added, 1 fixed, 4 inherited',
    ]);
    expect((await compare([...base, { 'srv/app/main.py': 'print(1)\n' }])).line).toBe(
      'no worse than the base: 0 added, 0 fixed, 5 inherited',
    );
    expect((await compare(base)).line).toBe(
      'not known whether it is worse than the base: the report on the base is of the image itself',
    );
  });

  test('a package that conda brought and pip replaced elsewhere, and one that was renamed, are not added', async () => {
    const { libfoo1: _, ...others } = system;
    const assessment = await compare([
      ...base,
      { [`${site}/setuptools-60.0.dist-info/METADATA`]: null, ...pythonPackage('setuptools', '61.0') },
      debianPackages({ ...others, libfoo1t64: '1.1' }),
    ]);
    expect(sets(assessment)).toMatchObject({
      added: [],
      fixed: [],
      inherited: expect.arrayContaining(['CVE-2026-0006 setuptools', 'CVE-2026-0007 libfoo1t64']) as string[],
    });
  });

  test('a second copy of a package, from another stage, is added', async () => {
    const assessment = await compare([
      ...base,
      pythonPackage('setuptools', '60.0', 'opt/venv/lib/python3.13/site-packages'),
    ]);
    expect(sets(assessment).added).toEqual(['CVE-2026-0006 setuptools']);
    expect(assessment.findings[0]?.sentence).toContain('a second copy');
  });

  test.each([
    [
      'another database knows more of a package that both have',
      [...known, { id: 'CVE-2026-0009', in: 'debian 12' as const, package: 'zlib1g', severity: 'LOW' }],
    ],
    ['another database knows less', known.filter(({ id }) => id !== 'CVE-2026-0003')],
    [
      'another database says that there is a fixed version',
      known.map((each) => (each.id === 'CVE-2026-0003' ? { ...each, fixed: '9.9' } : each)),
    ],
  ])('%s: not known, never none', async (_, others) => {
    const { code, assessment } = await assess({
      report: await scan(version, cache, [...base, { 'srv/a': '' }]),
      'base-report': await scan(version, makeDatabase(others), base),
      'fail-on': 'worse',
    });
    expect([code, assessment.verdict, assessment.counts]).toEqual([
      1,
      'notKnown',
      { added: null, inherited: null, fixed: null },
    ]);
    expect(assessment.line).toContain('the reports disagree about');
    expect(new Set(assessment.findings.map(({ origin }) => origin))).toEqual(new Set(['notKnown']));
  });

  test('findings that Trivy was told to leave out of one report are missed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ignore-'));
    writeFileSync(join(folder, 'ignore.yaml'), 'vulnerabilities:\n  - id: CVE-2026-0003\n');
    const report = await scan(
      version,
      cache,
      [...base, { 'srv/a': '' }],
      ['--ignorefile', join(folder, 'ignore.yaml')],
    );
    expect((await assess({ report, 'base-report': await scan(version, cache, base) })).assessment.verdict).toBe(
      'notKnown',
    );
  });

  test('an image on another base, and one whose list of packages is gone, are not known', async () => {
    expect((await compare([...base, { 'srv/a': '' }], [debianPackages({ zlib1g: '1.2.13' })])).line).toContain(
      'its lowest layers are others',
    );
    expect((await compare([...base, { 'var/lib/dpkg/status': null }])).verdict).toBe('notKnown');
  });

  test('what is accepted until today holds, what ended yesterday does not, and Trivy gets the same file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vex-'));
    const [today, yesterday] = [0, 1].map((days) =>
      new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10),
    );
    writeFileSync(
      join(folder, 'vex.json'),
      JSON.stringify({
        '@context': 'https://openvex.dev/ns/v0.2.0',
        '@id': 'https://example.org/vex',
        author: 'Ada',
        timestamp: '2026-01-01T00:00:00Z',
        version: 1,
        statements: [
          statement('CVE-2026-0005', [], today ?? ''),
          statement('CVE-2026-0004', [{ '@id': 'pkg:deb/debian/curl' }], yesterday ?? ''),
        ],
      }),
    );
    const layers = [...base, debianPackages({ ...system, curl: '8.0-1' }), pythonPackage('requests', '2.0.0')];
    const [report, below] = [await scan(version, cache, layers), await scan(version, cache, base)];
    const written = join(folder, 'current.json');
    const { assessment } = await assess({
      report,
      'base-report': below,
      vex: join(folder, 'vex.json'),
      'write-vex': written,
    });
    expect(assessment.line).toContain('2 added (1 of them accepted)');
    expect(
      assessment.findings
        .filter(({ origin }) => origin === 'added')
        .map(({ id, accepted, sentence }) => [id, accepted, sentence.includes('that has ended')]),
    ).toEqual([
      ['CVE-2026-0005', true, false],
      ['CVE-2026-0004', false, true],
    ]);
    const found = JSON.parse(readFileSync(await scan(version, cache, layers, ['--vex', written]), 'utf8')) as {
      Results: { Vulnerabilities?: { VulnerabilityID: string }[] }[];
    };
    const ids = found.Results.flatMap(({ Vulnerabilities }) => Vulnerabilities ?? []).map(
      ({ VulnerabilityID }) => VulnerabilityID,
    );
    expect(ids).toContain('CVE-2026-0004');
    expect(ids).not.toContain('CVE-2026-0005');
  });
});

test('reports of two versions of Trivy are not compared', async () => {
  const cache = makeDatabase(known);
  const { assessment } = await assess({
    report: await scan('0.76', cache, [...base, { 'srv/app/main.py': 'print(1)\n' }]),
    'base-report': await scan('0.74', cache, base),
  });
  expect(assessment.line).toBe(
    'not known whether it is worse than the base: different versions of Trivy made the reports (0.76.0 and 0.74.0)',
  );
  expect(Object.keys(inject('trivies'))).toEqual(['0.74', '0.76']);
});
