import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import { textOf, type Value } from '../../../model/programs/value.ts';
import { contentOf } from '../literal.ts';
import { concatenate, folderOf, joinPaths, textWith, unknownFor } from '../values.ts';
import { childIn, type RArguments } from './r-module.ts';

type Known = (given: RArguments) => Value;

const first: Known = ({ positional, named }) => positional[0] ?? [...named.values()][0] ?? unknownFor('computed');
const options = new Set(['sep', 'collapse', 'fsep', 'fmt', 'recycle0']);
const plain = ({ positional, named }: RArguments): readonly Value[] => [
  ...positional,
  ...[...named].filter(([name]) => !options.has(name)).map(([, value]) => value),
];

/** Functions whose result shows in the text. */
export const knownFunctions: Readonly<Record<string, Known | undefined>> = Object.assign(
  Object.create(null) as Record<string, Known>,
  {
    paste0: (given) => (given.named.has('collapse') ? unknownFor('computed') : concatenate(plain(given))),
    paste: (given) => {
      const separator = textOf(given.named.get('sep')) ?? ' ';
      return given.named.has('collapse')
        ? unknownFor('computed')
        : concatenate(plain(given).flatMap((each, at) => (at === 0 ? [each] : [textWith(separator), each])));
    },
    str_c: (given) =>
      given.named.has('collapse') || given.named.has('sep') ? unknownFor('computed') : concatenate(plain(given)),
    glue: (given) => glued(given),
    str_glue: (given) => glued(given),
    'file.path': (given) => joinRPaths(plain(given)),
    path: (given) => joinRPaths(plain(given)),
    path_home: (given) => joinRPaths([textWith('~'), ...plain(given)]),
    path_home_r: (given) => joinRPaths([textWith('~'), ...plain(given)]),
    here: (given) => (given.positional.length === 0 ? textWith('.') : joinRPaths(given.positional)),
    sprintf: ({ positional, named }) =>
      format(named.get('fmt') ?? positional[0], named.has('fmt') ? positional : positional.slice(1)),
    'Sys.getenv': ({ positional, named }) => {
      const name = textOf(positional[0] ?? named.get('x'));
      const otherwise = positional[1] ?? named.get('unset') ?? textWith('');
      // As `~` is written, which R puts the same folder for.
      if (name === 'HOME') return textWith('~');
      return name === undefined
        ? unknownFor('configuration')
        : { kind: 'text', parts: [{ variable: name, otherwise }], variable: name };
    },
    c: (given) => ({ kind: 'list', items: plain(given) }),
    list: ({ positional, named }) =>
      named.size > 0
        ? {
            kind: 'table',
            entries: new Map([...positional.map((each, at) => [String(at + 1), each] as const), ...named]),
          }
        : { kind: 'list', items: positional },
    tempdir: () => ({ kind: 'text', parts: [{ variable: 'TMPDIR' }] }),
    'Sys.which': first,
    normalizePath: first,
    'path.expand': first,
    path_expand: first,
    'as.character': first,
    invisible: first,
    file: first,
    gzfile: first,
    return: first,
    suppressMessages: first,
    suppressWarnings: first,
    I: first,
    trimws: first,
    dirname: (given) => folderOf(first(given)),
    getwd: () => textWith('.'),
    import: (given) => {
      const name = textOf(given.positional[0]);
      return name === undefined ? unknownFor('computed') : { kind: 'symbol', name, isModule: true };
    },
  } satisfies Record<string, Known>,
);

/** `glue("data/{name}.csv")`: a hole for each name. */
function glued({ positional: [template, more] }: RArguments): Value {
  const text = textOf(template);
  if (text === undefined || more !== undefined) return unknownFor('computed');
  const [start = '', ...rest] = text.split('{');
  const parts = rest.flatMap((piece) => [undefined, piece.slice(piece.indexOf('}') + 1)]);
  return { kind: 'text', parts: [start, ...parts] };
}

/** Unlike Python's, R's `file.path("/a", "/b")` is `/a//b`. */
function joinRPaths(values: readonly Value[]): Value {
  return joinPaths(
    values.map((value, at) =>
      at > 0 && value.kind === 'text' && typeof value.parts[0] === 'string'
        ? { ...value, parts: [value.parts[0].replace(/^\/+/, ''), ...value.parts.slice(1)] }
        : value,
    ),
  );
}

function format(template: Value | undefined, given: readonly Value[]): Value {
  const text = textOf(template);
  if (text === undefined) return unknownFor('computed');
  const values = [...given];
  return concatenate(
    text
      .split(/(%[-+0#]?\d*(?:\.\d+)?[sdifg])/)
      .map((piece, at) =>
        at % 2 === 0 ? textWith(piece.replaceAll('%%', '%')) : (values.shift() ?? unknownFor('computed')),
      ),
  );
}

/** The text of a string of R, raw strings (`r"(...)"`) too. */
export function stringOf(node: SyntaxNode, text: string): string {
  const content = childIn(node, 'content');
  if (content === undefined) return '';
  return /^[rR]/.test(text.slice(node.start, node.start + 1))
    ? text.slice(content.start, content.end)
    : contentOf(content, text);
}

/** Characters around a call that are looked through. */
const [longestBefore, longestAfter] = [200, 1000];
const says = /^(?:message|cat|print|warning)\(/;
const stops = /^(?:base::|rlang::|cli::)?(?:stop|abort|cli_abort|quit|q)\(/;

/** Whether a program ends where a call says no: `stopifnot(file.exists(x))`, `if (!file.exists(x)) stop("...")`. */
export function demandedIn({ start, end }: SyntaxNode, text: string): { readonly isDemanded?: true } {
  const ahead = text.slice(Math.max(0, start - longestBefore), start).trimEnd();
  // Most calls stand elsewhere, and each is asked.
  if (!/[(=!]$/.test(ahead)) return {};
  const before = ahead.replaceAll(/\s/g, '');
  const [, given] = before.split(/stopifnot\(|assert_that\(/).slice(-2);
  // `stopifnot("no data" = file.exists(x))`
  if (given === '' || (given?.startsWith('"') === true && given.endsWith('"='))) return { isDemanded: true };
  if (!before.endsWith('if(!')) return {};
  const after = text.slice(end, end + longestAfter).trimStart();
  if (!after.startsWith(')')) return {};
  const lines = after.slice(1).trimStart().replace('{', '').split('\n');
  const next = lines.map((line) => line.trim()).find((line) => line !== '' && !says.test(line));
  return next !== undefined && stops.test(next) ? { isDemanded: true } : {};
}
