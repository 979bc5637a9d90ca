import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bases } from '../../src/catalog/bases.ts';
import { knownImages } from '../../src/catalog/images.ts';
import { check } from '../../src/engine/check/check.ts';
import { surveyProject } from '../../src/io/project/survey-project.ts';
import { loadAtlas } from '../../src/commands/check/load-atlas.ts';
import { loadSyntax } from '../../src/io/programs/load-syntax.ts';
import { parseProject } from '../../src/parse/project/project.ts';
import { rules } from '../../src/rules/index.ts';

interface Expected {
  readonly rule: string;
  readonly verdict: string;
  readonly why?: string;
}

const folder = 'test/cases/check';
const libraries = 'test/cases/libraries';
const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const wrong = readJson('test/cases/wrong-expectations.json') as Readonly<Record<string, string>>;
const open = new Set(readJson('test/cases/open.json') as readonly string[]);
const order = ['fail', 'unknown', 'pass'];
const namesIn = (parent: string): readonly string[] =>
  readdirSync(parent).filter((name) => existsSync(`${parent}/${name}/expected.json`));
const readCases = (parent: string): readonly ({ readonly name: string } & Expected)[] =>
  namesIn(parent).map((name) => ({ name, ...(readJson(`${parent}/${name}/expected.json`) as Expected) }));
const names = namesIn(folder);
const cases = readCases(folder).filter(({ rule }) => !rule.includes(' '));

async function judge(name: string, rule: string, parent = folder): Promise<string> {
  const { files } = surveyProject(`${parent}/${name}`);
  const facts = await parseProject(files, { bases: Object.values(bases), images: knownImages, loadSyntax, loadAtlas });
  const verdicts = check(
    facts,
    rules.filter(({ id }) => id === rule),
  ).results.map(({ verdict }) => verdict);
  return order.find((verdict) => verdicts.includes(verdict as never)) ?? verdicts[0] ?? 'none';
}

describe('small projects from public bug reports and repositories', () => {
  test.each(cases.filter(({ name }) => wrong[name] === undefined && !open.has(name)))(
    '$name: $rule should be $verdict ($why)',
    async ({ name, rule, verdict }) => {
      expect((await judge(name, rule)).toLowerCase()).toBe(verdict.replaceAll(' ', '').toLowerCase());
    },
  );

  test('what is called open or a wrong expectation is not met, and there are few of the latter', async () => {
    expect(Object.keys(wrong).length).toBeLessThanOrEqual(10);
    const listed = cases.filter(({ name }) => wrong[name] !== undefined);
    const right = [];
    for (const { name, rule, verdict } of listed)
      if ((await judge(name, rule)).toLowerCase() === verdict.replaceAll(' ', '').toLowerCase()) right.push(name);
    for (const { name, rule, verdict } of cases.filter((each) => open.has(each.name)))
      if ((await judge(name, rule)).toLowerCase() === verdict.replaceAll(' ', '').toLowerCase()) right.push(name);
    expect(right).toEqual([]);
    expect([...open, ...Object.keys(wrong)].filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe('uses of libraries, labelled before the rules judged them by somebody who wrote none of them', () => {
  const labelled = readCases(libraries);

  test('half of them must fail', () => {
    expect(labelled.filter(({ verdict }) => verdict === 'fail')).toHaveLength(32);
    expect(labelled.filter(({ verdict }) => verdict === 'not fail')).toHaveLength(32);
  });

  test.each(labelled)('$name: $rule should be $verdict ($why)', async ({ name, rule, verdict }) => {
    expect((await judge(name, rule, libraries)) === 'fail').toBe(verdict === 'fail');
  });
});

describe('small projects that somebody who wrote no rule made and labelled', () => {
  const further = 'test/cases/further';
  const labelled = readCases(further);
  const opened = new Set(readJson('test/cases/further-open.json') as readonly string[]);
  const isRight = async ({ name, rule, verdict }: (typeof labelled)[number]): Promise<boolean> =>
    (await judge(name, rule, further)).toLowerCase() === verdict.replaceAll(' ', '').toLowerCase();

  test.each(labelled.filter(({ name }) => !opened.has(name)))(
    '$name: $rule should be $verdict ($why)',
    async (each) => {
      expect(await isRight(each)).toBe(true);
    },
  );

  test('what is called open is there and is not right yet', async () => {
    const listed = labelled.filter(({ name }) => opened.has(name));
    expect(listed).toHaveLength(opened.size);
    const right = [];
    for (const each of listed) if (await isRight(each)) right.push(each.name);
    expect(right).toEqual([]);
  });
});
