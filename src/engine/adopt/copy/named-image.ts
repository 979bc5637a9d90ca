import type { Adoption } from '../../../model/adopt/adoption.ts';
import type { Edit } from './copied-dockerfile.ts';
import { nameInFull } from './edit-instruction.ts';

type Original = NonNullable<Adoption['original']>;
type Copy = NonNullable<Original['copy']>;

/** An edit as the page has it. Of a FROM with what it is now, by which it is found again where a person names another image. */
export function sayEdit({ instruction: { line, keyword }, why, text = '' }: Edit): string {
  const now = keyword === 'FROM' ? `, now ${text}` : `, ${keyword}`;
  return `line ${String(line)}${now}: ${why}`;
}

/** Whether a person named an image in place of the one that their Dockerfile starts from; a digest, which `pin` writes, is none. */
function isAnother({ image }: Copy, named: string): boolean {
  return nameOf(image) !== nameOf(named);
}

function nameOf(image: string): string {
  return image.split('@', 1)[0] ?? '';
}

/** The lines of the copy, with the image that the answers name; where that is another one, the comment above it says so. */
export function linesFrom(copy: Copy, named: string): readonly string[] {
  const from = `FROM ${copy.image}`;
  const lines: string[] = [];
  for (const line of copy.lines) {
    if (!isFrom(line, from)) {
      lines.push(line);
      continue;
    }
    const now = `FROM ${named}${line.slice(from.length)}`;
    if (!isAnother(copy, named)) lines.push(now);
    else lines.push(...whyAnother(lines, line), now);
  }
  return lines;
}

function isFrom(line: string, from: string): boolean {
  return line === from || line.startsWith(`${from} `);
}

/** What stands above the line of an image that was named, in place of the reason for the name of the old one, which leaves `before`. */
function whyAnother(before: string[], line: string): readonly string[] {
  if (before.at(-1)?.startsWith('# Was: FROM ') !== true) return ['# You named this image.', `# Was: ${line}`];
  const [why = '', was = ''] = before.splice(-2);
  return [`# You named this image.${why.slice(1).replace(` ${nameInFull}`, '')}`, was];
}

/** The edits as the page has them, for the image that the answers name. */
export function editsFor({ notTaken, copy }: Original, named: string): readonly string[] {
  if (copy === undefined || !isAnother(copy, named)) return notTaken;
  const isOld = (edit: string): boolean => {
    const [line = '', now = ''] = edit.split(', now FROM ', 2);
    return /^line \d+$/.test(line) && [': ', ' AS '].some((end) => now.startsWith(`${copy.image}${end}`));
  };
  const why = `you named this image; in your Dockerfile it is ${nameOf(copy.image)}.`;
  const said = notTaken.map((edit) =>
    isOld(edit) ? `${edit.slice(0, edit.indexOf(' FROM '))} FROM ${nameOf(named)}: ${why}${whyElse(edit)}` : edit,
  );
  return notTaken.some(isOld) ? said : [`FROM ${nameOf(named)}: ${why}`, ...said];
}

/** What was changed of the line beside its name. */
function whyElse(edit: string): string {
  const at = edit.indexOf(nameInFull);
  return at < 0 ? edit.slice(edit.indexOf(': ') + 1) : edit.slice(at + nameInFull.length);
}
