import type { ChecklistState } from '../../model/checklist/checklist.ts';

/** How a row stands: as the tool wrote it, or ticked by a person. */
export type RowStanding = ChecklistState | 'by hand';

/** A part of the checklist that rows stand in for as long as they wait for the same. */
export interface ChecklistSection {
  readonly title: string;
  /** What is open is read by everybody; what is not is unfolded by who wants to see it. */
  readonly folded: boolean;
  readonly holds: readonly RowStanding[];
}

/** Where a person's ticks stand. */
export const byHandTitle = 'Ticked by hand';

/** In the order in which they are printed: what is open comes first. */
export const checklistSections: readonly ChecklistSection[] = [
  { title: 'To do in this project', folded: false, holds: ['mend'] },
  { title: 'For a person to answer', folded: false, holds: ['person'] },
  { title: 'For a pipeline run or a rehearsal to prove', folded: false, holds: ['run'] },
  { title: 'Proved by the files of this project, or by a run', folded: true, holds: ['met'] },
  { title: 'Nothing against it was found, which proves nothing', folded: true, holds: ['looked'] },
  { title: byHandTitle, folded: true, holds: ['by hand'] },
  { title: 'Does not apply, or is accepted with a reason', folded: true, holds: ['aside'] },
];

const forces = ['must', 'should', 'may', 'asked'];

/** Orders rows of a section: what must be comes first, then requirements by name, then questions by number. */
export function compareRows(
  a: { readonly key: string; readonly cells: readonly string[] },
  b: { readonly key: string; readonly cells: readonly string[] },
): number {
  const [kindA = '', nameA = ''] = a.key.split(':');
  const [kindB = '', nameB = ''] = b.key.split(':');
  if (forceOf(a.cells) !== forceOf(b.cells)) return forceOf(a.cells) - forceOf(b.cells);
  if (kindA !== kindB) return kindA === 'rule' ? -1 : 1;
  return kindA === 'rule' ? (nameA < nameB ? -1 : nameA > nameB ? 1 : 0) : Number(nameA) - Number(nameB);
}

function forceOf(cells: readonly string[]): number {
  const place = forces.findIndex((name) => cells.includes(name));
  return place === -1 ? forces.length : place;
}
