import { inert } from '../../model/text/inert.ts';

/** Text of others as one line of Markdown, in which nothing can end a cell, start mark-up, link or mention anybody. */
export function markdownCell(text: string): string {
  return inert(text).replaceAll(
    /[\\`*_{}[\]<>#|~&@$!]|:(?=\/\/)|(?<=[Ww]{3})\./g,
    (character) => `&#${String(character.charCodeAt(0))};`,
  );
}
