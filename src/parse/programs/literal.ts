import type { SyntaxNode } from '../../model/programs/syntax.ts';

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** What an escape in a text stands for; one that the language does not have stands for itself. */
export function decodeEscape(written: string): string {
  const [, mark = ''] = written;
  const simple = escapes[mark];
  if (simple !== undefined) return simple;
  const code = /^\\(?:[xuU]\{?([0-9a-fA-F]+)\}?|([0-7]{1,3}))$/.exec(written);
  if (code === null) return written;
  const number = code[1] === undefined ? Number.parseInt(code[2] ?? '0', 8) : Number.parseInt(code[1], 16);
  return number <= 0x10_ff_ff ? String.fromCodePoint(number) : written;
}

/** The text of a `string_content`, escapes resolved. */
export function contentOf(node: SyntaxNode, text: string): string {
  let content = '';
  let at = node.start;
  for (const child of node.children) {
    if (child.kind !== 'escape_sequence' && child.kind !== 'escape_interpolation') continue;
    content += text.slice(at, child.start);
    content +=
      child.kind === 'escape_interpolation'
        ? text.slice(child.start, child.start + 1)
        : decodeEscape(text.slice(child.start, child.end));
    at = child.end;
  }
  return content + text.slice(at, node.end);
}
