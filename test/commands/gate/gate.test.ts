import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { provenQuestions } from '../../../src/catalog/rehearsal/proven-questions.ts';
import type { GateInvocation } from '../../../src/commands/gate/gate-definition.ts';
import { describeRecord } from '../../../src/engine/gate/describe-record.ts';
import { rehearsalEntries } from '../../../src/engine/rehearsal/rehearsal-entries.ts';
import type { RehearsalEvidence } from '../../../src/model/rehearsal/evidence.ts';
import { parseGateReport } from '../../../src/parse/gate/gate-report.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { gate as run } from '../../helpers/call-commands.ts';
import { faultsBySchema } from '../../helpers/json-schema.ts';
import { cell, evidence, hung, image } from '../../helpers/rehearsal-record.ts';

const folder = mkdtempSync(join(tmpdir(), 'gate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const rules = [
  { id: 'asked', properties: { tags: ['should'] } },
  { id: 'required', properties: { tags: ['must'] } },
  { id: 'grave', defaultConfiguration: { level: 'error' } },
];
const sarif = (...results: readonly object[]): string =>
  JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'Linter', rules } }, results }] });
const result = (more: object = {}): object => ({ ruleId: 'L1', message: { text: 'pin it\nand more' }, ...more });
const open = (ruleId: string): object => ({ ...result(), ruleId, kind: 'open', level: 'none' });
const failedRun = JSON.stringify({ runs: [{ invocations: [{ executionSuccessful: false }], results: [] }] });
/** Its tool says that all went well, and how it ended. */
const ended = (more: object, ...results: readonly object[]): string =>
  JSON.stringify({ runs: [{ invocations: [{ executionSuccessful: true, ...more }], results }] });
const place = { physicalLocation: { artifactLocation: { uri: 'Dockerfile' }, region: { startLine: 7 } } };
const rehearsal = (verdict: string, more: object = {}): string => JSON.stringify(evidence(verdict, more));
/** SARIF whose rules stand in an extension, as CodeQL writes it. */
const extended = (configuration: object, more: object = {}, rest: object = {}): string =>
  JSON.stringify({
    runs: [
      {
        tool: {
          driver: { name: 'Linter', rules: [{ id: 'mild', defaultConfiguration: { level: 'note' } }] },
          extensions: [{ name: 'pack', rules: [{ id: 'R9', guid: 'g-9', defaultConfiguration: configuration }] }],
        },
        results: [{ message: { text: 'pin it' }, ...more }],
        ...rest,
      },
    ],
  });
const overridden = (descriptor: object, key = 'ruleConfigurationOverrides'): object => ({
  invocations: [{ executionSuccessful: true, [key]: [{ descriptor, configuration: { level: 'error' } }] }],
});

const assessment = (verdict: string): string => JSON.stringify({ verdict, line: `the line of ${verdict}` });
const scan = JSON.stringify({ SchemaVersion: 2, Results: [{ Type: 'debian', Packages: [{}, {}], Secrets: [{}] }] });

/** Runs the gate on reports with these texts, in order; one without a text is not there. */
async function gate(
  texts: readonly (string | undefined)[],
  flags: GateInvocation['flags'] = {},
): Promise<{ readonly code: number; readonly out: string }> {
  const targets = texts.map((text, at) => {
    const name = `report-${at}`;
    rmSync(join(folder, name), { force: true });
    if (text !== undefined) writeFileSync(join(folder, name), text);
    return name;
  });
  const environment = catchEnvironment({ cwd: folder });
  const code = await run({ targets, flags }, environment);
  return { code, out: environment.printed.out };
}

describe('what left no whole report has not looked', () => {
  test.each([
    ['missing', undefined, 'is missing'],
    ['empty', ' \n', 'is empty'],
    ['cut', sarif(result()).slice(0, -3), 'is cut, or no JSON'],
    ['without a run', '{"runs":[]}', 'holds no run of a tool'],
    ['with runs that are no list', '{"runs":{}}', 'holds no run of a tool'],
    ['without results', '{"runs":[{"tool":{}}]}', 'holds a run without results'],
    [
      'with results in another file',
      '{"runs":[{"results":[],"externalPropertyFileReferences":{"results":[{"location":{"uri":"x"}}]}}]}',
      'keeps a part of itself in other files',
    ],
    ['with results apart from their run', '{"runs":[{"results":[]}],"inlineExternalProperties":[]}', 'or apart'],
    [
      'of millions of nothings',
      `{"runs":[${'{},'.repeat(3_000_000)}{}]}`,
      'holds more values than are read, or is nested too deep',
    ],
    ['of nothing but brackets', '['.repeat(3_000_000), 'is nested too deep'],
    ['with one run without results', '{"runs":[{"results":[]},{}]}', 'holds a run without results'],
    ['with a result that is none', '{"runs":[{"results":["x"]}]}', 'holds a result that is none'],
    ['of a run that failed', failedRun, 'is of a run that did not succeed'],
    ['of a run that was killed', ended({ exitCode: 137 }), 'is of a run that did not succeed'],
    ['of a run that a signal ended', ended({ exitSignalName: 'SIGKILL' }), 'is of a run that did not succeed'],
    ['of a run that never began', ended({ processStartFailureMessage: 'no' }), 'is of a run that did not succeed'],
    ['of a run that ended badly and found nothing', ended({ exitCode: 2 }), 'is of a run that did not succeed'],
    ['of an older SARIF', sarif(result()).replace('2.1.0', '2.0.0'), 'is of another version of SARIF than 2.1.0'],
    [
      'with a level of its own',
      sarif(result({ level: 'ERROR' })),
      'holds a result of a level that SARIF does not have',
    ],
    ['of a Trivy that could not read it', '{"SchemaVersion":2}', 'names nothing that Trivy looked at'],
    ['a rehearsal without a verdict', '{"cells":[]}', 'is a rehearsal without a verdict'],
    ['a rehearsal without runs', rehearsal('pass', { cells: [] }), 'in which nothing was run'],
    [
      'a rehearsal of one user of two',
      rehearsal('pass', { identities: ['root', 'high-uid'] }),
      'is a rehearsal without high-uid:read-only, which it needs',
    ],
    [
      'a rehearsal of one run',
      rehearsal('pass', { identities: ['root'], cells: [cell('root:read-only', 'pass')] }),
      'is a rehearsal without root:read-write, no-network, writes, which it needs',
    ],
    ['a rehearsal of nobody knows what', rehearsal('pass', { scope: undefined }), 'which runs were asked for'],
    [
      'a rehearsal that passed and did not',
      rehearsal('pass', { scope: 'cells', cells: [cell('root:read-only', 'fail')] }),
      'says pass, and whose runs do not',
    ],
    [
      'a rehearsal that passed and in which nothing applied',
      rehearsal('pass', { scope: 'cells', cells: [cell('root:read-only', 'notApplicable')] }),
      'says pass, and whose runs do not',
    ],
    [
      'with results twice',
      sarif(result({ level: 'error' })).replace(/\]\}\]\}$/, '],"results":[]}]}'),
      'has a name twice in one object',
    ],
    ['with a name twice, once in another spelling', '{"runs":[],"r\\u0075ns":[{"results":[]}]}', 'has a name twice'],
    ['of a run that may have failed', failedRun.replace('false', '"false"'), 'is of a run that did not succeed'],
    ['with a kind of its own', sarif(result({ kind: 'FAIL' })), 'holds a result of a kind that SARIF does not have'],
    [
      'of a rule that is not there',
      sarif(result({ ruleId: 'R', ruleIndex: 7 })),
      'of a rule that it does not describe',
    ],
    [
      'of an extension that is not there',
      sarif(result({ ruleId: 'R', rule: { index: 0, toolComponent: { index: 3 } } })),
      'of a rule that it does not describe',
    ],
    ['of a rule of a level of its own', extended({ level: 'ERROR' }), 'describes with a level of its own'],
    ['a list', '[]', 'is no report'],
    ['another thing', '{}', 'is no report that is known here'],
  ])('%s', async (_, text, said) => {
    const { code, out } = await gate([sarif(), text]);
    expect({ code, out }).toEqual({ code: 1, out: expect.stringContaining(said) as string });
    expect(out).toContain('what was not looked at does not pass');
  });

  test('any text is read or refused, and nothing of it ends the program', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.json(), fc.record({ runs: fc.anything(), cells: fc.anything(), Results: fc.anything() })),
        (value) => {
          const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
          expect(parseGateReport(text).kind).toMatch(/^(?:unread|findings|scan|comparison|record)$/);
        },
      ),
    );
  });
});

describe('what stops it, when it is told to', () => {
  const all = [result({ level: 'error' }), result({ level: 'warning' }), result({ level: 'note' }), result()];

  test.each([
    [undefined, 0],
    ['never', 0],
    ['error', 1],
    ['warning', 3],
    ['note', 4],
  ] as const)('findings of level %s or above: %i of four', async (level, count) => {
    const { code, out } = await gate([sarif(...all)], level === undefined ? {} : { 'fail-on': level });
    expect(code).toBe(count === 0 ? 0 : 1);
    expect(out.split('\n').filter((line) => line === 'Linter L1: pin it')).toHaveLength(count);
  });

  test.each([
    ['of its rule', { ruleId: 'grave' }],
    ['of the rule whose number it has', { ruleId: undefined, ruleIndex: 2 }],
  ])('a result that names no level has that %s', async (_, named) => {
    const { code, out } = await gate([sarif(result(named))], { 'fail-on': 'error' });
    expect([code, out]).toEqual([1, expect.stringContaining('\nLinter grave: pin it\n')]);
  });

  const error = { level: 'error' };
  const ofPack = { index: 0, toolComponent: { index: 0 } };
  test.each([
    ['a rule of an extension, by number', extended(error, { rule: ofPack })],
    ['by number and id', extended(error, { ruleId: 'R9', ruleIndex: 0, rule: { id: 'R9', ...ofPack } })],
    ['by the extension’s name', extended(error, { rule: { index: 0, toolComponent: { name: 'pack' } } })],
    ['by id alone', extended(error, { ruleId: 'R9' })],
    ['by guid', extended(error, { rule: { guid: 'g-9' } })],
    ['a part of a rule', extended(error, { ruleId: 'R9/sub' })],
    ['a part of a part', extended(error, { rule: { id: 'R9/sub/a' } })],
    ['a rule of the driver, by number', sarif(result({ ruleId: undefined, rule: { index: 2 } }))],
    ['a level set for the run, by id', extended({}, { ruleId: 'R9' }, overridden({ id: 'R9' }))],
    ['by id, of a result with a number', extended({}, { rule: ofPack }, overridden({ id: 'R9' }))],
    ['by guid, of a result with an id', extended({}, { ruleId: 'R9' }, overridden({ guid: 'g-9' }))],
    ['by number', extended({}, { ruleId: 'R9/sub' }, overridden(ofPack))],
    ['of a rule that is not described', extended({}, { ruleId: 'new' }, overridden({ id: 'new' }))],
    [
      'a policy',
      extended({}, { ruleId: 'R9' }, { policies: [{ rules: [{ id: 'R9', defaultConfiguration: error }] }] }),
    ],
    ['an open point that its tool calls an error', sarif(result({ kind: 'open', level: 'error' }))],
  ])('a result has the level of %s', async (_, text) => {
    expect(await gate([text], { 'fail-on': 'error' })).toMatchObject({ code: 1 });
    expect(await gate([text])).toMatchObject({ code: 0 });
  });

  test('of a rule that is no error it is none', async () => {
    const texts = [{ ruleId: 'R9' }, { rule: ofPack }, { ruleId: 'R9/sub' }, { ruleId: 'mild', ruleIndex: -1 }];
    expect(
      await gate(
        texts.map((each) => extended({}, each)),
        { 'fail-on': 'error' },
      ),
    ).toMatchObject({ code: 0 });
  });

  test.each([
    ['an error', { toolExecutionNotifications: [{ level: 'error', message: { text: 'no such file' } }] }, 1],
    ['one of its settings', { toolConfigurationNotifications: [{ level: 'error' }] }, 1],
    [
      'an exception without a level',
      { toolExecutionNotifications: [{ exception: { kind: 'IOError' }, message: { text: 'no such file' } }] },
      1,
    ],
    ['a warning', { toolExecutionNotifications: [{ level: 'warning' }, {}] }, 0],
    [
      'an error by its kind',
      {
        toolExecutionNotifications: [{ descriptor: { id: 'N' } }],
        ...(overridden({ id: 'N' }, 'notificationConfigurationOverrides') as { invocations: object[] }).invocations[0],
      },
      1,
    ],
  ])('a tool that says of its own run %s', async (_, said, code) => {
    const text = JSON.stringify({ runs: [{ results: [], invocations: [{ executionSuccessful: true, ...said }] }] });
    expect(await gate([text], { 'fail-on': 'error' })).toMatchObject({ code });
    expect(await gate([text])).toMatchObject({ code: 0 });
  });

  test('what a tool does not hold against anybody stops nothing', async () => {
    const said = [result({ kind: 'pass' }), result({ ruleId: 'grave', kind: 'informational' })];
    expect(await gate([sarif(...said)], { 'fail-on': 'note' })).toMatchObject({ code: 0 });
  });

  test('a place is named; what was accepted, and what has no level, stops nothing', async () => {
    const placed = await gate([sarif(result({ level: 'error', locations: [place] }))], { 'fail-on': 'error' });
    expect(placed.out).toContain('Linter L1 at Dockerfile:7: pin it\n');
    const accepted = result({ level: 'error', suppressions: [{ kind: 'external' }] });
    expect(await gate([sarif(accepted, result({ level: 'none' }))], { 'fail-on': 'note' })).toMatchObject({ code: 0 });
  });

  test('a linter that ends with 1 for what it found is whole, and one that ends with 0 too', async () => {
    expect(await gate([ended({ exitCode: 1 }, result()), ended({ exitCode: 0 })])).toMatchObject({ code: 0 });
  });

  test('an acceptance that does not say where it was made is none', async () => {
    const asked = result({ level: 'error', suppressions: [{}] });
    expect(await gate([sarif(asked)], { 'fail-on': 'error' })).toMatchObject({ code: 1 });
  });

  test.each(['underReview', 'rejected'])('an acceptance that is %s is none', async (status) => {
    const asked = result({ level: 'error', suppressions: [{ kind: 'external' }, { kind: 'external', status }] });
    expect(await gate([sarif(asked)], { 'fail-on': 'error' })).toMatchObject({ code: 1 });
  });

  test('what the TRE requires and nobody could judge, and not what it only asks for', async () => {
    expect(await gate([sarif(open('asked'))], { 'fail-on': 'note' })).toMatchObject({ code: 0 });
    const { code, out } = await gate([sarif(open('asked'), open('required'))], { 'fail-on': 'error' });
    expect(code).toBe(1);
    expect(out).toContain('2 not judged');
    expect(out).toContain('\nLinter required: ');
  });

  test.each([
    ['pass', 0, 0],
    ['fail', 1, 0],
    ['unknown', 1, 0],
  ])('a rehearsal with the verdict %s', async (verdict, withLevel, without) => {
    expect(await gate([rehearsal(verdict)], { 'fail-on': 'error' })).toMatchObject({ code: withLevel });
    expect(await gate([rehearsal(verdict)])).toMatchObject({ code: without });
  });

  test.each([
    ['noWorse', 0],
    ['worse', 1],
    ['notKnown', 1],
  ])('an image that is %s beside its base', async (verdict, code) => {
    expect(await gate([assessment(verdict)], { 'fail-if-worse': 'true' })).toMatchObject({ code });
    expect(await gate([assessment(verdict)], { 'fail-if-worse': 'false' })).toMatchObject({ code: 0 });
  });
});

test("secrets in Trivy's own report stop as its errors do", async () => {
  expect(await gate([scan], { 'fail-on': 'error' })).toMatchObject({
    code: 1,
    out: expect.stringContaining('Trivy found 1 secret (report-0 names the places)') as unknown,
  });
  expect(await gate([scan])).toMatchObject({ code: 0 });
  const clean = JSON.stringify({ SchemaVersion: 2, Results: [{ Type: 'debian', Packages: [{}] }] });
  expect(await gate([clean], { 'fail-on': 'note' })).toMatchObject({ code: 0 });
});

test('without a report it could not run', async () => {
  await expect(gate([])).rejects.toThrow('no report is named');
});

test('the JSON is what its schema says, for each kind of report', async () => {
  const texts = [sarif(result({ locations: [place] })), scan, assessment('worse'), rehearsal('fail'), undefined];
  const verdict: unknown = JSON.parse((await gate(texts, { json: true })).out);
  expect(faultsBySchema('gate', verdict)).toEqual([]);
  expect(verdict).toMatchObject({
    reports: [{}, { of: 'debian', secrets: 1, packages: 2 }, {}, {}, { kind: 'unread' }],
  });
});

test('the summary is added to, and nothing in a report is mark-up in it', async () => {
  const summary = join(folder, 'summary.md');
  writeFileSync(summary, 'before\n');
  const hostile = result({ message: { text: '<img src=x> | [a](b)' }, ruleId: '`x`' });
  await gate([sarif(hostile), rehearsal('fail')], { summary: 'summary.md', 'fail-on': 'warning' });
  const text = readFileSync(summary, 'utf8');
  expect(text).toMatch(/^before\n## This run stops here\n/);
  expect(text).not.toMatch(/<img|\[a\]|`x`/);
  expect(text).toContain('- fail writes\n- failure: hung\n');
  await expect(gate([sarif()], { summary: 'nowhere/summary.md' })).rejects.toThrow('cannot be written (ENOENT)');
});

const ids = ['root:read-only', 'host-user:read-only', 'no-network', 'writes'];

test.each([
  [
    'that was given something else',
    { overrides: ['--data'] },
    'the rehearsal proves nothing: it was not run as the project is: --data',
  ],
  ['of single cells', { scope: 'cells' }, 'the rehearsal proves nothing: only single cells were run'],
  [
    'of an image with other files',
    { image: { ...image, copied: { ...image.copied, differing: ['/app/main.py'] } } },
    'the rehearsal proves nothing: the image has other bytes than the project, or nothing, for /app/main.py',
  ],
  [
    'of an image that nobody compared',
    { image: { ...image, copied: undefined } },
    'what the image has of the project could not be compared with it',
  ],
  [
    'that opened no data',
    { cells: ids.map((id) => cell(id, 'pass', { dataRead: [] })) },
    'proves nothing: no run opened a file of rehearsal/safe_data',
  ],
  [
    'of which something failed within',
    { cells: ids.map((id) => cell(id, 'pass', { failedWithin: ['exit 3'] })) },
    'something within it failed (exit 3)',
  ],
  [
    'whose network nobody watched',
    { cells: ids.map((id) => cell(id, 'pass', { network: 'log' })) },
    'the rehearsal does not prove all: the network could not be watched in root:read-only',
  ],
  ['with a script of its own', { otherScripts: ['ces/run.sh'] }, 'does not prove all: ces/run.sh is not as'],
  ['of a form that nobody knows', { form: 99 }, 'is a rehearsal in a form that is not known here'],
  ['of no form', { form: undefined }, 'is a rehearsal in a form that is not known here'],
  ['that cannot be judged', { limits: undefined }, 'is not as this program writes it'],
  ['of no user', { identities: [] }, 'does not say which users'],
])('a rehearsal %s stops where findings do', async (_, more, why) => {
  const { code, out } = await gate([rehearsal('pass', more)], { 'fail-on': 'error' });
  expect(code).toBe(1);
  expect(out).toContain(why);
});

test.each([
  [
    'another image',
    { otherImages: ['Dockerfile.gpu'] },
    'not seen: this is of the image of one Dockerfile alone: Dockerfile.gpu was not rehearsed',
  ],
  ['another job', { otherJobs: ['ces/second.yaml'] }, 'not seen: what ces/second.yaml starts'],
  ['graphics cards', { askedCards: ['ces/job.yaml'] }, 'not seen: no run was given a graphics card'],
])('%s that nobody rehearsed is said beside the verdict', async (_, more, said) => {
  const { code, out } = await gate([rehearsal('pass', more)], { 'fail-on': 'error' });
  expect([code, out]).toEqual([0, expect.stringContaining(said)]);
  expect(out).toMatch(/no signature is checked here; 4 things not seen\n/);
  expect((await gate([rehearsal('pass', more)], { summary: 'seen.md' })).code).toBe(0);
  expect(readFileSync(join(folder, 'seen.md'), 'utf8')).toContain('- not seen: ');
});

test('what a rehearsal warns of stops where warnings do', async () => {
  const warned = rehearsal('pass', { findings: [{ ...hung, level: 'warning', message: 'a large home' }] });
  expect(await gate([warned], { 'fail-on': 'error' })).toMatchObject({ code: 0 });
  expect(await gate([warned], { 'fail-on': 'warning' })).toMatchObject({
    code: 1,
    out: expect.stringContaining('the rehearsal warns: a large home') as unknown,
  });
});

test('what proves no row of the checklist stops, and what ticks one does not, for every part of a record that the rows know', () => {
  const given = evidence('pass') as RehearsalEvidence;
  for (const more of [
    {},
    { otherImages: ['b'] },
    { overrides: ['--env'] },
    { engine: { ...given.engine, unlimited: ['memory'] } },
    { image: { ...given.image, otherPorts: ['53/udp'] } },
    { cells: given.cells.slice(0, 2) },
  ] as Partial<RehearsalEvidence>[]) {
    const record = { ...given, ...more } as RehearsalEvidence;
    const rows = [...rehearsalEntries(record, { stale: [], origin: 'here' }, provenQuestions).values()];
    const { doubts, unseen, isOfNothing } = describeRecord(record, provenQuestions);
    const unproved = rows.filter(({ text = '' }) => text.startsWith('**Not proved:**'));
    expect(doubts.length > 0).toBe(unproved.length > 0);
    expect(isOfNothing).toBe(unproved.length === rows.length);
    for (const row of rows.filter((each) => each.unseen !== undefined))
      expect(unseen.some((each) => row.unseen?.includes(each))).toBe(true);
  }
});

test('what a yes about a rehearsal rests on is said with it', async () => {
  const { code, out } = await gate([rehearsal('pass')]);
  expect(code).toBe(0);
  expect(out).toContain("the rehearsal's verdict is pass, as the report says: no signature is checked here");
});
