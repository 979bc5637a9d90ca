import type { AdoptionToDo } from '../../../model/adopt/adoption.ts';
import { foldName } from '../../../shared/fold-name.ts';

/** The packages of a list that have a version there, as their index compares names. */
export function namesWithVersion(text: string): ReadonlySet<string> {
  const lines = text.split(/\r?\n/).filter((line) => /[=<~]/.test(line));
  return new Set(lines.map((line) => foldName(line.replace(/[\s[=<>~!].*/s, ''))));
}

/** Which lines have no version, one to-do; none where all have. `folder`: where their list lies; `own`: packages that have one in the list which is there. */
export function toDoFor(
  lines: readonly string[],
  { folder, own = new Set() }: { readonly folder: string; readonly own?: ReadonlySet<string> },
): AdoptionToDo[] {
  const names = lines.filter((line) => !/[=<~]/.test(line) && !own.has(foldName(line)));
  if (names.length === 0) return [];
  const shown = `${names.slice(0, 8).join(', ')}${names.length > 8 ? ' and more' : ''}`;
  return [
    {
      id: 'versions',
      text: `${folder}/packages.txt names ${shown} without a version, since no file that was read gives one: write the versions that you work with`,
    },
  ];
}
