import type { From, Stage, Word } from '../../model/dockerfile/dockerfile-facts.ts';
import { expand, type Expanded } from './expand.ts';
import { parseImageReference, readKnownParts } from './image-reference.ts';
import type { RawWord, ReadInstruction } from './instruction.ts';
import type { Lookup } from '../shell/shell-word.ts';

/** An ARG before the first FROM: its default, and where that is written. */
export interface GlobalArgument {
  readonly value?: Expanded;
  readonly word?: RawWord;
}

/** What stands before a FROM. */
interface Before {
  readonly globals: ReadonlyMap<string, GlobalArgument>;
  readonly stages: readonly Stage[];
  readonly lookup: Lookup;
}

const missing: Word = { text: '', value: '', unresolved: [], start: 0, end: 0, line: 1 };

/** Reads the image, stage or `scratch` that a FROM starts from. */
export function readFrom(words: readonly Word[], read: ReadInstruction, { globals, stages, lookup }: Before): From {
  const word = words[0] ?? { ...missing, start: read.start, end: read.end, line: read.line };
  const written = read.flags['platform'];
  // These two are what the builder takes by itself, on a Mac its own.
  const isAsked = written !== undefined && !/\$\{?(?:BUILD|TARGET)PLATFORM\b/.test(written);
  const platform = isAsked ? expand(written, lookup).value : undefined;
  const name = word.value.toLowerCase();
  const stage = stages.findLastIndex((candidate) => candidate.name === name);
  const place = editable(word, read.words[0]?.raw ?? '', globals);
  const common = {
    word,
    ...(platform === undefined ? {} : { platform }),
    ...(place === undefined ? {} : { editable: place }),
  };
  if (stage >= 0) return { ...common, scratch: false, stage };
  if (word.value === 'scratch') return { ...common, scratch: true };
  const parsed =
    word.unresolved.length > 0
      ? {
          error: `depends on ${word.unresolved.join(', ')}, which has no default in this file`,
          ...readKnownParts(word.value),
        }
      : parseImageReference(word.value);
  return 'error' in parsed
    ? { ...common, scratch: false, ...parsed }
    : { ...common, scratch: false, image: parsed, named: parsed, version: parsed };
}

function editable(word: Word, raw: string, globals: ReadonlyMap<string, GlobalArgument>): From['editable'] {
  if (!/[$"'\\`]/.test(raw))
    return raw === '' ? undefined : { start: word.start, end: word.end, text: raw, line: word.line };
  const name = /^\$(?:(\w+)|\{(\w+)(?::?-[^}]*)?\})$/.exec(raw);
  const found = globals.get(name?.[1] ?? name?.[2] ?? '')?.word;
  if (found === undefined) return undefined;
  const quote = /^(["']?)([^"'$\\`]*)\1$/.exec(found.raw);
  const text = quote?.[2];
  if (text === undefined) return undefined;
  const inset = quote?.[1]?.length ?? 0;
  return { start: found.start + inset, end: found.end - inset, text, line: found.line };
}
