import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { mergeText, type TextKind } from '../../src/engine/upgrade/merge-text.ts';
import { nextBaseline } from '../../src/engine/upgrade/next-baseline.ts';
import { planUpgrade } from '../../src/engine/upgrade/plan-upgrade.ts';
import { openProject } from '../../src/io/project/project-files.ts';
import type { FileEntry, FileTree } from '../../src/model/file-tree.ts';
import type { Plan } from '../../src/model/upgrade/plan.ts';
import { applyEdits, edits } from '../helpers/edits.ts';
import { snapshotFolder } from '../helpers/snapshot-folder.ts';

/** 1,000 in `npm test`, 10,000 in `npm run test:upgrade`. */
const SEEDS = Number(process.env['MERGE_SEEDS'] ?? 1000);
const runs = (share = 1): { numRuns: number; seed: number } => ({
  numRuns: Math.ceil(SEEDS * share),
  seed: 20_261_123,
});

const join = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
const count = (lines: readonly string[], wanted: string): number => lines.filter((line) => line === wanted).length;

interface Sample {
  readonly base: readonly string[];
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/** Lines as texts have them: some blank, some repeated. */
const anyLines = fc.array(
  fc.constantFrom('', 'RUN a', 'RUN b', '    && c', '}', 'x', 'y', 'z', '# note', 'USER 1000'),
  { maxLength: 30 },
);
const distinctLines = fc.nat(30).map((length) => Array.from({ length }, (_, index) => `line ${index}`));

function sample(lines: fc.Arbitrary<readonly string[]>): fc.Arbitrary<Sample> {
  return fc.tuple(lines, edits, edits).map(([base, mine, template]) => ({
    base,
    ours: applyEdits(base, mine, (number) => `mine ${number}`),
    theirs: applyEdits(base, template, (number) => `new ${number}`),
  }));
}

describe.each(['\n', '\r\n'])('with line end %j', (end) => {
  test.each<TextKind>(['lines', 'yaml', 'list', 'json', 'checklist'])(
    'no line that the user wrote and did not delete is missing, taken as %s',
    (kind) => {
      fc.assert(
        fc.property(sample(anyLines), fc.boolean(), ({ base, ours, theirs }, final) => {
          const written = final ? ours.map((line) => line + end).join('') : ours.join(end);
          const { text, conflicts } = mergeText(join(base), written, join(theirs), kind);
          const usual = written.includes('\n') ? end : '\n';
          const result = text.split(usual);
          for (const line of new Set(ours))
            expect(count(result, line)).toBeGreaterThanOrEqual(Math.max(0, count(ours, line) - count(base, line)));
          for (const line of new Set(theirs))
            expect(count(result, line)).toBeGreaterThanOrEqual(line.startsWith('new ') ? 1 : 0);
          expect(conflicts.every((line) => result[line - 1] === '<<<<<<< yours')).toBe(true);
          expect(text.replaceAll(usual, '')).not.toMatch(/[\r\n]/);
        }),
        runs(0.2),
      );
    },
  );
});

test('the lines of each side stay in its order, with each side of what collides', () => {
  fc.assert(
    fc.property(sample(distinctLines), ({ base, ours, theirs }) => {
      const merged = mergeText(join(base), join(ours), join(theirs));
      for (const [side, written] of [
        [merged.yours, ours],
        [merged.theirs, theirs],
      ] as const) {
        const places = written.flatMap((line) => side.split('\n').indexOf(line)).filter((place) => place >= 0);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }
    }),
    runs(),
  );
});

test.each([
  ['behind lines that became more', 'a\nb\n', 'a\nnew\nb\n', 'x\ny\nb\n'],
  ['before lines that became more', 'a\nb\n', 'a\nnew\nb\n', 'a\nx\ny\n'],
  ['where the other puts lines in', 'a\nb\n', 'a\nnew\nb\n', 'a\nx\nb\n'],
])('lines that are put in %s collide with them', (_, base, ours, theirs) => {
  expect(mergeText(base, ours, theirs).conflicts).toHaveLength(1);
  expect(mergeText(base, theirs, ours).conflicts).toHaveLength(1);
});

test('one side that changed nothing gives the other side', () => {
  fc.assert(
    fc.property(sample(anyLines), ({ base, ours }) => {
      expect(mergeText(join(base), join(ours), join(base)).text).toBe(join(ours));
      expect(mergeText(join(base), join(base), join(ours)).text).toBe(join(ours));
      expect(mergeText(join(base), join(ours), join(ours)).text).toBe(join(ours));
    }),
    runs(),
  );
});

describe('beside git merge-file', () => {
  let folder: string;
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'merge-file-'));
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  test('what git merges without a conflict we merge to the same text, where lines are distinct; and more', () => {
    const seen = { both: 0, weOnly: 0, neither: 0 };
    fc.assert(
      fc.property(sample(distinctLines), ({ base, ours, theirs }) => {
        for (const [name, lines] of Object.entries({ base, ours, theirs }))
          fs.writeFileSync(path.join(folder, name), join(lines));
        const git = spawnSync('git', ['merge-file', '--stdout', '--quiet', 'ours', 'base', 'theirs'], {
          cwd: folder,
          encoding: 'utf8',
        });
        const merged = mergeText(join(base), join(ours), join(theirs));
        const gitIsClean = git.status === 0;
        expect(gitIsClean ? merged.text : '').toBe(gitIsClean ? git.stdout : '');
        seen[gitIsClean ? 'both' : merged.conflicts.length === 0 ? 'weOnly' : 'neither'] += 1;
      }),
      runs(SEEDS > 1000 ? 1 : 0.1),
    );
    console.log(
      `merges without a conflict: ${seen.both} with git merge-file and with us, ${seen.weOnly} with us only (changes of neighbouring lines); ${seen.neither} collide with both`,
    );
    expect(Math.min(seen.both, seen.weOnly, seen.neither)).toBeGreaterThan(SEEDS / 200);
  });
});

const list = (names: readonly string[], version: number): string =>
  join(names.map((name, index) => `${name}==${(version + index) % 4}.0`));
const workflow = (list_: readonly { readonly name: string; readonly run: string }[]): string =>
  join([
    'on: push',
    'jobs:',
    '  build:',
    '    steps:',
    ...list_.flatMap(({ name, run }) => [`      - name: ${name}`, `        run: ${run}`]),
  ]);

describe('structure', () => {
  const packages = fc
    .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'), { minLength: 1, maxLength: 8 })
    .map((names) => names.toSorted());
  const versions = fc.record({ names: packages, version: fc.nat(3) });

  test('a merged list of requirements names no package twice outside of conflicts', () => {
    fc.assert(
      fc.property(versions, versions, versions, (one, two, three) => {
        const [base, ours, theirs] = [one, two, three].map(({ names, version }) => list(names, version));
        const { yours } = mergeText(base, ours ?? '', theirs ?? '', 'list');
        const names = yours
          .trimEnd()
          .split('\n')
          .map((line) => line.replace(/==.*/, ''))
          .filter((name) => name !== '');
        expect(names.length).toBe(new Set(names).size);
      }),
      runs(),
    );
  });

  const steps = fc.uniqueArray(
    fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), run: fc.constantFrom('x', 'y', 'z') }),
    { minLength: 1, maxLength: 5, selector: ({ name }) => name },
  );

  test("a workflow that merges without a conflict is YAML, with every step of the user's own", () => {
    fc.assert(
      fc.property(steps, steps, steps, (one, two, three) => {
        const { text, conflicts } = mergeText(workflow(one), workflow(two), workflow(three), 'yaml');
        if (conflicts.length > 0) return;
        const document = parseDocument(text);
        expect(document.errors).toEqual([]);
        const merged = (
          (document.toJS() as { jobs: { build: { steps: { name: string }[] | null } } }).jobs.build.steps ?? []
        ).map(({ name }) => name);
        for (const { name } of two) expect(merged.includes(name) || one.some((step) => step.name === name)).toBe(true);
      }),
      runs(),
    );
  });

  const data = fc.object({
    maxDepth: 2,
    maxKeys: 4,
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    values: [fc.nat(3), fc.constantFrom('x', 'y')],
  });

  test('JSON that merges without a conflict is JSON', () => {
    fc.assert(
      fc.property(data, data, data, (one, two, three) => {
        const [base, ours, theirs] = [one, two, three].map((value) => `${JSON.stringify(value, undefined, 2)}\n`);
        const { text, conflicts } = mergeText(base, ours ?? '', theirs ?? '', 'json');
        expect(() => conflicts.length > 0 || (JSON.parse(text) as unknown)).not.toThrow();
      }),
      runs(),
    );
  });
});

/** A project as maps: what a plan makes of the files on disk. */
function applied(current: FileTree, plan: Plan): FileTree {
  const files = new Map(current);
  for (const { path: file, action } of plan) if (action === 'delete') files.delete(file);
  for (const { path: file, next } of plan) if (next !== undefined) files.set(file, next);
  return files;
}

const entryOf = (lines: readonly string[], executable: boolean): FileEntry => ({ text: join(lines), executable });
const fileSample = fc.record({
  sample: sample(anyLines),
  inBase: fc.boolean(),
  inOurs: fc.boolean(),
  inTheirs: fc.boolean(),
  executable: fc.boolean(),
  ownership: fc.constantFrom('shared' as const, 'shared' as const, 'user' as const, 'generator' as const),
});
const treeSample = fc.array(fileSample, { minLength: 1, maxLength: 4 }).map((files) => {
  const tree = (
    which: 'base' | 'ours' | 'theirs',
    present: 'inBase' | 'inOurs' | 'inTheirs',
  ): [string, FileEntry & { ownership: 'shared' | 'user' | 'generator' }][] =>
    files
      .flatMap((file, index) =>
        file[present]
          ? [[`f${index}`, { ...entryOf(file.sample[which], file.executable), ownership: file.ownership }] as const]
          : [],
      )
      .map(([name, entry]) => [name, entry]);
  const base = tree('base', 'inBase');
  const strip = (entries: typeof base): FileTree =>
    new Map(entries.map(([name, { text, executable }]) => [name, { text, executable }]));
  return {
    baseline: {
      version: '1.0.0',
      files: strip(base),
      ownership: new Map(base.map(([name, { ownership }]) => [name, ownership])),
    },
    current: strip(tree('ours', 'inOurs')),
    rendered: new Map(tree('theirs', 'inTheirs')),
  };
});

test('upgrading twice is upgrading once', () => {
  fc.assert(
    fc.property(treeSample, (input) => {
      const plan = planUpgrade(input);
      const current = applied(input.current, plan);
      const again = planUpgrade({
        ...input,
        current,
        baseline: nextBaseline('2.0.0', plan, input.rendered, input.baseline),
      });
      expect(
        again.filter(({ action }) => action !== 'keep' && action !== 'unchanged' && action !== 'conflict'),
      ).toEqual([]);
    }),
    runs(),
  );
});

test('undoing brings back every byte and mode', async () => {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'undo-')));
  try {
    await fc.assert(
      fc.asyncProperty(treeSample, fc.constantFrom(0o644, 0o600, 0o440), async (input, mode) => {
        for (const name of fs.readdirSync(root)) fs.rmSync(path.join(root, name), { recursive: true });
        for (const [name, entry] of input.current) {
          fs.writeFileSync(path.join(root, name), entry.text);
          fs.chmodSync(path.join(root, name), entry.executable ? mode | 0o100 : mode);
        }
        const before = snapshotFolder(root);
        const plan = planUpgrade(input);
        await openProject(root).apply(plan, { undo: 'upgrade' });
        const changes = plan.some(({ action, next }) => next !== undefined || action === 'delete');
        if (changes) await openProject(root).undo();
        expect(snapshotFolder(root)).toEqual(before);
      }),
      runs(SEEDS > 1000 ? 1 : 0.05),
    );
  } finally {
    fs.rmSync(root, { recursive: true });
  }
});
