import { textOf, type TextPart, type TextValue, type Value } from '../../../model/programs/value.ts';
import { concatenate, folderOf, joinPaths, textWith, unknownFor } from '../values.ts';

/** An attribute of a path: of `Path("/data/a.csv")` the folder, or a method, which is called by `callOfText`. */
export function attributeOfText(text: TextValue, name: string): Value {
  if (name === 'parent') return folderOf(text);
  // `.parents[0]` is the folder.
  if (name === 'parents') return { kind: 'list', items: foldersOf(text) };
  return unknownFor('computed');
}

function foldersOf(text: TextValue): readonly Value[] {
  const folders: Value[] = [];
  for (let each = folderOf(text); folders.length < 6; each = folderOf(each)) folders.push(each);
  return folders;
}

const same = new Set([
  'strip',
  'rstrip',
  'expanduser',
  'resolve',
  'absolute',
  'as_posix',
  'lower',
  'joinpath',
  'encode',
  'decode',
  '__str__',
  '__fspath__',
]);

/** What a method of a text or path gives. */
export function callOfText(
  text: TextValue,
  method: string,
  positional: readonly Value[],
  named: ReadonlyMap<string, Value>,
): Value {
  if (method === 'joinpath') return joinPaths([text, ...positional]);
  if (method === 'join') return joinItems(text, positional[0]);
  if (method === 'split') return splitWords(text, positional[0]);
  if (method === 'replace') return replaced(text, positional);
  if (method === 'format') return format(text, positional, named);
  if (method === 'with_name') return joinPaths([folderOf(text), positional[0] ?? unknownFor('computed')]);
  if (method === 'with_suffix')
    return concatenate([
      text.parts.length === 1 && typeof text.parts[0] === 'string'
        ? textWith(text.parts[0].replace(/\.[^./]*$/, ''))
        : text,
      positional[0] ?? unknownFor('computed'),
    ]);
  return same.has(method) ? text : unknownFor('computed');
}

/** More words than anybody gives a program by hand. */
const mostWords = 200;

/** `"a b".split()`, `f"a {b}".split()`: what is not known of a text is taken for a part of a word. */
export function splitWords(text: TextValue, separator?: Value): Value {
  const by = separator === undefined ? /\s+/ : textOf(separator);
  if (by === undefined || by === '') return unknownFor('computed');
  const words: TextPart[][] = [[]];
  for (const part of text.parts) {
    const pieces = typeof part === 'string' ? part.split(by) : [part];
    pieces.forEach((piece, at) => {
      if (at > 0) words.push([]);
      if (piece !== '') words.at(-1)?.push(piece);
    });
  }
  const found = separator === undefined ? words.filter((word) => word.length > 0) : words;
  return found.length > mostWords
    ? unknownFor('limit')
    : { kind: 'list', items: found.map((parts) => textWith(...(parts.length === 0 ? [''] : parts))) };
}

/** `"/".join(["a", "b"])` */
function joinItems(separator: TextValue, items: Value | undefined): Value {
  if (items?.kind !== 'list' || items.items.length === 0) return unknownFor('computed');
  return concatenate(items.items.flatMap((each, at) => (at === 0 ? [each] : [separator, each])));
}

/** Characters, of the text times what is put in: names and paths need some thousand. */
const mostReplaced = 100_000;

/** `p.replace("a", "b")` of a text that is known as a whole; of a path it would rename the file. */
function replaced(text: TextValue, [from, to]: readonly Value[]): Value {
  const [whole, before, after] = [textOf(text), textOf(from), textOf(to)];
  if (whole === undefined || before === undefined || after === undefined || before === '')
    return unknownFor('computed');
  // Each of a chain of them may make the text longer by as much again.
  if (whole.length * (after.length + 1) > mostReplaced) return unknownFor('computed');
  return textWith(whole.replaceAll(before, after));
}

function format({ parts }: TextValue, positional: readonly Value[], named: ReadonlyMap<string, Value>): Value {
  let next = 0;
  const filled = parts.flatMap((part): Value[] => {
    if (typeof part !== 'string') return [{ kind: 'text', parts: [part] }];
    return part.split(/(\{\w*(?:![rsa])?(?::[^{}]*)?\})/).map((piece, at) => {
      if (at % 2 === 0) return textWith(piece.replaceAll('{{', '{').replaceAll('}}', '}'));
      const name = /^\{(\w*)/.exec(piece)?.[1] ?? '';
      if (name === '') return positional[(next += 1) - 1] ?? unknownFor('computed');
      return (/^\d+$/.test(name) ? positional[Number(name)] : named.get(name)) ?? unknownFor('computed');
    });
  });
  return concatenate(filled);
}
