import type { FileTree } from '../../model/file-tree.ts';
import type { Plan, PlanEntry } from '../../model/upgrade/plan.ts';
import { listSome } from '../../shared/list-some.ts';
import { type Collision, listCollisions, type PlacedLine } from './list-collisions.ts';

/** Lines of one file that are named one by one. */
const mostLines = 20;

/**
 * What the end of each conflict takes, a line each: of a file whose template's side was taken, every line of the person's that goes; of one where theirs
 * was taken, what of the template's does not come in. Nothing of a file in which both stand. `written`: what was rendered last; `locked`: a list of packages
 * that names none any more, and the files that do.
 */
export function describeSides(
  plan: Plan,
  settled: Plan,
  written: FileTree | undefined,
  locked?: { readonly list: string; readonly files: string },
): readonly string[] {
  const ends = new Map(settled.map((entry) => [entry.path, entry]));
  return plan.flatMap((entry) => {
    const { path, choices } = entry;
    const end = ends.get(path);
    if (entry.action !== 'conflict' || choices === undefined || end === undefined || end.action === 'conflict')
      return [];
    const base = written?.get(path)?.text;
    const isTheirs = end.next !== undefined && end.next.text === choices.theirs.text;
    if (isTheirs) return describeLost(entry, base, locked?.list === path ? locked.files : undefined);
    return [sayKept(end), ...describeRefused(path, listCollisions(entry, base))];
  });
}

/** Which files are half a person's and half the template's now, and which are all theirs: either may need a look. */
function sayKept({ path, next }: PlanEntry): string {
  return next === undefined
    ? `${path}: yours is kept as it is`
    : `${path}: your lines are kept where they collided, and what the template changed elsewhere came in: see that they go together`;
}

function describeLost(entry: PlanEntry, base: string | undefined, lockedBy: string | undefined): readonly string[] {
  const { path, current } = entry;
  if (current?.binary === true) return [`${path}: yours is no text, and is replaced as a whole`];
  if (base === undefined)
    return [
      `${path}: yours is replaced by the template's as a whole, since nothing records which lines of it are yours`,
    ];
  const collisions = listCollisions(entry, base);
  // A line of the template that only goes on now, since one of the person's came behind it, is not theirs.
  const rendered = new Set(base.split('\n').map(withoutContinuation));
  const lost = collisions
    .flatMap((collision) => ownLines(collision).map((line) => ({ ...line, collision })))
    .filter(({ text }) => !rendered.has(withoutContinuation(text)));
  if (lost.length === 0) return describeReturned(path, collisions);
  const lines = lost
    .slice(0, mostLines)
    .map(({ line, text }) => `${path}:${String(line)}  your line goes: ${text.trim()}`);
  const more =
    lost.length > mostLines
      ? [
          `${path}: ${String(lost.length - mostLines)} more lines of yours go; tre-container upgrade --dry-run --diff, with the same --set, shows them`,
        ]
      : [];
  const it = lost.length === 1 ? 'that line' : 'one of them';
  const how =
    lockedBy === undefined
      ? `to have ${it} again, write it into the file once this is written`
      : `packages come from ${lockedBy} now, and what those name is installed: add there what they lack`;
  const back = `${path}: ${how}; tre-container upgrade --undo takes all of this back`;
  return [...lines, ...more, back];
}

function withoutContinuation(line: string): string {
  const text = line.trim();
  return text.endsWith('\\') ? text.slice(0, -1).trimEnd() : text;
}

/** Lines that somebody took out, and that stand there again in the template's new words. */
function describeReturned(path: string, collisions: readonly Collision[]): readonly string[] {
  const come = collisions.flatMap(({ theirs }) => theirs.map((text) => text.trim()).filter((text) => text !== ''));
  const shown = come
    .slice(0, mostLines)
    .map((text) => `${path}: where you took lines out, the template's stands now: ${text}`);
  return come.length > mostLines
    ? [...shown, `${path}: and ${String(come.length - mostLines)} more such lines`]
    : shown;
}

function describeRefused(path: string, collisions: readonly Collision[]): readonly string[] {
  const refused = collisions.flatMap(({ theirs }) => theirs.filter(isSaid).map((text) => text.trim()));
  if (refused.length === 0) return [];
  const shown = refused.slice(0, 5).join(' | ');
  const more = refused.length > 5 ? ` | and ${String(refused.length - 5)} more` : '';
  return [`${path}: of the template's lines these do not come in: ${shown}${more}`];
}

/**
 * Both sides of the first collisions of a file, for whoever has to choose; nothing where nobody knows what both started from. Of a person's side only what they
 * wrote themselves, as `written`, what was rendered last, shows.
 */
export function showCollisions(entry: PlanEntry, written: FileTree | undefined): readonly string[] {
  if (entry.action !== 'conflict' || entry.next === undefined || entry.choices === undefined) return [];
  const collisions = listCollisions(entry, written?.get(entry.path)?.text);
  const shown = collisions
    .slice(0, 3)
    .flatMap((collision) => [`yours:          ${showYours(collision)}`, `the template's: ${showTheirs(collision)}`]);
  return collisions.length > 3 ? [...shown, `and ${String(collisions.length - 3)} more such places`] : shown;
}

/** What the person wrote; else what they left as it was, or that they took it out. */
function showYours({ yours, gone }: Collision): string {
  const own = showSide(yours.filter(({ isOwn }) => isOwn).map(({ text }) => text));
  if (own !== '') return own;
  const left = showSide(yours.map(({ text }) => text));
  if (left !== '') return `${left} (as it was generated)`;
  return gone.yours.some(isSaid) ? '(taken out)' : '(nothing)';
}

/** What is taken out is named where it is not what stands beside it as the person's. */
function showTheirs({ yours, theirs, gone }: Collision): string {
  const said = showSide(theirs);
  if (said !== '') return said;
  const out = gone.theirs.filter(isSaid);
  if (out.length === 0) return theirs.some((text) => text.trim() !== '') ? '(comments alone)' : '(nothing)';
  const left = new Set(yours.flatMap(({ isOwn, text }) => (isOwn ? [] : [text])));
  const isBesides = yours.some(({ isOwn, text }) => isOwn && isSaid(text)) && out.every((text) => left.has(text));
  return isBesides ? `(taken out: ${showSide(out)})` : '(taken out)';
}

/** The first lines of a side that say something. */
function showSide(lines: readonly string[]): string {
  const said = lines.filter(isSaid).map((text) => text.trim());
  return listSome(said, 3, ' | ');
}

function ownLines({ yours }: Collision): readonly PlacedLine[] {
  return yours.filter(({ isOwn, text }) => isOwn && text.trim() !== '');
}

/** Not blank, and no comment. */
function isSaid(text: string): boolean {
  return text.trim() !== '' && !text.trim().startsWith('#');
}

/**
 * What a person's side of a Dockerfile keeps of the base that the project had, beside what the new base's file has elsewhere: instructions of
 * the old template that nobody edited, a start of the person's by what the old one started with, and those of the new one that stay out. Nothing where
 * only other lines of the person's collided.
 */
export function findMixedEnd(
  entry: PlanEntry,
  base: string | undefined,
):
  | { readonly old: readonly PlacedLine[]; readonly own: readonly PlacedLine[]; readonly missing: readonly string[] }
  | undefined {
  const collisions = listCollisions(entry, base);
  const former = new Set(starters((base ?? '').split('\n')));
  const old = collisions.flatMap(({ yours, theirs }) => {
    const now = starters(theirs);
    const isFormer = (text: string): boolean =>
      now.length > 0 && starters([text]).some((each) => former.has(each) && !now.includes(each));
    return yours.filter(({ isOwn, text }) => isSaid(text) && (!isOwn || isFormer(text)));
  });
  if (old.length === 0) return undefined;
  return {
    old,
    own: collisions.flatMap((collision) => ownLines(collision)),
    missing: collisions.flatMap(({ theirs }) => theirs.filter(isSaid)),
  };
}

/** Programs that lines of a Dockerfile start with: `ENTRYPOINT ["python3", ...]`, `CMD julia main.jl`. */
function starters(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const started = /^\s*(?:ENTRYPOINT|CMD)\s+(?:\[\s*")?([\w./-]+)/.exec(line)?.[1];
    const name = started?.slice(started.lastIndexOf('/') + 1);
    // `python3.13` is python.
    return name === undefined ? [] : [/^[A-Za-z_-]+/.exec(name)?.[0] ?? name];
  });
}
