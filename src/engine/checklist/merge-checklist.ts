import type { Chunk } from '../upgrade/conflict-markers.ts';
import { mergeLines } from '../upgrade/merge-lines.ts';
import type { TextLine } from '../upgrade/text-lines.ts';
import { type ChecklistRegion, findRegion, isUnique, readRegion } from './checklist-region.ts';
import { readRow } from './checklist-row.ts';
import { mergeRegion } from './merge-region.ts';
import { mergeSheets } from './merge-sheets.ts';
import { migrateChecklist } from './migrate-checklist.ts';

type Lines = readonly TextLine[];

/**
 * Merges checklists by what their rows ask, over the tables of 0.1.0 as well: ticks, notes and rows that a person added stay, wherever the
 * template has the row now and however it words it.
 */
export function mergeChecklist(base: Lines | undefined, ours: Lines, theirs: Lines): Chunk[] {
  return (base === undefined ? undefined : mergeWithRegion(base, ours, theirs)) ?? mergeSheets(base, ours, theirs);
}

/** Stands in for the rows that the tool puts in order by itself: no line of a text is this. */
const REGION = '\u0001rows';

/** Merges what stands around the rows like any text, and the rows by what they ask. Nothing where the template has no such form, or a row stands twice. */
function mergeWithRegion(base: Lines, ours: Lines, theirs: Lines): Chunk[] | undefined {
  const [o, a, b] = [cutRegion(base), cutRegion(ours), cutRegion(theirs)];
  if (b === undefined) return undefined;
  if (o !== undefined && a !== undefined) {
    const merged = mergeRegion({ base: o.region, ours: a.region, theirs: b.region });
    return mergeSheets(o.around, a.around, b.around).flatMap((chunk) => putRegion(chunk, merged, { o, a, b }));
  }
  return o === undefined && a === undefined ? mergeMigrated(base, ours, b) : undefined;
}

interface Cut {
  /** All lines, with one in place of the region. */
  readonly around: Lines;
  readonly region: ChecklistRegion;
  readonly printed: Lines;
}

function cutRegion(lines: Lines): Cut | undefined {
  const found = findRegion(lines.map(({ content }) => content));
  if (found === undefined) return undefined;
  const printed = lines.slice(found.first, found.last + 1);
  const region = readRegion(printed.slice(1, -1).map(({ content }) => content));
  const around = [
    ...lines.slice(0, found.first),
    { content: REGION, end: '' } as const,
    ...lines.slice(found.last + 1),
  ];
  return isUnique(region) ? { around, region, printed } : undefined;
}

function putRegion(
  chunk: Chunk,
  merged: readonly Chunk[],
  { o, a, b }: { readonly o: Cut; readonly a: Cut; readonly b: Cut },
): Chunk[] {
  if (chunk.kind === 'agreed') {
    const at = chunk.lines.findIndex(({ content }) => content === REGION);
    if (at === -1) return [chunk];
    return [
      { kind: 'agreed', lines: chunk.lines.slice(0, at) },
      ...merged,
      { kind: 'agreed', lines: chunk.lines.slice(at + 1) },
    ];
  }
  const fill = (lines: Lines, { printed }: Cut): Lines =>
    lines.flatMap((line) => (line.content === REGION ? printed : [line]));
  return [
    {
      kind: 'conflict',
      ours: fill(chunk.ours, a),
      theirs: fill(chunk.theirs, b),
      ...(chunk.base === undefined ? {} : { base: fill(chunk.base, o) }),
    },
  ];
}

/** A checklist of tables (0.1.0) over which the template has the newer form: every word of a person finds a place in it. */
function mergeMigrated(base: Lines, ours: Lines, theirs: Cut): Chunk[] | undefined {
  const [o, a] = [splitHead(base), splitHead(ours)];
  const at = theirs.around.findIndex(({ content }) => content === REGION);
  const migrated = migrateChecklist(o.body, a.body);
  if (!isUnique(migrated.ours)) return undefined;
  const rest =
    migrated.rest.length === 0
      ? []
      : ['', ...(/^#{1,6} /.test(migrated.rest[0] ?? '') ? [] : ['## Notes', '']), ...migrated.rest];
  return [
    ...mergeLines(o.head, a.head, theirs.around.slice(0, at)),
    ...mergeRegion({ base: migrated.base, ours: migrated.ours, theirs: theirs.region }),
    {
      kind: 'agreed',
      lines: [...theirs.around.slice(at + 1), ...rest.map((content) => ({ content, end: '' }) as const)],
    },
  ];
}

/** What stands before the summary, the first chapter and the first row. */
function splitHead(lines: Lines): { readonly head: Lines; readonly body: Lines } {
  const at = lines.findIndex(
    ({ content }) => /^(?:<!-- summary:|##+ )/.test(content) || readRow(content) !== undefined,
  );
  return at === -1 ? { head: lines, body: [] } : { head: lines.slice(0, at), body: lines.slice(at) };
}
