import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { bases } from '../../src/catalog/bases.ts';
import { knownImages } from '../../src/catalog/images.ts';
import { rules } from '../../src/rules/index.ts';
import { check } from '../../src/engine/check/check.ts';
import { loadAtlas } from '../../src/commands/check/load-atlas.ts';
import { loadSyntax } from '../../src/io/programs/load-syntax.ts';
import { surveyProject } from '../../src/io/project/survey-project.ts';
import type { CheckReport } from '../../src/model/check/check-report.ts';
import { parseProject } from '../../src/parse/project/project.ts';
import { isSarif, printSarif, refusedByCodeScanning } from '../helpers/code-scanning.ts';
import { listCorpus, type CorpusFile } from './corpus.ts';
import { judgedFindings, mendedFindings, type JudgedFinding } from './judged-findings.ts';

let corpus: readonly CorpusFile[] = [];
beforeAll(() => {
  corpus = listCorpus();
});

/** As `tre-container check FILE` judges it. */
async function judge(path: string): Promise<CheckReport> {
  const { files } = surveyProject(dirname(path), [basename(path)]);
  const facts = await parseProject(files, {
    bases: Object.values(bases),
    images: knownImages,
    loadAtlas,
    loadSyntax,
    dockerfiles: [basename(path)],
  });
  return check({ ...facts, pipelines: [], jobs: [] }, rules);
}

function locate({ module, path }: JudgedFinding): CorpusFile | undefined {
  return corpus.find(
    ({ name }) => name.startsWith(`${module}@`) && name.slice(name.indexOf('/', name.indexOf('@')) + 1) === path,
  );
}

function isFound({ path, line, rule }: JudgedFinding, { results }: CheckReport): boolean {
  return results.some(
    (result) =>
      result.verdict === 'fail' &&
      result.rule === rule &&
      (result.location?.line === line || result.location?.file !== basename(path)),
  );
}

test('findings that a person judged are found again; nine of ten or more are right', async () => {
  const reports = new Map<string, CheckReport>();
  const lost: string[] = [];
  for (const finding of judgedFindings) {
    const { module, path, line, rule } = finding;
    const file = locate(finding);
    if (file === undefined) {
      lost.push(`${module} ${path}: not in the corpus`);
      continue;
    }
    const report = reports.get(file.path) ?? (await judge(file.path));
    reports.set(file.path, report);
    if (!isFound(finding, report))
      lost.push(
        `${module} ${path}:${String(line)} ${rule}: ${report.results
          .filter((result) => result.rule === rule)
          .map((result) => `${result.verdict} at ${String(result.location?.line)}`)
          .join(', ')}`,
      );
  }
  const wrong = judgedFindings.filter((finding) => finding.wrong !== undefined);
  process.stdout.write(
    `${String(judgedFindings.length)} findings judged by hand: ${String(judgedFindings.length - wrong.length)} right, ${String(wrong.length)} misleading\n${wrong.map((finding) => `  ${finding.module}/${finding.path}:${String(finding.line)} ${finding.rule}: ${finding.wrong ?? ''}\n`).join('')}`,
  );
  expect(lost).toEqual([]);
  expect(judgedFindings.length).toBeGreaterThanOrEqual(40);
  expect(wrong.length / judgedFindings.length).toBeLessThanOrEqual(0.1);
});

test('findings that were wrong and are mended do not come back', async () => {
  expect(mendedFindings.length).toBeGreaterThan(0);
  for (const finding of mendedFindings) {
    const file = locate(finding);
    expect(file).toBeDefined();
    expect([finding.path, isFound(finding, await judge(file?.path ?? ''))]).toEqual([finding.path, false]);
  }
});

test('code scanning takes the report on Dockerfiles of others', async () => {
  const chosen = corpus.filter((_, index) => index % Math.floor(corpus.length / 12) === 0);
  const verdicts = new Set<string>();
  for (const { name, path } of chosen) {
    const report = await judge(path);
    for (const { verdict } of report.results) verdicts.add(verdict);
    const log = await printSarif(report);
    expect([name, isSarif(log), isSarif.errors, refusedByCodeScanning(log)]).toEqual([name, true, null, []]);
  }
  expect(chosen.length).toBeGreaterThanOrEqual(12);
  // Only what could not be judged takes another road through the report than a failure.
  expect([...verdicts]).toEqual(expect.arrayContaining(['fail', 'unknown']));
});

test('every Dockerfile of the corpus gets a verdict from every rule, and no rule breaks', async () => {
  const broken: string[] = [];
  for (const { name, path } of corpus) {
    const text = readFileSync(path, 'utf8');
    const facts = await parseProject([{ path: 'Dockerfile', text, size: text.length, executable: false }], {
      bases: Object.values(bases),
      images: knownImages,
    });
    const { results } = check(facts, rules);
    const lines = text.split('\n').length;
    if (new Set(results.map(({ rule }) => rule)).size !== rules.length) broken.push(`${name}: a rule is silent`);
    for (const { rule, reason, location } of results)
      if (reason?.includes('the rule itself failed') === true || (location?.line ?? 1) > lines)
        broken.push(`${name}: ${rule} ${reason ?? ''}`);
  }
  expect(broken).toEqual([]);
  expect(corpus.length).toBeGreaterThan(600);
});
