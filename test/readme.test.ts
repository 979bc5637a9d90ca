import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bases } from '../src/catalog/bases.ts';
import { check, create } from './helpers/call-commands.ts';
import { commandNames } from '../src/model/command.ts';
import { formatBasesTable } from '../src/report/answers/bases-table.ts';
import { standIn } from './fakes/environment.ts';

const root = join(import.meta.dirname, '..');
const file = join(root, 'README.md');
const readme = readFileSync(file, 'utf8');

/** A page with a generated region between `<!-- name -->` and `<!-- /name -->` renewed. */
function renew(page: string, name: string, text: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, rest = ''] = page.split(start);
  const [, after] = rest.split(end);
  if (after === undefined) throw new Error(`there is no region ${name}`);
  return `${before ?? ''}${start}\n${text}\n${end}${after}`;
}

test('the table of bases is that of the catalogue', async () => {
  const page = join(root, 'docs/bases.md');
  const table = formatBasesTable(Object.values(bases));
  await expect(renew(readFileSync(page, 'utf8'), 'bases', table)).toMatchFileSnapshot(page);
});

describe('the README', () => {
  test('carries a newcomer in its first 60 lines, whoever has a repository first', () => {
    const lines = readme.split('\n');
    const headings = ['## I have a repository already', '## I begin today', '## Where to read on', '## Start it'];
    const places = headings.map((heading) => lines.indexOf(heading));
    expect(places.toSorted((a, b) => a - b)).toEqual(places);
    expect(places[0]).toBeGreaterThan(0);
    expect(places.at(-1)).toBeLessThanOrEqual(60);
  });

  test('is short: tables that docs/ has are links', () => {
    expect(readme.split('\n').length).toBeLessThan(220);
  });

  test('names no file that is not there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(15);
    expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
  });

  test('names every command, each with its page', () => {
    const unnamed = commandNames.filter((name) => name !== 'create' && !readme.includes(`(docs/${name}.md)`));
    expect(unnamed).toEqual([]);
  });

  test('shows the check of a foreign Dockerfile as it is printed', async () => {
    const section = readme.slice(readme.indexOf('## A check of a Dockerfile'), readme.indexOf('## What Governance'));
    const fence = (kind: string): string => section.split(`\`\`\`${kind}\n`)[1]?.split('```')[0] ?? '';
    const folder = await mkdtemp(join(tmpdir(), 'readme-'));
    await mkdir(join(folder, '.git'));
    await mkdir(join(folder, 'src'));
    await writeFile(join(folder, 'Dockerfile'), fence('dockerfile'));
    await writeFile(join(folder, 'src/main.py'), fence('python'));
    const caught = standIn(folder);
    const terminal = { ...caught.terminal, reportAt: 80 };
    const environment = { ...caught, terminal, program: 'npx generator-tre-container' };
    expect(await check({ targets: [], flags: {} }, environment)).toBe(1);
    const printed = environment.printed.out.split('\n');
    const shown = fence('console')
      .split('\n')
      .filter((line) => line !== '' && line !== '  ...' && !line.startsWith('$'));
    expect(shown.length).toBeGreaterThan(5);
    const parts = shown.map((line) => line.split('...'));
    const isPrinted = (words: readonly string[]): boolean =>
      printed.some((line) => (words.length === 1 ? line === words[0] : words.every((word) => line.includes(word))));
    expect(parts.filter((words) => !isPrinted(words))).toEqual([]);
    await rm(folder, { recursive: true });
  });

  test('counts the files of a project made with defaults', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'readme-'));
    const environment = standIn(folder);
    await create({ targets: [join(folder, 'lung-ct')], flags: { defaults: true } }, environment);
    const [first = ''] = environment.printed.out.split('\n').filter((line) => line.startsWith('Wrote '));
    expect(first).toMatch(/^Wrote \d+ files in /);
    expect(readme).toContain(`\n${first.replace(/ in .* \(/, ' in lung-ct (')}\n`);
    await rm(folder, { recursive: true });
  });

  test('shows a model that nobody has fetched as it is printed', async () => {
    const [, after = ''] = readme.split('\n  models/models.json:');
    const shown = `  models/models.json:${after.split('\n```', 1)[0] ?? ''}`.split('\n');
    expect(shown).toHaveLength(4);
    const folder = await mkdtemp(join(tmpdir(), 'readme-'));
    const set = [
      'name=p',
      'project=p-1',
      'registry=ghcr.io/org',
      'models=distilbert/distilbert-base-uncased@12040accade4e8a0f71eabdb258fecc2e7e948be',
    ];
    await create({ targets: [folder], flags: { defaults: true, quiet: true, set } }, standIn(folder));
    const caught = standIn(folder);
    const environment = { ...caught, terminal: { ...caught.terminal, reportAt: 80 } };
    expect(await check({ targets: [], flags: {} }, environment)).toBe(1);
    const rows = environment.printed.out.split('\n');
    const at = rows.indexOf(shown[0] ?? '');
    expect(rows.slice(at, at + shown.length)).toEqual(shown);
    await rm(folder, { recursive: true });
  });
});

test('the table of tools says what the tests run', () => {
  const pins = ['test/tools/requirements.txt', 'test/handover/install-scanners.ts']
    .flatMap((path) => [...readFileSync(join(root, path), 'utf8').matchAll(/([\w-]+)==(\d+(?:\.\d+)+)/g)])
    .map(([, name = '', version = '']) => [name, version] as const);
  const [, table = ''] = readme.split('| tool | version | from | looks at |\n');
  const rows =
    table
      .split('\n\n', 1)[0]
      ?.split('\n')
      .slice(1)
      .map((row) => row.split('|').map((cell) => cell.trim())) ?? [];
  const said = rows
    .filter(([, , , from = '']) => from.startsWith('PyPI'))
    .flatMap(([, tools = '', versions = '', from = '']) =>
      tools.split(', ').map((tool, at) => {
        const name = /`([\w-]+)`/.exec(from)?.[1] ?? tool;
        const numbers = [...(versions.split(', since')[0] ?? '').matchAll(/\d+(?:\.\d+)+/g)].map(([number]) => number);
        return { name, numbers: tools.includes(', ') ? numbers.slice(at, at + 1) : numbers };
      }),
    );
  expect(said.length).toBeGreaterThan(8);
  for (const { name, numbers } of said)
    for (const number of numbers)
      expect([
        name,
        number,
        pins.some(([pin, version]) => pin === name && `${version}.`.startsWith(`${number}.`)),
      ]).toEqual([name, number, true]);
});
