import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseGateReport } from '../../src/parse/gate/gate-report.ts';
import { parseBundleSummary } from '../../src/parse/handover/bundle-summary.ts';
import { parseExploitedList } from '../../src/parse/handover/exploited-list.ts';
import { parseIgnoreFile } from '../../src/parse/handover/ignore-file.ts';
import { parseOpenVex } from '../../src/parse/handover/open-vex.ts';
import { parseScanReport } from '../../src/parse/handover/scan-report.ts';
import { parseSoftwareList } from '../../src/parse/handover/software-list.ts';
import { splitIgnoreFile } from '../../src/parse/handover/split-ignore-file.ts';
import { StepCounter } from '../helpers/count-steps.ts';

const counter = new StepCounter();
beforeAll(() => counter.open());
afterAll(() => counter.close());

/** As many parts, each made of its number. */
const times = <Part>(count: number, make: (at: number) => Part): readonly Part[] =>
  Array.from({ length: count }, (_, at) => make(at));
const message = { text: 'x' };

interface Names {
  /** How a result names its rule. */
  readonly result: (at: number) => object;
  readonly rule?: (at: number) => object;
  readonly extension?: (at: number) => object;
}

/** SARIF of as many results and rules, each rule in an extension of its own where there are extensions. */
const sarif = (count: number, { result, rule = (at) => ({ id: `r${at}` }), extension }: Names, more = {}): string => {
  const rules = times(count, rule);
  const driver = extension === undefined ? { name: 'd', rules } : { name: 'd' };
  const extensions = extension === undefined ? [] : rules.map((each, at) => ({ ...extension(at), rules: [each] }));
  const results = times(count, (at) => ({ ...result(at), message }));
  return JSON.stringify({ runs: [{ tool: { driver, extensions }, results, ...more }] });
};
const component = (toolComponent: object): object => ({ rule: { toolComponent, index: 0 } });
const named = (at: number): object => ({ name: `e${at}`, guid: `g${at}` });
const descriptors = (count: number, descriptor: (at: number) => object): readonly object[] =>
  times(count, (at) => ({ descriptor: descriptor(at), configuration: { level: 'note' }, level: 'error', message }));
const scan = (result: object): string =>
  JSON.stringify({ SchemaVersion: 2, ArtifactType: 'container_image', Results: [result] });

/** Reports with as many of something as the number says, and what reads them. */
const reports: Readonly<Record<string, readonly [(count: number) => string, (text: string) => unknown]>> = {
  'rules by id': [(n) => sarif(n, { result: (at) => ({ ruleId: `r${at}` }) }), parseGateReport],
  'rules below one another': [(n) => sarif(n, { result: (at) => ({ ruleId: `r${at}/a/b/c` }) }), parseGateReport],
  'rules by number': [(n) => sarif(n, { result: (at) => ({ ruleIndex: at }) }), parseGateReport],
  'rules by guid': [
    (n) => sarif(n, { rule: (at) => ({ guid: `g${at}` }), result: (at) => ({ rule: { guid: `g${at}` } }) }),
    parseGateReport,
  ],
  'rules of one id': [(n) => sarif(n, { rule: () => ({ id: 'r' }), result: () => ({ ruleId: 'r' }) }), parseGateReport],
  'extensions by name': [
    (n) => sarif(n, { extension: named, result: (at) => component({ name: `e${at}` }) }),
    parseGateReport,
  ],
  'extensions by guid': [
    (n) => sarif(n, { extension: named, result: (at) => component({ guid: `g${at}` }) }),
    parseGateReport,
  ],
  'extensions by number': [
    (n) => sarif(n, { extension: named, result: (at) => component({ index: at }) }),
    parseGateReport,
  ],
  'extensions that are not there': [
    (n) => sarif(n, { extension: named, result: (at) => ({ ...component({ name: `no${at}` }), level: 'note' }) }),
    parseGateReport,
  ],
  'overrides by name of an extension': [
    (n) =>
      sarif(
        n,
        { extension: named, result: () => ({}) },
        {
          invocations: [
            { ruleConfigurationOverrides: descriptors(n, (at) => ({ index: 0, toolComponent: { name: `e${at}` } })) },
          ],
        },
      ),
    parseGateReport,
  ],
  notifications: [
    (n) =>
      sarif(
        n,
        { result: () => ({}) },
        { invocations: [{ toolExecutionNotifications: descriptors(n, (at) => ({ id: `n${at}` })) }] },
      ),
    parseGateReport,
  ],
  'runs of a tool': [
    (n) =>
      JSON.stringify({ runs: times(n, (at) => ({ tool: { driver: { name: `t${at}` } }, results: [{ message }] })) }),
    parseGateReport,
  ],
  'suppressions of a result': [
    (n) => sarif(1, { result: () => ({ suppressions: times(n, () => ({ kind: 'external' })) }) }),
    parseGateReport,
  ],
  'results of Trivy': [
    (n) => JSON.stringify({ SchemaVersion: 2, Results: times(n, (at) => ({ Type: `t${at}` })) }),
    parseGateReport,
  ],
  'cells of a rehearsal': [
    (n) => JSON.stringify({ verdict: 'fail', form: 1, scope: 'all', cells: times(n, (at) => ({ id: `c${at}` })) }),
    parseGateReport,
  ],
  vulnerabilities: [
    (n) => scan({ Vulnerabilities: times(n, (at) => ({ VulnerabilityID: `CVE-${at}`, PkgName: `p${at}` })) }),
    (text) => parseScanReport(text, 'r'),
  ],
  'keys of a vulnerability': [
    (n) =>
      scan({ Vulnerabilities: [{ VulnerabilityID: 'CVE-1', ...Object.fromEntries(times(n, (at) => [`k${at}`, 1])) }] }),
    (text) => parseScanReport(text, 'r'),
  ],
  packages: [(n) => scan({ Packages: times(n, (at) => ({ Name: `p${at}` })) }), (text) => parseScanReport(text, 'r')],
  components: [
    (n) =>
      JSON.stringify({
        bomFormat: 'CycloneDX',
        components: times(n, (at) => ({ name: `c${at}`, purl: `pkg:pypi/c${at}@1` })),
      }),
    (text) => parseSoftwareList(text, 'r'),
  ],
  'statements of OpenVEX': [
    (n) =>
      JSON.stringify({
        '@context': 'https://openvex.dev/ns/v0.2.0',
        statements: times(n, (at) => ({
          vulnerability: `CVE-${at}`,
          status: 'fixed',
          products: [{ '@id': `p${at}` }],
        })),
      }),
    (text) => parseOpenVex(text, 'r'),
  ],
  'exploited vulnerabilities': [
    (n) => JSON.stringify({ vulnerabilities: times(n, (at) => ({ cveID: `CVE-${at}` })) }),
    (text) => parseExploitedList(text, 'r'),
  ],
  'lines of .trivyignore': [
    (n) => times(n, (at) => `CVE-2026-${at} exp:2027-01-01 # why`).join('\n'),
    (text) => parseIgnoreFile(text, '.trivyignore'),
  ],
  'entries of .trivyignore.yaml': [
    (n) => `vulnerabilities:\n${times(n, (at) => `  # why\n  - id: CVE-${at}\n`).join('')}`,
    (text) => splitIgnoreFile(text, '.trivyignore.yaml'),
  ],
  'keys of a summary': [
    (n) => JSON.stringify(Object.fromEntries(times(n, (at) => [`k${at}`, at]))),
    (text) => readOrRefuse(() => parseBundleSummary(text, 'r')),
  ],
};

function readOrRefuse(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}

/** Below this many steps what is done once for a text is what is counted. */
const noise = 2000;

test.each(Object.keys(reports))('steps of a report grow with its number of %s', async (name) => {
  const [make, read] = reports[name] ?? [String, String];
  const [small, large] = [make(500), make(2000)];
  read(small);
  const one = await counter.count(() => read(small));
  const four = await counter.count(() => read(large));
  expect([four <= 6 * Math.max(one, noise), one, four]).toEqual([true, one, four]);
});

test('each of the reports is one that is read', () => {
  const unread = Object.entries(reports).flatMap(([name, [make, read]]) => {
    const found = read(make(3));
    return found instanceof Error || (found as { kind?: string }).kind === 'unread' ? [name] : [];
  });
  expect(unread).toEqual(['cells of a rehearsal', 'keys of a summary']);
});
