import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { catchEnvironment } from '../fakes/environment.ts';
import { upgrade as run } from '../helpers/call-commands.ts';
import { type ResearcherEdit, researcherEdits } from './researcher-edits.ts';

const frozen = join(import.meta.dirname, '0.1.0');
const workflow = '.github/workflows/container.yml';
let root = '';

beforeEach(() => {
  root = join(mkdtempSync(join(tmpdir(), 'first-release-')), 'project');
});
afterEach(() => rmSync(join(root, '..'), { recursive: true }));

const read = (path: string): string => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '');

/** Edits the project, and gives the lines that it has now and had not; rows of the checklist's table are told by their marks, not by their text. */
function edit(edits: readonly ResearcherEdit[]): readonly (readonly [path: string, line: string])[] {
  return edits.flatMap(({ path, change }) => {
    const before = read(path);
    const after = before === '' ? undefined : change(before);
    if (after === undefined) return [];
    writeFileSync(join(root, path), after);
    const known = new Set(before.split('\n'));
    return after
      .split('\n')
      .flatMap((line) => (known.has(line) || line.startsWith('|') ? [] : [[path, line] as const]));
  });
}

async function upgrade(): Promise<number> {
  const environment = { ...catchEnvironment(), version: '0.2.0' };
  return run({ targets: [root], flags: { json: true, defaults: true } }, environment);
}

const variants = readdirSync(frozen);
const withWorkflow = variants.filter((name) => existsSync(join(frozen, name, workflow)));

test.each(variants)(
  '%s of 0.1.0, with all edits of researchers at once, has every line of them after the upgrade',
  async (name) => {
    cpSync(join(frozen, name), root, { recursive: true });
    const written = edit(researcherEdits);
    expect(written.length).toBeGreaterThan(10);
    // 1: lines that the template changed too stand between markers.
    expect([0, 1]).toContain(await upgrade());
    expect(written.filter(([path, line]) => !read(path).split('\n').includes(line))).toEqual([]);
  },
);

test.each(withWorkflow)(
  '%s of 0.1.0 has the steps that were added to its workflow in the one job that there is now',
  async (name) => {
    cpSync(join(frozen, name), root, { recursive: true });
    expect(edit(researcherEdits.filter(({ name: what }) => what.startsWith('adds a step'))).length).toBeGreaterThan(3);
    expect(await upgrade()).toBe(0);
    const { jobs } = parseDocument(read(workflow)).toJS() as {
      jobs: Record<string, { steps: readonly { name: string }[] }>;
    };
    expect(Object.keys(jobs)).toEqual(['image']);
    const names = jobs['image']?.steps.map((step) => step.name) ?? [];
    expect(names.indexOf('Free some space')).toBe(names.indexOf('Build') - 1);
    expect(names.indexOf('Tell the group')).toBeGreaterThan(names.indexOf('Push'));
  },
);

test('there are projects of every kind to upgrade', () => {
  expect([variants.length, withWorkflow.length]).toEqual([10, 7]);
});
