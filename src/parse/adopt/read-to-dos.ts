import type { AdoptionToDo } from '../../model/adopt/adoption.ts';
import { isTicked, readBox } from '../../model/text/task-item.ts';

/** A box of the list that comes first in an adopted folder's README. */
export interface ToDoBox {
  readonly text: string;
  readonly isTicked: boolean;
  readonly line: number;
}

/** The boxes of the list of to-dos, up to the next heading; nothing where the page has no such list. */
export function readToDos(text: string): readonly ToDoBox[] | undefined {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => /^## To do\s*$/.test(line));
  if (start < 0) return undefined;
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith('#'));
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).flatMap((line, at) => {
    const found = readBox(line);
    return found === undefined || found.text === ''
      ? []
      : [{ text: found.text, isTicked: isTicked(found), line: start + 2 + at }];
  });
}

/** What was recorded and stands in no box: nobody has ticked it, whatever became of the page. */
export function withoutBox(
  toDo: readonly AdoptionToDo[],
  boxes: readonly ToDoBox[] | undefined,
): readonly AdoptionToDo[] {
  const said = (boxes ?? []).map((each) => plain(each.text));
  return toDo.filter(({ text }) => !said.some((each) => each.startsWith(plain(text))));
}

/** Whether a to-do asks something of an image (by its id) that it names, and that the project does not start from any more. `image`: with or without digest. */
export function isOfOtherImage({ id, text }: AdoptionToDo, image: string): boolean {
  return id.startsWith('image-') && !text.includes(` ${image.split('@', 1)[0] ?? ''} `);
}

/** Whether a to-do asks for packages of the system, all of which the answers have by now. */
export function isGivenNow({ text }: AdoptionToDo, systemPackages: readonly unknown[]): boolean {
  const asked = /--set systemPackages=(\S+)$/.exec(text)?.[1]?.split(',');
  return asked?.every((name) => systemPackages.includes(name)) === true;
}

/** The letters and digits of a to-do, however commands, marks and the lines that it names are written. */
function plain(text: string): string {
  return text
    .replaceAll(/(?:npx )?(?:generator-)?tre-container /g, '')
    .replaceAll(/:\d+/g, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
