import type { Location } from '../../model/check/rule.ts';
import { printValue } from '../render/escape.ts';

/**
 * One line for a table's cell: text of rules and findings, in which `code` between backticks may stand.
 * Nothing in it can end the cell, open a comment or start markup.
 */
export function printCell(text: string): string {
  const parts = text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .split(/(`[^`]+`)/);
  return parts.map((part, index) => (index % 2 === 1 && !/\||<!/.test(part) ? part : printProse(part))).join('');
}

/**
 * Any text for a table's cell, as readable in the source as it can be.
 */
export function printProse(text: string): string {
  return printValue('markdown', text.replaceAll(/\s+/g, ' '));
}

/** An answer in a line of its own: nothing in it is markup. */
export function printAnswer(text: string): string {
  return printValue('markdown', text.replaceAll(/\s+/g, ' ').trim());
}

/** A place in the project as code: `Dockerfile:12`. */
export function printPlace(location: Location): string {
  const name = location.file.replaceAll(/[`|<\\\p{Cc}\u2028\u2029]/gu, '?');
  return location.line === undefined ? `\`${name}\`` : `\`${name}:${location.line}\``;
}

/** 32 bits of FNV-1a as 8 hexadecimal digits: tells words that the tool wrote from words that a person changed. */
export function fingerprint(text: string): string {
  let hash = seed;
  for (const character of text.trim()) hash = mix(hash, character);
  return printHash(hash);
}

/** How an answer begins that was true when the project was made, and that rules speak of beside it. */
export const asGenerated = 'as generated: ';

/** Words of a row without what was true when the project was made, up to the rules that speak of it now. */
export function withoutGenerated(text: string): string {
  const from = text.indexOf(asGenerated);
  if (from < 0) return text;
  const to = ['See ', '**No pipeline**', 'Run `', 'Push, so '].flatMap((word) => {
    const at = text.indexOf(word, from);
    return at < 0 ? [] : [at];
  });
  return to.length === 0 ? text.slice(0, from).trimEnd() : text.slice(0, from) + text.slice(Math.min(...to));
}

/** What follows, after a blank, on the words of a fingerprint; nothing where the text does not begin with them. */
export function restAfter(text: string, print: string): string | undefined {
  let [hash, index] = [seed, 0];
  for (const character of text) {
    if (/\s/.test(character) && printHash(hash) === print) return text.slice(index).trim();
    hash = mix(hash, character);
    index += character.length;
  }
  return print === printHash(seed) ? text : undefined;
}

const seed = 0x811c9dc5;
const mix = (hash: number, character: string): number =>
  Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
const printHash = (hash: number): string => hash.toString(16).padStart(8, '0');
