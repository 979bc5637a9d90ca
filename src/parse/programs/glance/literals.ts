/** A text in quotes, and the 1-based line that it begins in. */
export interface Literal {
  readonly value: string;
  readonly line: number;
}

const literal = /[rRfF]{0,2}(?:"""([^]*?)"""|'''([^]*?)'''|"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')/y;
const blank = /(?:[\s,(]|#[^\n]*(?:\n|$))*/y;

/** The texts that follow a head such as `shell:`, those that stand one after the other joined, as Python joins them. */
export function literalsAfter(text: string, head: RegExp): readonly Literal[] {
  let counted = 0;
  let line = 1;
  return [...text.matchAll(head)].flatMap((match) => {
    const start = match.index + match[0].length;
    let at = start;
    let value = '';
    let first: number | undefined;
    for (;;) {
      blank.lastIndex = at;
      const from = at + (blank.exec(text)?.[0].length ?? 0);
      literal.lastIndex = from;
      const found = literal.exec(text);
      if (found === null) break;
      first ??= from;
      value += unescape(found[1] ?? found[2] ?? found[3] ?? found[4] ?? '');
      at = literal.lastIndex;
    }
    if (first === undefined) return [];
    line += text.slice(counted, first).match(/\n/g)?.length ?? 0;
    counted = first;
    return [{ value, line }];
  });
}

function unescape(text: string): string {
  return text.replaceAll(/\\(\r?\n|.)/g, (_, next: string) =>
    /\n/.test(next) ? ' ' : next === 'n' ? '\n' : next === 't' ? '\t' : next,
  );
}
