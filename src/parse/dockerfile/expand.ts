import type { Lookup } from '../shell/shell-word.ts';

/** A Dockerfile word with quotes removed and variables filled in. */
export interface Expanded {
  readonly value: string;
  /** Variables without a known value; they stay in `value` as written. */
  readonly unresolved: readonly string[];
}

/** Far above any real value; a file in which values double from line to line would fill the memory. */
const longest = 64 * 1024;
const variable = /\$(?:(\w+)|\{(\w+)(?:(:?[-+?])([^}]*)|(#{1,2}|%{1,2}|\/\/?)([^}]*))?\})/y;

/**
 * Reads a word as BuildKit's shell lexer does: quotes, the escape character, `$name`, `${name:-default}`, `${name:+other}`.
 * Without a lookup variables stay as written, and so does a word whose value would be longer than 64 Ki characters.
 */
export function expand(text: string, lookup: Lookup | undefined, escape = '\\'): Expanded {
  const unresolved: string[] = [];
  // Behind it no `${` ends; to look for its end each time would take the square of the length.
  const lastBrace = text.lastIndexOf('}');
  let value = '';
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    if (value.length > longest && lookup !== undefined)
      return { value: text, unresolved: [...text.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name).slice(0, 1) };
    const character = text[at] ?? '';
    if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (quote === "'") value += character;
    else if (character === escape && at + 1 < text.length && (quote === '' || /["$\\`]/.test(text[at + 1] ?? ''))) {
      at += 1;
      value += text[at] ?? '';
    } else if (character === '$' && lookup !== undefined) {
      variable.lastIndex = at;
      const found = text[at + 1] === '{' && at > lastBrace ? null : variable.exec(text);
      if (found !== null) at += found[0].length - 1;
      value += found === null ? '$' : substitute(found, lookup, unresolved);
    } else value += character;
  }
  return { value, unresolved };
}

function substitute(found: RegExpExecArray, lookup: Lookup, unresolved: string[]): string {
  const name = found[1] ?? found[2] ?? '';
  const known = lookup(name);
  const [, , , operator, word = '', strip] = found;
  const other = (): string => {
    const inner = expand(word, lookup);
    unresolved.push(...inner.unresolved);
    return inner.value;
  };
  if (operator?.endsWith('+') === true)
    return known === undefined || (operator === ':+' && known === '') ? '' : other();
  if (operator?.endsWith('-') === true && (known === undefined || (operator === ':-' && known === ''))) return other();
  if (known !== undefined && strip === undefined) return known;
  unresolved.push(name);
  return found[0];
}
