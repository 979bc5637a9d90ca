import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import type { CheckReport } from '../../src/model/check/check-report.ts';
import { formatFindingsGithub } from '../../src/report/check/findings-github.ts';
import { formatFindingsJson } from '../../src/report/check/findings-json.ts';
import { formatFindingsJunit } from '../../src/report/check/findings-junit.ts';
import { formatFindingsMarkdown } from '../../src/report/check/findings-markdown.ts';
import { formatFindingsSarif } from '../../src/report/check/findings-sarif.ts';
import { formatFindingsText } from '../../src/report/check/findings-text.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import noRuntimeDownload from '../../src/rules/no-runtime-download.ts';
import outputsInSafe from '../../src/rules/outputs-in-safe-directories.ts';
import { printed } from '../helpers/printed.ts';
import { factsOf } from '../helpers/project.ts';

const Dockerfile = 'FROM docker.io/library/python:3.13\nCOPY . /app/\nCMD ["python", "/app/main.py"]\n';
const loading = (line: string): string =>
  `import sys\nfrom transformers import AutoModel, AutoTokenizer\nfirst = AutoModel.from_pretrained(sys.argv[1])\n${line}`;
const second = 'second = AutoTokenizer.from_pretrained(sys.argv[2])\n';

async function report(line: string): Promise<CheckReport> {
  return check(await factsOf({ Dockerfile, 'main.py': loading(line) }), [noRuntimeDownload]);
}

async function* stream(...reports: readonly CheckReport[]): AsyncGenerator<CheckReport> {
  yield* reports;
}

const text = async (each: CheckReport, verbose: boolean): Promise<string> =>
  printed(formatFindingsText(stream(each), { colour: false, verbose }));

test('two models of which nobody knows are told at once: counted, and with --verbose both', async () => {
  const both = await report(second);
  expect(both.summary.unknown).toBe(1);
  const short = await text(both, false);
  expect(short).toContain('(and 1 more like it)');
  expect(short).not.toContain('AutoTokenizer');
  const long = await text(both, true);
  expect(long).toMatch(/main\.py:3 {2}.*AutoModel/);
  expect(long).toMatch(/main\.py:4 {2}.*AutoTokenizer/);
  expect(long).not.toContain('more like it');
});

test('every other form says that more wait, and JSON what they are', async () => {
  const both = await report(second);
  for (const each of [
    formatFindingsMarkdown(stream(both)),
    formatFindingsGithub(stream(both)),
    formatFindingsJunit(stream(both)),
    formatFindingsSarif(stream(both), [noRuntimeDownload], '1.0.0'),
  ])
    expect(await printed(each)).toContain('and 1 more like it');
  expect(JSON.parse(await printed(formatFindingsJson(stream(both))))).toMatchObject({
    results: [{ verdict: 'unknown', location: { line: 3 }, others: [{ location: { file: 'main.py', line: 4 } }] }],
  });
});

test('of one there is no more to say', async () => {
  const one = await report('');
  expect(one.summary.unknown).toBe(1);
  expect(await text(one, false)).not.toContain('more like it');
  expect(JSON.parse(await printed(formatFindingsJson(stream(one)))).results[0]).not.toHaveProperty('others');
});

test('programs that nobody read, and places that nobody knows, are named one by one', async () => {
  const start = 'FROM docker.io/library/python:3.13\nCOPY . /app/\nCMD ["sh", "/app/run.sh"]\n';
  const facts = await factsOf({
    Dockerfile: start,
    'run.sh': '/opt/one/tool\n/opt/two/tool\npython /app/main.py\n',
    'main.py': 'import sys\nopen(sys.argv[1], "w").write("x")\nopen(sys.argv[2], "w").write("x")\n',
  });
  const reasons = (each: CheckedRule): readonly string[] => {
    const [{ reason = '', others = [] } = {}] = check(facts, [each]).results;
    return [reason, ...others.map((other) => other.reason)];
  };
  expect(reasons(outputsInSafe).join('\n')).toMatch(/one\/tool[\s\S]*two\/tool/);
  expect(reasons(imageComplete).join('\n')).toMatch(/one\/tool[\s\S]*two\/tool/);
});
