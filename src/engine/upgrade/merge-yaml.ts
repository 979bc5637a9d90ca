import type { Chunk } from './conflict-markers.ts';
import { mergeItems } from './merge-items.ts';
import { mergeLines } from './merge-lines.ts';
import { splitYaml } from './split-yaml.ts';
import type { TextLine } from './text-lines.ts';

type Lines = readonly TextLine[];

/** Merges YAML by entries, at whatever depth, where merging by lines collides: both sides may add steps or keys at the same place. */
export function mergeYaml(base: Lines | undefined, ours: Lines, theirs: Lines, isGood: IsGood = isClean): Chunk[] {
  const plain = mergeLines(base, ours, theirs);
  if (base === undefined || isGood(plain)) return plain;
  const inner: typeof mergeLines = (o, a, b) => mergeEntry(o, a, b, isGood);
  return mergeItems(base, ours, theirs, splitItems, inner) ?? plain;
}

/** Whether a merge by lines will do: nothing collides, and whatever else the text asks for. */
type IsGood = (chunks: readonly Chunk[]) => boolean;

function splitItems(lines: Lines): ReturnType<typeof splitYaml> {
  return lines.some(hasContent) ? splitYaml(lines) : [];
}

function mergeEntry(base: Lines | undefined, ours: Lines, theirs: Lines, isGood: IsGood): Chunk[] {
  const plain = mergeLines(base, ours, theirs);
  if (base === undefined || isGood(plain)) return plain;
  const [o, a, b] = [openEntry(base), openEntry(ours), openEntry(theirs)];
  if (o === undefined || a === undefined || b === undefined || o.dash !== a.dash || o.dash !== b.dash) return plain;
  const head = mergeLines(o.head, a.head, b.head);
  const body = mergeYaml(o.body, a.body, b.body, isGood);
  // A list that has nothing left would be none.
  if (!o.dash && !body.some(holdsContent)) return plain;
  return [...head, ...(o.dash ? restoreDash(body) : body)];
}

interface OpenEntry {
  readonly dash: boolean;
  /** Comments and blank lines above, and the line of the key. */
  readonly head: Lines;
  readonly body: Lines;
}

/** An entry in two: what stands at its own indentation, and what is inside. A sequence entry's dash becomes a space, so that its inside is a mapping. */
function openEntry(lines: Lines): OpenEntry | undefined {
  const first = lines.findIndex(({ content }) => !/^\s*(?:#.*)?$/.test(content));
  const line = lines[first];
  if (line === undefined) return undefined;
  const empty = /^(\s*[\w-]+\s*:)\s*\[\s*\]\s*$/.exec(line.content)?.[1];
  if (empty !== undefined)
    return { dash: false, head: [...lines.slice(0, first), { ...line, content: empty }], body: lines.slice(first + 1) };
  if (!/^\s*- \S/.test(line.content))
    return first === lines.length - 1
      ? undefined
      : { dash: false, head: lines.slice(0, first + 1), body: lines.slice(first + 1) };
  const undashed = { ...line, content: line.content.replace('-', ' ') };
  return { dash: true, head: lines.slice(0, first), body: [undashed, ...lines.slice(first + 1)] };
}

/** Puts the dash back on the first line with content, on every side of a conflict. */
function restoreDash(chunks: readonly Chunk[]): Chunk[] {
  const at = chunks.findIndex(holdsContent);
  return chunks.map((chunk, index) => {
    if (index !== at) return chunk;
    if (chunk.kind === 'agreed') return { kind: 'agreed', lines: dashFirst(chunk.lines) };
    return {
      kind: 'conflict',
      ours: dashFirst(chunk.ours),
      theirs: dashFirst(chunk.theirs),
      ...(chunk.base === undefined ? {} : { base: dashFirst(chunk.base) }),
    };
  });
}

function dashFirst(lines: Lines): Lines {
  const at = lines.findIndex(hasContent);
  return lines.map((line, index) =>
    index === at ? { ...line, content: line.content.replace(/^(\s*) {2}(?=\S)/, '$1- ') } : line,
  );
}

function holdsContent(chunk: Chunk): boolean {
  return (chunk.kind === 'agreed' ? chunk.lines : [...chunk.ours, ...chunk.theirs]).some(hasContent);
}

function hasContent({ content }: TextLine): boolean {
  return !/^\s*(?:#.*)?$/.test(content);
}

function isClean(chunks: readonly Chunk[]): boolean {
  return chunks.every((chunk) => chunk.kind === 'agreed');
}
