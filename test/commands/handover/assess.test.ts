import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import markdown from 'markdown-it';
import { afterEach, describe, expect, test } from 'vitest';
import { assess as run } from '../../helpers/call-commands.ts';
import { UserError } from '../../../src/model/errors.ts';
import type { Assessment } from '../../../src/model/handover/assessment.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { isSarif } from '../../helpers/code-scanning.ts';

const folder = mkdtempSync(join(tmpdir(), 'assess-'));
const isAssessment = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync('schema/assessment.schema.json', 'utf8')) as object,
);

interface Row {
  readonly id: string;
  readonly name: string;
  readonly version?: string;
  readonly severity?: string;
  readonly fixed?: string;
  readonly title?: string;
}

/** Each report is of an image of its own. */
let images = 0;

/** A report as Trivy writes it, of an image whose lowest layer is `a`. */
function report(
  rows: readonly Row[],
  change: Readonly<Record<string, unknown>> = {},
  packages: readonly Row[] = rows,
): string {
  return JSON.stringify({
    SchemaVersion: 2,
    Trivy: { Version: '0.76.0' },
    CreatedAt: '2026-01-01T10:00:00.123456789Z',
    ArtifactName: 'image',
    ArtifactType: 'container_image',
    Metadata: {
      OS: { Family: 'debian', Name: '12.9' },
      ImageID: `sha256:${String((images += 1))}`,
      DiffIDs: ['sha256:a'],
    },
    Results: [
      {
        Class: 'os-pkgs',
        Type: 'debian',
        Packages: [
          { Name: 'base-files', Version: '1' },
          ...packages.map(({ name, version = '1' }) => ({ Name: name, Version: version })),
        ],
        Vulnerabilities: rows.map(({ id, name, version = '1', severity = 'LOW', fixed = '', title = '' }) => ({
          VulnerabilityID: id,
          PkgName: name,
          InstalledVersion: version,
          FixedVersion: fixed,
          Severity: severity,
          Title: title,
        })),
      },
    ],
    ...change,
  });
}

let count = 0;
function file(text: string): string {
  const path = join(folder, `${String((count += 1))}.json`);
  writeFileSync(path, text);
  return path;
}

async function assess(
  flags: Readonly<Record<string, string | boolean>>,
  targets: readonly string[] = [],
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const environment = catchEnvironment();
  const code = await run({ targets, flags }, environment);
  return { code, ...environment.printed };
}

async function compare(
  image: string,
  base: string | undefined,
  flags: Readonly<Record<string, string>> = {},
): Promise<Assessment> {
  const { out } = await assess({
    json: true,
    report: file(image),
    ...(base === undefined ? {} : { 'base-report': file(base) }),
    ...flags,
  });
  const assessment = JSON.parse(out) as Assessment;
  isAssessment(assessment);
  expect(isAssessment.errors).toBeNull();
  return assessment;
}

const row = (id: string, name = id): Row => ({ id, name });

describe('the verdict', () => {
  test('rests on both reports', async () => {
    expect((await compare(report([row('CVE-1')]), report([row('CVE-1')]))).line).toBe(
      'no worse than the base: 0 added, 0 fixed, 1 inherited',
    );
    expect((await compare(report([row('CVE-1'), row('CVE-2')]), report([row('CVE-1')]))).verdict).toBe('worse');
    expect(await compare(report([]), undefined)).toMatchObject({
      verdict: 'notKnown',
      counts: { added: null, inherited: null, fixed: null },
    });
  });

  test.each([
    ['no layers are listed', { Metadata: { OS: { Family: 'debian', Name: '12.9' } } }],
    ['it does not say when it was made', { CreatedAt: undefined }],
    ['another version of Trivy made it', { Trivy: { Version: '0.74.0' } }],
    ['it was made a week later', { CreatedAt: '2026-01-08T10:00:00Z' }],
    ['it is about another image', { Metadata: { OS: { Family: 'debian', Name: '12.9' }, DiffIDs: ['sha256:b'] } }],
    ['it is about another system', { Metadata: { OS: { Family: 'alpine', Name: '3' }, DiffIDs: ['sha256:a'] } }],
    ['nothing was scanned', { Results: [] }],
  ])('is not known where of the base %s', async (_, change) => {
    expect((await compare(report([]), report([], change))).verdict).toBe('notKnown');
  });

  test('fails a pipeline only where that was asked for, and then also where it is not known', async () => {
    const [good, worse] = [file(report([])), file(report([row('CVE-2')]))];
    expect((await assess({ report: worse, 'base-report': good })).code).toBe(0);
    expect((await assess({ report: worse, 'base-report': good, 'fail-on': 'worse' })).code).toBe(1);
    expect((await assess({ report: good, 'fail-on': 'worse' })).code).toBe(1);
    const other = file(report([]));
    expect((await assess({ report: other, 'base-report': good, 'fail-on': 'worse' })).code).toBe(0);
    // Beside itself nothing is worse, which says nothing.
    expect((await assess({ report: good, 'base-report': good, 'fail-on': 'worse' })).code).toBe(1);
  });
});

test('one database, two lists of packages: every finding stands in one set, and the sets add up', async () => {
  const packages = fc.uniqueArray(
    fc.record({ name: fc.constantFrom('a', 'b', 'c', 'python3-a', 'A'), version: fc.constantFrom('1', '2') }),
    { selector: ({ name, version }) => `${name} ${version}` },
  );
  const database = fc.dictionary(
    fc.constantFrom('a 1', 'a 2', 'b 1', 'c 1', 'c 2', 'python3-a 1', 'A 2'),
    fc.subarray(['CVE-1', 'CVE-2', 'CVE-3']),
  );
  await fc.assert(
    fc.asyncProperty(packages, packages, database, async (ours, theirs, known) => {
      const find = (list: typeof ours): Row[] =>
        list.flatMap((each) => (known[`${each.name} ${each.version}`] ?? []).map((id) => ({ id, ...each })));
      const asRows = (list: typeof ours): Row[] => list.map((each) => ({ id: '', ...each }));
      const { counts } = await compare(report(find(ours), {}, asRows(ours)), report(find(theirs), {}, asRows(theirs)));
      expect([(counts.added ?? 0) + (counts.inherited ?? 0), (counts.fixed ?? 0) + (counts.inherited ?? 0)]).toEqual([
        find(ours).length,
        find(theirs).length,
      ]);
      // What both have, unchanged, is never new and never mended.
      const shared = find(ours).filter((each) =>
        theirs.some(({ name, version }) => each.name === name && each.version === version),
      );
      expect(counts.inherited).toBeGreaterThanOrEqual(shared.length);
    }),
    { numRuns: 80 },
  );
});

describe('known exploited ones', () => {
  test('come from the list that was given, and are not known without one', async () => {
    const kev = file(JSON.stringify({ vulnerabilities: [{ cveID: 'CVE-2' }] }));
    const [image, base] = [report([row('CVE-1'), row('CVE-2')]), report([])];
    expect((await compare(image, base)).findings.map(({ knownExploited }) => knownExploited)).toEqual([null, null]);
    const { findings, line } = await compare(image, base, { kev });
    expect(findings.map(({ id, knownExploited }) => [id, knownExploited])).toEqual([
      ['CVE-2', true],
      ['CVE-1', false],
    ]);
    expect(line).toContain('the worst is CVE-2 in CVE-2 (low, known to be exploited)');
    await expect(assess({ report: file(image), kev: file('{"vulnerabilities":[]}') })).rejects.toThrow(
      'is not the list of exploited vulnerabilities',
    );
  });
});

describe('what cannot be read', () => {
  test.each([
    ['{', 'is not valid JSON'],
    ['[]', 'is not a report of Trivy'],
    ['{"SchemaVersion":1}', 'is not a report of Trivy'],
    [report([], { ArtifactType: 'filesystem' }), 'not on a container image'],
  ])('%s ends in an error', async (text, message) => {
    await expect(assess({ report: file(text) })).rejects.toThrow(message);
  });

  test('a missing report names the command that makes one', async () => {
    await expect(assess({})).rejects.toThrow('trivy image --scanners vuln');
    await expect(assess({ report: join(folder, 'none.json') })).rejects.toThrow('there is no such file');
    await expect(assess({ image: '-v' })).rejects.toThrow('is no name of an image');
  });

  test('an acceptance is refused with everything that is wrong with it', async () => {
    const vex = file(
      JSON.stringify({
        '@context': 'https://openvex.dev/ns/v0.2.0',
        statements: [
          {},
          { vulnerability: 'CVE-1', status: 'ok' },
          { vulnerability: 'CVE-1', status: 'fixed', 'tre-container:acceptance': { until: '2026-02-31x' } },
        ],
      }),
    );
    const error = (await assess({ report: file(report([])), vex }).catch((caught: unknown) => caught)) as Error;
    expect(error.message).toMatch(
      /statement 1: names no vulnerability[^]*statement 2: has the status "ok"[^]*statement 3: "until" is "2026-02-31x"/,
    );
  });
});

describe('text of others', () => {
  const hostile = '</details><script>alert(1)</script> | [x](https://example.org) @all ![i](x)\n# Title \u001B[31m`';
  const image = report([{ id: `CVE-${hostile}`, name: hostile, severity: 'HIGH', fixed: hostile }]);

  test('is no mark-up in Markdown', async () => {
    const { out } = await assess({ report: file(image), 'base-report': file(report([])), format: 'markdown' });
    const html = markdown({ html: true }).render(out);
    expect(html).not.toMatch(/<script|<a |<img|<h1/);
    expect(html.match(/<tr>/g)).toHaveLength(2);
  });

  test('obeys nothing in a terminal, and is data in JSON and SARIF', async () => {
    expect((await assess({ report: file(image), 'base-report': file(report([])) })).out).not.toContain('\u001B');
    expect((await compare(image, report([]))).findings[0]?.package).toBe(hostile);
    const sarif = JSON.parse(
      (await assess({ report: file(image), 'base-report': file(report([])), format: 'sarif' })).out,
    ) as unknown;
    isSarif(sarif);
    expect(isSarif.errors).toBeNull();
  });

  test('of any shape ends in an assessment or an error of ours', async () => {
    await fc.assert(
      fc.asyncProperty(fc.object({ maxDepth: 4 }), async (value) => {
        const metadata = {
          Metadata: value,
          Results: [value, { Packages: [value], Vulnerabilities: [value, { VulnerabilityID: 'CVE-1', ...value }] }],
        };
        const ended = await compare(report([], metadata), report([])).catch((error: unknown) => error);
        expect(ended instanceof Error && !(ended instanceof UserError) ? ended : undefined).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });
});

test('thousands of findings are told apart', async () => {
  const rows = Array.from({ length: 4000 }, (_, index) => ({
    id: `CVE-${String(index)}`,
    name: `package-${String(index % 800)}`,
    severity: 'HIGH',
  }));
  const inBase = rows.filter((_, index) => index % 800 < 400);
  expect((await compare(report(rows), report(inBase))).counts).toEqual({ added: 2000, inherited: 2000, fixed: 0 });
});

describe('what an older file of Trivy leaves out', () => {
  test('is taken over once, for a person to complete', async () => {
    const ignored = join(folder, 'old.trivyignore.yaml');
    writeFileSync(
      ignored,
      'misconfigurations:\n  - id: AVD-DS-0002\nvulnerabilities:\n  - id: CVE-2\n    statement: no network\n    expired_at: 2099-01-31\n    purls:\n      - pkg:deb/debian/curl\n  - id: CVE-1\n',
    );
    const written = join(folder, 'taken-over.json');
    const { err } = await assess({ import: ignored, 'write-vex': written });
    expect(err).toBe(
      `${written}: 2 statements; 2 taken over: write into each who accepted it and until when; before that it accepts nothing.\n`,
    );
    const { statements } = JSON.parse(readFileSync(written, 'utf8')) as { statements: object[] };
    expect(statements[0]).toMatchObject({
      vulnerability: { name: 'CVE-2' },
      products: [{ '@id': 'pkg:deb/debian/curl' }],
      impact_statement: 'no network',
      'tre-container:acceptance': { by: '', until: '2099-01-31' },
    });
    const { verdict, findings } = await compare(report([row('CVE-1')]), report([]), { vex: written });
    expect([verdict, findings[0]?.accepted]).toEqual(['worse', false]);
    expect(findings[0]?.sentence).toContain('does not say who accepted it ("by") and until when ("until")');
    const again = join(folder, 'again.json');
    expect((await assess({ import: ignored, vex: written, 'write-vex': again })).err).toBe(`${again}: 2 statements.\n`);
  });

  test('in the plain form too; without a place to write it, or broken, is an error', async () => {
    const plain = join(folder, '.trivyignore');
    writeFileSync(plain, '# ours\nCVE-2026-1 exp:2099-01-31 # no network\n\nAVD-DS-0002\n');
    const written = join(folder, 'plain.json');
    await assess({ import: plain, 'write-vex': written });
    expect(readFileSync(written, 'utf8')).toContain('"impact_statement": "no network"');
    await expect(assess({ import: plain })).rejects.toThrow('there is no file to write');
    const broken = join(folder, 'broken.yaml');
    writeFileSync(broken, 'a: [');
    await expect(assess({ import: broken, 'write-vex': written })).rejects.toThrow('is not YAML');
  });
});

const vexOf = (acceptance: Readonly<Record<string, string>> | undefined, status = 'not_affected'): string =>
  file(
    JSON.stringify({
      '@context': 'https://openvex.dev/ns/v0.2.0',
      timestamp: '2026-01-01T00:00:00Z',
      statements: [
        {
          vulnerability: { name: 'CVE-1' },
          status,
          impact_statement: 'never called',
          ...(acceptance === undefined ? {} : { 'tre-container:acceptance': acceptance }),
        },
      ],
    }),
  );

const layered = (layers: readonly string[], layer: string, change: Partial<Row> = {}): string => {
  const data = JSON.parse(report([{ ...row('CVE-1', 'y'), severity: 'CRITICAL', ...change }])) as {
    Metadata: { DiffIDs: readonly string[] };
    Results: { Packages: { Layer?: object }[]; Vulnerabilities: { Layer?: object }[] }[];
  };
  data.Metadata.DiffIDs = layers;
  for (const { Packages, Vulnerabilities } of data.Results)
    for (const each of [...Packages, ...Vulnerabilities]) each.Layer = { DiffID: layer };
  return JSON.stringify(data);
};

describe('a package that a layer of the image brought', () => {
  const ours = layered(['sha256:a', 'sha256:b'], 'sha256:b');

  test('is not inherited because the report on the base lists it too', async () => {
    const { verdict, counts, findings } = await compare(ours, layered(['sha256:a'], 'sha256:a'));
    expect([verdict, counts]).toEqual(['worse', { added: 1, inherited: 0, fixed: 0 }]);
    expect(findings[0]?.sentence).toContain(
      'the report on the base lists it too, and that on this image says that it came with layer 2 of 2, which the base does not have',
    );
  });

  test('is inherited where the base has that layer, and where it took the place of another version', async () => {
    expect(await compare(ours, layered(['sha256:a', 'sha256:b'], 'sha256:b'))).toMatchObject({ verdict: 'noWorse' });
    expect(await compare(ours, layered(['sha256:a'], 'sha256:a', { version: '0.9' }))).toMatchObject({
      verdict: 'noWorse',
      counts: { added: 0, inherited: 1, fixed: 0 },
    });
  });
});

const printBase = async (dockerfile: string): Promise<{ readonly out: string; readonly err: string }> => {
  const place = mkdtempSync(join(folder, 'project-'));
  writeFileSync(join(place, 'Dockerfile'), dockerfile);
  return assess({ 'print-base': true }, [place]);
};

describe('--print-base', () => {
  test.each([
    ['FROM python:3.13\n', 'docker.io/library/python:3.13'],
    ['FROM python:3.13 AS stage9\nFROM stage9\n', 'docker.io/library/python:3.13'],
    ['FROM python:3.13 AS A\nFROM a AS b\nFROM scratch AS c\nFROM B\n', 'docker.io/library/python:3.13'],
    ['ARG TAG=3.13\nARG BASE="python:$TAG"\nFROM ${BASE}\n', 'docker.io/library/python:3.13'],
    ['FROM --platform=linux/amd64 \\\n  python:3.13\n', 'docker.io/library/python:3.13'],
    [`FROM python:3.13@sha256:${'a'.repeat(64)}\n`, `docker.io/library/python:3.13@sha256:${'a'.repeat(64)}`],
    ['FROM python:3.13\nCOPY <<END /x\nFROM evil/base\nEND\n', 'docker.io/library/python:3.13'],
  ])('of %j says %s', async (dockerfile, base) => {
    expect(await printBase(dockerfile)).toMatchObject({ out: `${base}\n`, err: '' });
  });

  test.each([
    'FROM scratch\n',
    'ARG BASE\nFROM $BASE\n',
    'FROM $(id)\n',
    '# nothing\n',
    'FROM python AS a\nFROM scratch\n',
  ])('of %j says nothing, and why', async (dockerfile) => {
    expect(await printBase(dockerfile)).toMatchObject({
      out: '',
      err: expect.stringContaining('does not say on which image it is made') as string,
    });
  });

  test.each([
    [{ report: 'image.json' }, '--report means nothing'],
    [{ 'write-vex': 'out.json', import: '.trivyignore.yaml' }, '--write-vex, --import mean nothing'],
    [{ json: true }, '--json means nothing'],
    [{ 'fail-on': 'worse' }, '--fail-on means nothing'],
  ])('together with %j is refused', async (flags, said) => {
    await expect(assess({ 'print-base': true, ...flags }, [folder])).rejects.toThrow(said);
  });

  test('without a Dockerfile is an error', async () => {
    await expect(assess({ 'print-base': true }, [mkdtempSync(join(folder, 'empty-'))])).rejects.toThrow('Dockerfile');
  });
});

describe('what a report or an acceptance says is believed as far as it goes:', () => {
  const left = { Type: 'vulnerability', Status: 'ignored', Statement: 'not ours', Source: '.trivyignore' };
  const hide = (text: string): string => {
    const data = JSON.parse(text) as {
      Results: { Vulnerabilities?: unknown; ExperimentalModifiedFindings?: unknown }[];
    };
    const [result] = data.Results;
    if (result === undefined) throw new Error('no result');
    const [finding] = result.Vulnerabilities as unknown[];
    return JSON.stringify({
      ...data,
      Results: [{ ...result, Vulnerabilities: [], ExperimentalModifiedFindings: [{ ...left, Finding: finding }] }],
    });
  };

  test('what a report leaves out is accepted by nobody', async () => {
    const { verdict, findings } = await compare(hide(report([row('CVE-1')])), report([]));
    expect([verdict, findings[0]?.accepted]).toEqual(['worse', false]);
    expect(findings[0]?.sentence).toContain('The report leaves it out (not ours), which accepts nothing');
  });

  test('an acceptance of the year after next holds then', async () => {
    const [image, base] = [report([row('CVE-1')]), report([])];
    expect(
      (await compare(image, base, { vex: vexOf({ by: 'Ada', date: '2020-01-01', until: '2999-12-31' }) })).verdict,
    ).toBe('noWorse');
    const { verdict, findings } = await compare(image, base, {
      vex: vexOf({ by: 'Ada', date: '2999-01-01', until: '2999-12-31' }),
    });
    expect(verdict).toBe('worse');
    expect(findings[0]?.sentence).toContain('Its acceptance by Ada is dated 2999-01-01, which has not come yet.');
  });

  test.each([
    ['no acceptance', undefined, 'who accepted it ("by") and until when ("until")'],
    ['nobody who can be seen', { by: '\u200B', date: '2020-01-01', until: '2999-12-31' }, 'who accepted it ("by")'],
    ['nobody', { by: ' ', date: '2020-01-01', until: '2999-12-31' }, 'who accepted it ("by")'],
    ['no last day', { by: 'Ada', date: '2020-01-01' }, 'until when ("until")'],
  ])('a statement with %s accepts nothing, and trivy does not get it', async (_, acceptance, missing) => {
    const [image, base] = [report([row('CVE-1')]), report([])];
    for (const status of ['not_affected', 'fixed']) {
      const vex = vexOf(acceptance, status);
      const { verdict, findings } = await compare(image, base, { vex });
      expect([verdict, findings[0]?.accepted]).toEqual(['worse', false]);
      expect(findings[0]?.sentence).toContain(`sets it aside and does not say ${missing}: it accepts nothing.`);
      const written = join(folder, 'for-trivy.json');
      await assess({ vex, 'write-vex': written });
      expect(JSON.parse(readFileSync(written, 'utf8'))).toMatchObject({ statements: [] });
    }
  });

  test('one database says one severity of one package', async () => {
    const critical = report([{ ...row('CVE-1'), severity: 'CRITICAL' }]);
    const { verdict, line } = await compare(critical, report([{ ...row('CVE-1'), severity: 'LOW' }]));
    expect([verdict, line]).toEqual(['notKnown', expect.stringContaining('the reports disagree about CVE-1')]);
  });

  test.each([
    ['a key that stands twice', '"Vulnerabilities":', '"Vulnerabilities":[],"Vulnerabilities":', 'twice'],
    ['another spelling', '"Vulnerabilities":', '"vulnerabilities":', 'which is not how Trivy spells it'],
    ['no id', '"VulnerabilityID":"CVE-1"', '"VulnerabilityID":""', 'has a vulnerability without an id'],
  ])('%s', async (_, from, to, said) => {
    const text = report([row('CVE-1')]);
    expect(text).toContain(from);
    await expect(compare(text.replace(from, to), report([]))).rejects.toThrow(said);
  });

  test('of a file that is no JSON nothing is shown', async () => {
    const failed = await assess({ report: file('SECRET-TOKEN-OF-SOMEBODY') }).catch(String);
    expect(failed).toContain('is not valid JSON');
    expect(failed).not.toContain('SECRET');
  });
});

test('names of reports start from the folder that is named', async () => {
  writeFileSync(join(folder, 'image.json'), report([row('CVE-1')]));
  writeFileSync(join(folder, 'base.json'), report([row('CVE-1')]));
  const { out } = await assess({ report: 'image.json', 'base-report': 'base.json', json: true }, [folder]);
  expect((JSON.parse(out) as Assessment).line).toBe('no worse than the base: 0 added, 0 fixed, 1 inherited');
});

describe('a trivy at hand', () => {
  const tools = mkdtempSync(join(tmpdir(), 'trivy-'));
  const path = process.env['PATH'];
  afterEach(() => {
    process.env['PATH'] = path;
  });

  test('scans image and base, with nothing sent home', async () => {
    writeFileSync(join(tools, 'report.json'), report([row('CVE-1')]));
    writeFileSync(
      join(tools, 'trivy'),
      `#!/bin/sh\necho "$*" >> ${tools}/calls\nls -A >> ${tools}/beside\nwhile [ "$1" != --output ]; do shift; done\nsed "s/sha256:[0-9][0-9]*/sha256:$$/" ${tools}/report.json > "$2"\n`,
      { mode: 0o755 },
    );
    process.env['PATH'] = `${tools}:${path ?? ''}`;
    const scanned = { image: 'ghcr.io/my-org/x:1', 'base-image': 'docker.io/library/python:3.13', json: true };
    const { out } = await assess(scanned, [folder]);
    expect((JSON.parse(out) as Assessment).line).toBe('no worse than the base: 0 added, 0 fixed, 1 inherited');
    const calls = readFileSync(join(tools, 'calls'), 'utf8').trim().split('\n');
    expect(calls).toHaveLength(2);
    // Whatever lies where it is called: trivy.yaml and .trivyignore would speak in it.
    expect(readFileSync(join(tools, 'beside'), 'utf8')).toBe('');
    expect(calls[0]).toMatch(
      /^image .*--disable-telemetry.*--list-all-pkgs --format json .* -- ghcr\.io\/my-org\/x:1$/,
    );
  });

  test('that is not there, or fails, is named', async () => {
    process.env['PATH'] = '/nowhere';
    await expect(assess({ image: 'ghcr.io/my-org/x:1' })).rejects.toThrow('there is no trivy to scan with');
    writeFileSync(join(tools, 'trivy'), '#!/bin/sh\necho "no such image" >&2\nexit 1\n', { mode: 0o755 });
    process.env['PATH'] = `${tools}:${path ?? ''}`;
    await expect(assess({ image: 'ghcr.io/my-org/x:1' })).rejects.toThrow(
      'could not scan ghcr.io/my-org/x:1: no such image',
    );
    writeFileSync(join(tools, 'trivy'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
    await expect(assess({ image: 'ghcr.io/my-org/x:1' })).rejects.toThrow(
      'trivy wrote no report on ghcr.io/my-org/x:1',
    );
    await expect(assess({ image: 'a', report: 'b' })).rejects.toThrow('exclude each other');
  });
});
