import { readMarkdown } from '../render/escape-markdown.ts';
import type { TextLine } from './text-lines.ts';

type Lines = readonly TextLine[];

/**
 * The base and our side of a page with what the tool once wrote as references (`&#64;`) spelt as the template now spells it: a line that
 * only looks another way was changed by nobody, so what a person made of it stands without a conflict.
 */
export function respellLines(base: Lines, ours: Lines, theirs: Lines): readonly [base: Lines, ours: Lines] {
  const old = new Set(base.flatMap(({ content }) => (/&#\d{1,7};/.test(content) ? [content] : [])));
  if (old.size === 0) return [base, ours];
  const now = new Map(theirs.map(({ content }) => [readMarkdown(content), content]));
  const respell = (line: TextLine): TextLine => {
    const content = old.has(line.content) ? now.get(readMarkdown(line.content)) : undefined;
    return content === undefined ? line : { ...line, content };
  };
  return [base.map(respell), ours.map(respell)];
}
