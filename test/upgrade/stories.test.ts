import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { nextBaseline } from '../../src/engine/upgrade/next-baseline.ts';
import { planUpgrade } from '../../src/engine/upgrade/plan-upgrade.ts';
import { type ConflictChoice, resolveConflicts } from '../../src/engine/upgrade/resolve-conflicts.ts';
import { openProject } from '../../src/io/project/project-files.ts';
import { UserError } from '../../src/model/errors.ts';
import type { Ownership } from '../../src/model/render/artefact.ts';
import type { FileEntry, FileTree } from '../../src/model/file-tree.ts';
import type { Plan, PlanAction } from '../../src/model/upgrade/plan.ts';
import type { Baseline } from '../../src/model/upgrade/state.ts';

/** `story.json` beside the folders `base` (what was rendered last), `ours` (what is there), `theirs` (what is rendered now) and `expected`. */
interface Story {
  readonly shows: string;
  /** What the plan says of each file that it names. */
  readonly actions: Readonly<Record<string, PlanAction>>;
  /** Default: shared. */
  readonly ownership?: Readonly<Record<string, Ownership>>;
  readonly moves?: Readonly<Record<string, string>>;
  /** Permissions that git does not keep, octal. */
  readonly modes?: { readonly ours?: Readonly<Record<string, string>>; readonly expected?: Readonly<Record<string, string>> };
  /** Default: markers. */
  readonly choice?: ConflictChoice;
  /** False: the project has no baseline. */
  readonly baseline?: boolean;
  /** What the next upgrade is refused with, where the plan says that something has to be moved first. */
  readonly refusedAgain?: string;
}

const HERE = import.meta.dirname;
const stories = fs.readdirSync(HERE, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);

function listFiles(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => !fs.statSync(path.join(folder, name)).isDirectory()).toSorted();
}

async function readTree(folder: string): Promise<FileTree> {
  return openProject(folder).read(listFiles(folder));
}

function snapshot(folder: string): Record<string, string> {
  return Object.fromEntries(listFiles(folder).filter((name) => !name.startsWith('.tre-container')).map((name) => {
    const mode = fs.statSync(path.join(folder, name)).mode & 0o777;
    return [name, `${mode.toString(8)}\n${fs.readFileSync(path.join(folder, name), 'latin1')}`];
  }));
}

/** Copies a tree with permissions that no umask bends. */
function copy(from: string, to: string, modes: Readonly<Record<string, string>> = {}): void {
  for (const name of listFiles(from)) {
    const target = path.join(to, name);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.copyFileSync(path.join(from, name), target);
    fs.chmodSync(target, modes[name] === undefined ? ((fs.statSync(path.join(from, name)).mode & 0o100) === 0 ? 0o644 : 0o755) : Number.parseInt(modes[name], 8));
  }
}

interface Upgrade {
  readonly baseline: Baseline | undefined;
  readonly rendered: ReadonlyMap<string, FileEntry & { readonly ownership: Ownership }>;
  readonly story: Story;
}

async function upgrade(root: string, { baseline, rendered, story }: Upgrade): Promise<Plan> {
  const project = openProject(root);
  const current = await project.read(new Set([...rendered.keys(), ...(baseline?.files.keys() ?? [])]));
  const plan = resolveConflicts(planUpgrade({ baseline, current, rendered, moves: new Map(Object.entries(story.moves ?? {})) }), story.choice ?? 'markers');
  await project.apply(plan, { undo: 'story' });
  return plan;
}

/** What upgrading to the same version once more would change. */
async function describeNext(root: string, { baseline, rendered }: Upgrade, plan: Plan): Promise<string[]> {
  const recorded = nextBaseline('2.0.0', plan, rendered, baseline);
  try {
    const current = await openProject(root).read(new Set([...rendered.keys(), ...recorded.files.keys()]));
    const changes = planUpgrade({ baseline: recorded, current, rendered }).filter((entry) => (entry.next !== undefined && entry.action !== 'conflict') || entry.action === 'delete');
    return changes.map(({ path: file, reason }) => `${file}: ${reason}`);
  } catch (error) {
    if (error instanceof UserError) return [error.problems[0].what];
    throw error;
  }
}

test('there are at least forty stories', () => {
  expect(stories.length).toBeGreaterThanOrEqual(40);
});

describe.each(stories)('%s', (name) => {
  const folder = path.join(HERE, name);
  const story = JSON.parse(fs.readFileSync(path.join(folder, 'story.json'), 'utf8')) as Story;
  const owner = (file: string): Ownership => story.ownership?.[file] ?? 'shared';

  test(story.shows, async () => {
    const scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'story-')));
    const root = path.join(scratch, 'project');
    const expected = path.join(scratch, 'expected');
    try {
      fs.mkdirSync(root);
      copy(path.join(folder, 'ours'), root, story.modes?.ours);
      copy(path.join(folder, 'expected'), expected, story.modes?.expected);
      const before = snapshot(root);
      const base = await readTree(path.join(folder, 'base'));
      const baseline: Baseline | undefined = story.baseline === false ? undefined : { version: '1.0.0', files: base, ownership: new Map([...base.keys()].map((file) => [file, owner(file)])) };
      const theirs = await readTree(path.join(folder, 'theirs'));
      const rendered = new Map([...theirs].map(([file, entry]) => [file, { ...entry, ownership: owner(file) }]));

      const plan = await upgrade(root, { baseline, rendered, story });
      expect(Object.fromEntries(plan.map(({ path: file, action }) => [file, action]))).toEqual(story.actions);
      expect(snapshot(root)).toEqual(snapshot(expected));

      // Upgrading again changes nothing but conflicts, and undoing brings everything back.
      expect(await describeNext(root, { baseline, rendered, story }, plan)).toEqual(story.refusedAgain === undefined ? [] : [story.refusedAgain]);
      if ((await openProject(root).undoPoint()) !== undefined) await openProject(root).undo();
      expect(snapshot(root)).toEqual(before);
    } finally {
      fs.rmSync(scratch, { recursive: true });
    }
  });
});
