import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { planUpgrade } from '../../src/engine/upgrade/plan-upgrade.ts';
import { openProject } from '../../src/io/project/project-files.ts';
import type { RenderedTree } from '../../src/model/render/artefact.ts';
import type { FileEntry, FileTree } from '../../src/model/file-tree.ts';
import type { PlanEntry } from '../../src/model/upgrade/plan.ts';
import type { Baseline } from '../../src/model/upgrade/state.ts';
import { readVariant, renderAnswers } from '../helpers/golden.ts';
import { applyEdit, researcherEdits } from './researcher-edits.ts';

const OLDER = path.join(import.meta.dirname, 'older');
const variants = fs.readdirSync(OLDER);

interface History {
  readonly variant: string;
  readonly older: FileTree;
  readonly baseline: Baseline;
  readonly today: RenderedTree;
}

async function readHistory(variant: string): Promise<History> {
  const folder = path.join(OLDER, variant);
  const names = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => fs.statSync(path.join(folder, name)).isFile());
  const older = await openProject(folder).read(names);
  const today = await renderAnswers(await readVariant(variant));
  const ownership = new Map(names.map((name) => [name, today.get(name)?.ownership ?? 'shared'] as const));
  return { variant, older, today, baseline: { version: '0.0.1', files: older, ownership } };
}

function upgrade({ older, baseline, today }: History, edited: ReadonlyMap<string, FileEntry>): readonly PlanEntry[] {
  return planUpgrade({ baseline, current: new Map([...older, ...edited]), rendered: today });
}

/** A conflict is true when the person and the template both changed, or removed, one of the lines between its markers. */
function isTrue(text: string): boolean {
  const blocks = [
    ...text.matchAll(
      /<<<<<<< yours\n([^]*?)\|\|\|\|\|\|\| previous template\n([^]*?)=======\n([^]*?)>>>>>>> new template\n/g,
    ),
  ];
  return (
    blocks.length > 0 &&
    blocks.every(([, ours, base = '', theirs]) => base !== '' && ours !== base && theirs !== base && ours !== theirs)
  );
}

test('edits that researchers make survive an upgrade from an older version: at least 95 in 100 without a conflict, and the rest are true ones', async () => {
  const histories = await Promise.all(variants.map(readHistory));
  const merged: PlanEntry[] = [];
  const collided: string[] = [];
  const untrue: string[] = [];
  const unchangedByTemplate: string[] = [];
  for (const history of histories) {
    for (const edit of researcherEdits) {
      const entry = applyEdit(edit, history.older.get(edit.path));
      if (entry === undefined) continue;
      const result = upgrade(history, new Map([[edit.path, entry]])).find(({ path: file }) => file === edit.path);
      const name = `${history.variant}: ${edit.name} (${edit.path})`;
      if (result === undefined) continue;
      if (result.action === 'keep') unchangedByTemplate.push(name);
      else if (result.action === 'conflict') collided.push(name);
      else merged.push(result);
      if (result.action === 'conflict' && !isTrue(result.next?.text ?? ''))
        untrue.push(`${name}\n${result.next?.text ?? ''}`);
    }
  }
  const all = merged.length + collided.length;
  const share = (100 * merged.length) / all;
  console.log(
    `${all} merges of a person's edits with the template's: ${merged.length} without a conflict (${share.toFixed(1)} %); ${unchangedByTemplate.length} more files the template had not changed.\nConflicts, each on lines that both changed:\n  ${collided.join('\n  ')}`,
  );
  expect(all).toBeGreaterThan(60);
  expect(share).toBeGreaterThanOrEqual(95);
  expect(untrue).toEqual([]);
});

test.each(variants)('%s: all edits at once, and every line of them is there', async (variant) => {
  const history = await readHistory(variant);
  const edited = new Map<string, FileEntry>();
  for (const edit of researcherEdits) {
    const entry = applyEdit(edit, edited.get(edit.path) ?? history.older.get(edit.path));
    if (entry !== undefined) edited.set(edit.path, entry);
  }
  const plan = upgrade(history, edited);
  const lost: string[] = [];
  for (const [file, entry] of edited) {
    const before = new Set(history.older.get(file)?.text.split('\n'));
    const written = entry.text
      .split('\n')
      .filter((line) => !before.has(line) && !line.includes('<!-- wrote:') && !line.startsWith('|'));
    const result = plan.find(({ path: name }) => name === file);
    const after = (result?.next ?? entry).text.split('\n');
    lost.push(...written.filter((line) => !after.includes(line)).map((line) => `${file}: ${line}`));
    if (/\.ya?ml$/.test(file) && result?.action === 'merge')
      lost.push(...parseDocument(after.join('\n')).errors.map(({ message }) => `${file}: ${message}`));
  }
  expect(lost).toEqual([]);
  const list = plan.find(({ path: file }) => file === 'CHECKLIST.md')?.next?.text ?? '';
  expect(list).toMatch(
    /^- \[x\] [^\n]*<!-- question:2 -->\n  - agreed on 2026-05-01, mail of the research coordinator$/m,
  );
  expect(list).toContain('agreed on 2026-05-01');
  expect(list).toContain('The desktop has no GPU.');
  // What an older version said in these rows from the answers alone is gone: files may deny it by now.
  for (const number of [9, 25, 26, 27, 35]) {
    const row = list.split('\n').find((line) => line.includes(`<!-- question:${String(number)} -->`));
    expect(row).toBeDefined();
    expect(row).not.toMatch(
      /as generated|none at run time|no licence file|published by|telemetry switches|no port|copied in/,
    );
  }
});
