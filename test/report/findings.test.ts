import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { rules } from '../../src/rules/index.ts';
import { check } from '../../src/engine/check/check.ts';
import type { CheckReport } from '../../src/model/check/check-report.ts';
import { tally } from '../../src/model/check/tally.ts';
import { parseProject } from '../../src/parse/project/project.ts';
import { formatFindingsGithub } from '../../src/report/check/findings-github.ts';
import { formatFindingsJson } from '../../src/report/check/findings-json.ts';
import { formatFindingsJunit } from '../../src/report/check/findings-junit.ts';
import { formatFindingsMarkdown } from '../../src/report/check/findings-markdown.ts';
import { formatFindingsSarif } from '../../src/report/check/findings-sarif.ts';
import { formatFindingsText } from '../../src/report/check/findings-text.ts';
import { factsOf } from '../helpers/project.ts';
import { printed } from '../helpers/printed.ts';

const waiver =
  'waivers:\n  - {rule: non-root-user, reason: "the base | forces <it>", by: A, date: 2026-11-23}\n  - {rule: no-such, reason: r, by: A, date: 2026-11-23}\n';
/** A file name that every format must keep from being obeyed. */
const hostile = 'a\n::error::\u001B[31m]]>"&`|.py';

async function reportOn(dockerfile: string): Promise<CheckReport> {
  return check(
    await factsOf({
      Dockerfile: dockerfile,
      '.tre-container.yml': waiver,
      '.dockerignore': 'x\n',
      [hostile]: 'requests.get("https://x")\n',
    }),
    rules,
  );
}

async function* stream(...reports: readonly CheckReport[]): AsyncGenerator<CheckReport> {
  yield* reports;
}

const mixed = reportOn(
  'ARG V\nFROM python:3.12 AS a\nCOPY . /opt/app/\nFROM a\nRUN apt-get update && apt-get install -y git\nADD https://example.org/x.tgz /\nCMD ["bash"]\n',
);

test('text is grouped by what to do first, a line a finding', async () => {
  expect(await printed(formatFindingsText(stream(await mixed), { colour: false, verbose: false }))).toMatchSnapshot();
});

const failed = (force: 'may' | 'must'): CheckReport['results'][number] => ({
  rule: `of-${force}`,
  group: 'base',
  verdict: 'fail',
  force,
  severity: 'note',
  message: `what ${force} be`,
});

const asked = (rule: string, severity: 'error' | 'warning'): CheckReport['results'][number] => ({
  rule,
  group: 'base',
  verdict: 'fail',
  force: 'should',
  severity,
  message: `it is ${rule}`,
});

test('what the TRE requires and what gives a secret away is never only named, and stands first', async () => {
  const report = check(await factsOf({ Dockerfile: 'FROM docker.io/library/python:3.13\n', 'a.txt': '' }), rules);
  const results = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => asked(`light-${name}`, 'warning'));
  const grave = ['a', 'b', 'c', 'd', 'e'];
  results.push(...grave.map((name) => asked(`grave-${name}`, 'error')));
  const text = await printed(formatFindingsText(stream({ ...report, results }), { colour: false, verbose: false }));
  expect(text.match(/it is [\w-]+/g)).toEqual(grave.map((name) => `it is grave-${name}`));
  expect(text).toContain('and 6 more: light-a, light-b');
});

test('an address of the project is no link in Markdown', async () => {
  const report = await reportOn('FROM docker.io/library/python:3.13\nADD https://evil.example/approve.csv /opt/\n');
  const text = await printed(formatFindingsMarkdown(stream(report)));
  expect(text).toContain('evil.example/approve.csv');
  expect(text).not.toContain('://evil.example');
});

test('no format quotes a password that stands in an address', async () => {
  const token = `ghp_${'b'.repeat(36)}`;
  const report = await reportOn(
    `FROM docker.io/library/python:3.13\nRUN git clone https://${token}@github.com/me/x.git /opt/x\n`,
  );
  expect(JSON.stringify(report)).toContain('https://***@github.com');
  expect(JSON.stringify(report)).not.toContain(token);
});

test('what may be asked for is said where nothing else is to be fixed, and counted beside it', async () => {
  const report = check(await factsOf({ Dockerfile: 'FROM docker.io/library/python:3.13\n', 'a.txt': '' }), rules);
  const show = (results: CheckReport['results']): Promise<string> =>
    printed(
      formatFindingsText(stream({ ...report, results, summary: tally(results) }), { colour: false, verbose: false }),
    );
  expect(await show([failed('may')])).toMatch(/^May be asked for\n {2}what may be \[of-may\]\n1 to fix/);
  const both = await show([failed('must'), failed('may')]);
  expect(both).not.toContain('what may be');
  expect(both).toContain('May be asked for: of-may (--verbose shows them).');
});

test('text has colours only when they are wanted', async () => {
  expect(await printed(formatFindingsText(stream(await mixed), { colour: false, verbose: true }))).not.toContain(
    '\u001B',
  );
  expect(await printed(formatFindingsText(stream(await mixed), { colour: true, verbose: false }))).toContain('\u001B[');
});

test('JSON has the fields that programs rely on', async () => {
  const report = JSON.parse(await printed(formatFindingsJson(stream(await mixed)))) as CheckReport;
  expect(report.results.find(({ rule }) => rule === 'base-image-pinned')).toEqual({
    rule: 'base-image-pinned',
    verdict: 'fail',
    force: 'should',
    severity: 'warning',
    message: '"python:3.12" is not pinned by digest',
    location: { file: 'Dockerfile', line: 2 },
    fix: expect.stringContaining('tre-container pin'),
  });
  expect(report.results.find(({ verdict }) => verdict === 'pass')?.evidence?.[0]).toHaveProperty('text');
  expect(report.results.find(({ verdict }) => verdict === 'waived')?.reason).toBe(
    'the base | forces <it> (A, 2026-11-23)',
  );
  expect(Object.keys(report.summary)).toEqual(['pass', 'fail', 'notApplicable', 'unknown', 'waived', 'human']);
});

describe('SARIF', () => {
  test('is valid by the official schema', async () => {
    const schema = JSON.parse(
      readFileSync(
        createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
        'utf8',
      ),
    ) as Record<string, unknown>;
    // The schema is of draft 4, whose two keywords for itself later drafts do not know.
    const { $schema: _, id: __, ...body } = schema;
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(body);
    expect([
      validate(JSON.parse(await printed(formatFindingsSarif(stream(await mixed), rules, '1.2.3')))),
      validate.errors,
    ]).toEqual([true, null]);
    expect(validate({ version: '2.1.0' })).toBe(false);
  });

  test('names rule and place of every finding, and suppresses what is waived', async () => {
    const [run] = (
      JSON.parse(await printed(formatFindingsSarif(stream(await mixed), rules, '1.2.3'))) as {
        runs: {
          tool: { driver: { rules: { id: string }[] } };
          results: { ruleId: string; ruleIndex: number; suppressions?: unknown; locations: unknown[] }[];
        }[];
      }
    ).runs;
    expect(
      run?.results.every(
        ({ ruleId, ruleIndex, locations }) => run.tool.driver.rules[ruleIndex]?.id === ruleId && locations.length === 1,
      ),
    ).toBe(true);
    expect(run?.results.find(({ ruleId }) => ruleId === 'non-root-user')?.suppressions).toEqual([
      { kind: 'external', justification: 'the base | forces <it> (A, 2026-11-23)' },
    ]);
  });
});

test('GitHub annotations: one line each, whatever a file is called', async () => {
  const lines = (await printed(formatFindingsGithub(stream(await mixed)))).trimEnd().split('\n');
  expect(
    lines.filter(
      (line) => !/^::(?:error|warning|notice) (?:file=[^:,]+,(?:line=\d+,)?)?title=(?:[a-z-]+|\d+ rules)::./.test(line),
    ),
  ).toEqual([]);
  expect(lines.some((line) => line.includes('a%0A%3A%3Aerror%3A%3A'))).toBe(true);
});

test('JUnit counts what it holds, and is well-formed', async () => {
  const text = await printed(formatFindingsJunit(stream(await mixed)));
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const { summary, results } = await mixed;
  expect(count(/<testcase /g)).toBe(results.length);
  expect(text).toContain(
    `<testsuite name="tre-container check" tests="${String(results.length)}" failures="${String(summary.fail)}" errors="${String(summary.unknown)}" skipped="${String(summary.waived + summary.human + summary.notApplicable)}">`,
  );
  expect(count(/<failure /g)).toBe(summary.fail);
  expect(count(/<skipped /g)).toBe(summary.waived + summary.human + summary.notApplicable);
  expect(text.replaceAll(/<[?/]?[a-z][^<>]*>/g, '')).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot|#10);)/);
  expect(text).not.toContain('\u001B');
});

test('JUnit has a suite for each target', async () => {
  const report = await mixed;
  const text = await printed(formatFindingsJunit(stream(report, { ...report, results: [], summary: tally([]) })));
  expect(text.match(/<testsuite .*/g)).toEqual([
    expect.stringContaining(`tests="${String(report.results.length)}"`),
    '<testsuite name="tre-container check" tests="0" failures="0" errors="0" skipped="0">',
  ]);
  expect(text.match(/<\/testsuite>/g)).toHaveLength(2);
});

test('Markdown keeps its tables, whatever a file is called', async () => {
  const rows = (await printed(formatFindingsMarkdown(stream(await mixed))))
    .split('\n')
    .filter((line) => line.startsWith('|'));
  expect(rows.filter((row) => row.match(/(?<!\\)\|/g)?.length !== 5)).toEqual([]);
  expect(rows.join('\n')).not.toContain('<');
  expect(rows.join('\n')).not.toContain('\u001B');
});

async function unreadable(): Promise<CheckReport> {
  return check(
    await parseProject([
      { path: 'a/Dockerfile', size: 9, executable: false, unread: 'permission denied' },
      { path: 'b/Dockerfile', size: 9, executable: false, text: 'FROM docker.io/library/python:3.13\n' },
    ]),
    rules,
  );
}

async function linesOnce(format: (reports: AsyncIterable<CheckReport>) => AsyncIterable<string>): Promise<string[]> {
  const text = await printed(format(stream(await unreadable())));
  return text.split('\n').filter((line) => line.includes('permission denied'));
}

describe('what many rules could not judge for one reason', () => {
  test('is one line for people, with the number of rules', async () => {
    const { results } = await unreadable();
    const number = results.filter(
      ({ verdict, reason }) => verdict === 'unknown' && reason === 'could not be read: permission denied',
    ).length;
    expect(number).toBeGreaterThan(30);
    expect(await linesOnce((reports) => formatFindingsText(reports, { colour: false, verbose: true }))).toEqual([
      `  a/Dockerfile  could not be read: permission denied [${String(number)} rules]`,
    ]);
    expect(await linesOnce(formatFindingsMarkdown)).toEqual([
      `| must | a/Dockerfile | could not be read: permission denied | ${String(number)} rules |`,
    ]);
    expect(await linesOnce(formatFindingsGithub)).toEqual([
      `::warning file=a/Dockerfile,title=${String(number)} rules::not judged: could not be read: permission denied`,
    ]);
  });

  test('stays one result a rule for programs', async () => {
    const { summary } = await unreadable();
    const sarif = JSON.parse(await printed(formatFindingsSarif(stream(await unreadable()), rules, '1.2.3'))) as {
      runs: { results: { kind?: string }[] }[];
    };
    const json = JSON.parse(await printed(formatFindingsJson(stream(await unreadable())))) as CheckReport;
    expect(sarif.runs[0]?.results.filter(({ kind }) => kind === 'open')).toHaveLength(summary.unknown);
    expect(json.results.filter(({ verdict }) => verdict === 'unknown')).toHaveLength(summary.unknown);
    expect((await printed(formatFindingsJunit(stream(await unreadable())))).match(/<error /g)).toHaveLength(
      summary.unknown,
    );
  });

  test('names the requirement where only one rule is meant', async () => {
    const report = check(
      await factsOf({ Dockerfile: 'ARG V\nFROM docker.io/library/python:3.13\nARG V\nUSER $V\n' }),
      rules.filter(({ id }) => id === 'non-root-user'),
    );
    expect(await printed(formatFindingsText(stream(report), { colour: false, verbose: false }))).toContain(
      '\n  Dockerfile:4  whether the image runs as a user that is not root: USER is "$V", which depends on V [non-root-user]\n',
    );
  });
});

const unknown = (rule: string, line: number): CheckReport['results'][number] => ({
  rule,
  group: 'image',
  force: 'should',
  severity: 'warning',
  verdict: 'unknown',
  message: rule,
  reason: `why ${rule}`,
  location: { file: 'Dockerfile', line },
});

const foldedText = async (names: readonly string[]): Promise<string> =>
  printed(
    formatFindingsText(
      stream({
        results: names.map((name, at) => unknown(name, at + 1)),
        summary: { pass: 0, fail: 0, notApplicable: 0, unknown: names.length, waived: 0, human: 0 },
        waiverProblems: [],
      }),
      { colour: false, verbose: false },
    ),
  );

test('of more than three reasons two are said, and the rules of the others', async () => {
  expect(await foldedText(['a', 'b', 'c'])).toContain('c: why c');
  const folded = await foldedText(['a', 'b', 'c', 'd']);
  expect(folded).toContain('b: why b');
  expect(folded).toContain('\n  and 2 more: c, d (--verbose shows them)\n');
});

test('a clean project says so', async () => {
  const report: CheckReport = {
    results: [],
    summary: { pass: 3, fail: 0, notApplicable: 0, unknown: 0, waived: 0, human: 0 },
    waiverProblems: [],
  };
  expect(await printed(formatFindingsText(stream(report), { colour: false, verbose: false }))).toBe(
    'nothing to fix, 3 passed, 0 not applicable.\n',
  );
  expect(parseDocument(await printed(formatFindingsJson(stream(report)))).errors).toEqual([]);
});

test('a rule that makes several entries of one line is named once', async () => {
  const Dockerfile = 'FROM docker.io/library/python:3.13\nCOPY an.py /app/\nENTRYPOINT ["python", "/app/an.py"]\n';
  const facts = await factsOf({
    Dockerfile,
    'an.py': 'import os\nos.system("pip install a"); os.system("apt-get update")\n',
  });
  const text = await printed(formatFindingsText(stream(check(facts, rules)), { colour: false, verbose: false }));
  expect(text).not.toMatch(/\[(.*, )?no-runtime-download, no-runtime-download/);
  expect(text).toContain('[no-runtime-download]');
});
