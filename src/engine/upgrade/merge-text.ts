import { updateChecklist } from '../checklist/checklist.ts';
import { type Chunk, findMarkers, MARKERS, withMarkers, withSide } from './conflict-markers.ts';
import { narrowChoice } from './collisions/narrow-choice.ts';
import { mergeChecklist } from '../checklist/merge-checklist.ts';
import { mergeToDos } from '../checklist/merge-to-dos.ts';
import { mergeItems } from './merge-items.ts';
import { isJsonOf, mergeJson } from './merge-json.ts';
import { mergeLines } from './merge-lines.ts';
import { mergeYaml } from './merge-yaml.ts';
import {
  type EntryNames,
  leavesList,
  nameInCode,
  nameInConda,
  nameOfEntry,
  namesOnLine,
  repeatsEntry,
  splitList,
} from '../answers/split-list.ts';
import { respellLines } from './respell-lines.ts';
import { joinLines, type LinedText, splitLines, type TextLine } from './text-lines.ts';

type Lines = readonly TextLine[];

/** What became of two descendants of one text. All three texts are alike when nothing collided. */
export interface MergedText {
  /** With markers where both changed the same lines. */
  readonly text: string;
  /** The same with our side, or theirs, in each collision; what did not collide is merged. */
  readonly yours: string;
  readonly theirs: string;
  /** 1-based lines of `text` where a conflict opens; empty when nothing collided. */
  readonly conflicts: readonly number[];
}

/** What a text is, as far as that saves conflicts. */
export type TextKind =
  | 'lines'
  | 'page'
  | 'yaml'
  | 'conda list'
  | 'list'
  | 'list in code'
  | 'json'
  | 'checklist'
  | 'to-dos';

/**
 * Merges what a person made of a text (`ours`) with what a new template makes of it (`theirs`) over the text that both started from.
 * Byte order mark, line ends and final newline are those of `ours`. Without `base` every difference is a conflict.
 * A merge by lines comes first; where it collides, what the text is decides. Nothing that a person wrote gets lost either way.
 */
export function mergeText(
  base: string | undefined,
  ours: string,
  theirs: string,
  kind: TextKind = 'lines',
): MergedText {
  const written = splitLines(ours);
  const after = endless(theirs);
  const isPage = kind === 'checklist' || kind === 'page' || kind === 'to-dos';
  const [before, lines] =
    base === undefined
      ? [undefined, written.lines]
      : isPage
        ? respellLines(endless(base), written.lines, after)
        : [endless(base), written.lines];
  const mine = { ...written, lines };
  if (kind === 'checklist') return countAnew(printChunks(mergeChecklist(before, mine.lines, after), mine));
  const names = namesOf[kind];
  const byLines = (kind === 'to-dos' ? mergeToDos : mergeLines)(before, mine.lines, after);
  const chunks = names === undefined || before === undefined ? byLines : byLines.map(settleComments);
  const isBroken = (side: Lines): boolean =>
    names !== undefined &&
    (repeatsEntry(side, names) || goesOnBelowEnd(side) || (kind === 'list in code' && leavesList(side)));
  const isUnfit = (merged: readonly Chunk[]): boolean =>
    isBroken(withSide(merged, 'ours')) || isBroken(withSide(merged, 'theirs'));
  const unfit = isUnfit(chunks);
  if (before !== undefined && kind === 'json')
    return mergeAsJson([base ?? '', ours, theirs], chunks, { before, after, mine });
  if (before === undefined || kind === 'lines' || kind === 'page' || kind === 'to-dos' || (isClean(chunks) && !unfit))
    return printChunks(chunks, mine);
  const [aware] = (
    names === undefined || kind === 'conda list'
      ? [mergeYaml(before, mine.lines, after, (merged) => isClean(merged) && !isUnfit(merged))]
      : mergeAsList([before, mine.lines, after], chunks, names, kind === 'list in code')
  )
    .map((found) => found?.map(settleComments))
    .filter((found) => found !== undefined && keepsEveryLine(before, mine.lines, found))
    .filter((found = []) => !isUnfit(found))
    .toSorted((one, other) => countColliding(one ?? []) - countColliding(other ?? []));
  if (aware !== undefined && (unfit || countColliding(aware) < countColliding(chunks))) return printChunks(aware, mine);
  // Each side is sound by itself, and nothing of both is.
  const isChoice = unfit && !isBroken(mine.lines) && !isBroken(after);
  return printChunks(isChoice ? narrowChoice(before, mine.lines, after, (merged) => !isUnfit(merged)) : chunks, mine);
}

/** In a list, sides that differ in nothing but comments and blank lines do not collide: the person's stand. */
function settleComments(chunk: Chunk): Chunk {
  if (chunk.kind === 'agreed') return chunk;
  return withoutComments(chunk.ours) === withoutComments(chunk.theirs) ? { kind: 'agreed', lines: chunk.ours } : chunk;
}

function withoutComments(lines: Lines): string {
  return lines.flatMap(({ content }) => (/^\s*(?:#|$)/.test(content) ? [] : [content])).join('\n');
}

/** Entries below a list of YAML that is closed already: `dependencies: []`. */
function goesOnBelowEnd(lines: Lines): boolean {
  const contents = lines.flatMap(({ content }) => (/^\s*(?:#|$)/.test(content) ? [] : [content]));
  return contents.some(
    (content, at) => /^\s*[\w-]+\s*:\s*\[\s*\]/.test(content) && /^\s*- /.test(contents[at + 1] ?? ''),
  );
}

/** How entries of the lists among the kinds of texts are named. */
const namesOf: Partial<Record<TextKind, EntryNames>> = {
  list: nameOfEntry,
  'list in code': nameInCode,
  'conda list': nameInConda,
};

/**
 * A merge by entries: of the whole list, and of each place where both sides changed it, since what stands around the list need not be made of entries.
 * Lines of code mean something only where they stand: `inCode`, what both sides changed of them stays a conflict.
 */
function mergeAsList(
  [base, ours, theirs]: readonly [Lines, Lines, Lines],
  chunks: readonly Chunk[],
  names: EntryNames,
  inCode: boolean,
): readonly (readonly Chunk[] | undefined)[] {
  const split = (lines: Lines): ReturnType<typeof splitList> => splitList(lines, names);
  const codeOf = (lines: Lines): string =>
    lines.flatMap(({ content }) => (isOfList(content, names) ? [] : [content])).join('\n');
  const isList = (...sides: readonly Lines[]): boolean => !inCode || sides.every((lines) => codeOf(lines) === '');
  const inPlaces = chunks.flatMap((chunk) =>
    chunk.kind === 'agreed' || chunk.base === undefined || !isList(chunk.base, chunk.ours, chunk.theirs)
      ? [chunk]
      : (mergeItems(chunk.base, chunk.ours, chunk.theirs, split) ?? [chunk]),
  );
  const bothChangedCode = inCode && ![ours, theirs].some((side) => codeOf(side) === codeOf(base));
  return [bothChangedCode ? undefined : mergeItems(base, ours, theirs, split), inPlaces];
}

/** Whether a line is made of entries, or one that belongs to the entry below it. */
function isOfList(content: string, names: EntryNames): boolean {
  const text = content.trim();
  return text === '' || text.startsWith('#') || namesOnLine(text, names).length > 0;
}

/**
 * JSON by its values: what is clean line by line may put the lines of one element into another. The lines stand where they say the same, and where the
 * values collide.
 */
function mergeAsJson(
  texts: readonly [base: string, ours: string, theirs: string],
  chunks: readonly Chunk[],
  { before, after, mine }: { readonly before: Lines; readonly after: Lines; readonly mine: LinedText },
): MergedText {
  const [o, a, b] = texts.map((text) =>
    splitLines(text)
      .lines.map(({ content }) => content)
      .join('\n'),
  );
  const byLines = printChunks(chunks, mine);
  const merged = mergeJson(o ?? '', a ?? '', b ?? '');
  if (merged.kind === 'other') return byLines;
  if (merged.kind === 'collision')
    return isClean(chunks)
      ? printChunks([{ kind: 'conflict', ours: mine.lines, base: before, theirs: after }], mine)
      : byLines;
  if (isClean(chunks) ? isJsonOf(byLines.text, merged.value) : merged.isTyped) return byLines;
  return printChunks([{ kind: 'agreed', lines: endless(merged.text) }], mine);
}

/** Lines whose line ends do not matter: the file's own are put there. */
function endless(text: string): TextLine[] {
  return splitLines(text).lines.map(({ content }) => ({ content, end: '' }));
}

function printChunks(chunks: readonly Chunk[], style: Omit<LinedText, 'lines'>): MergedText {
  const join = (lines: readonly TextLine[]): string => joinLines(lines, style);
  const lines = withMarkers(chunks);
  const text = join(lines);
  if (isClean(chunks)) return { text, yours: text, theirs: text, conflicts: [] };
  const conflicts = lines.flatMap((line, index) => (line.content === MARKERS.yours ? [index + 1] : []));
  return { text, yours: join(withSide(chunks, 'ours')), theirs: join(withSide(chunks, 'theirs')), conflicts };
}

/** Brings a merged checklist's summary up to its rows. */
function countAnew(merged: MergedText): MergedText {
  const text = updateChecklist(merged.text, new Map());
  const conflicts =
    merged.conflicts.length === 0
      ? []
      : findMarkers(text).filter(
          (line) => text.split('\n')[line - 1]?.replace(/\r$/, '').endsWith(MARKERS.yours) === true,
        );
  return {
    text,
    yours: updateChecklist(merged.yours, new Map()),
    theirs: updateChecklist(merged.theirs, new Map()),
    conflicts,
  };
}

/** Guards against a text that is not what its name says: every line that the person wrote is still there, or in a conflict. */
function keepsEveryLine(base: readonly TextLine[], ours: readonly TextLine[], chunks: readonly Chunk[]): boolean {
  const left = count(withMarkers(chunks));
  const before = count(base);
  return [...count(ours)].every(([content, times]) => (left.get(content) ?? 0) >= times - (before.get(content) ?? 0));
}

function count(lines: readonly TextLine[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { content } of lines) {
    // A list that was empty is opened for what comes into it.
    const said = content.replace(/: ?\[ ?\]$/, ':');
    counts.set(said, (counts.get(said) ?? 0) + 1);
  }
  return counts;
}

function countColliding(chunks: readonly Chunk[]): number {
  return chunks.reduce(
    (sum, chunk) => sum + (chunk.kind === 'agreed' ? 0 : chunk.ours.length + chunk.theirs.length),
    0,
  );
}

function isClean(chunks: readonly Chunk[]): boolean {
  return chunks.every((chunk) => chunk.kind === 'agreed');
}
