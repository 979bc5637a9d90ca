import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { check, create } from './helpers/call-commands.ts';
import { catchEnvironment } from './fakes/environment.ts';

const examples = join(import.meta.dirname, '../examples');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'example-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const open: ReadonlyMap<string, readonly string[]> = new Map([
  ['rapids', ['base-image-pinned']],
  ['pytorch', ['models-staged']],
]);

test.each(readdirSync(examples))(
  'the project of %s has nothing to mend, and its first check changes nothing in its checklist',
  async (example) => {
    const project = join(folder, 'project');
    expect(
      await create(
        { targets: [project], flags: { answers: join(examples, example), quiet: true } },
        catchEnvironment(),
      ),
    ).toBe(0);
    const environment = catchEnvironment();
    await check({ targets: [project], flags: { checklist: true, format: 'json' } }, environment);
    const { results } = JSON.parse(environment.printed.out) as {
      results: readonly { rule: string; verdict: string }[];
    };
    // No public record of a RAPIDS digest is known: its base is pinned by the user. A model is fetched by whoever has a network.
    expect(
      results.filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown').map(({ rule }) => rule),
    ).toEqual(open.get(parse(example).name) ?? []);
    expect(environment.printed.err).toBe(`${project}/CHECKLIST.md is up to date.\n`);
  },
);
