import type { FileTree } from '../../model/file-tree.ts';
import type { RenderedTree } from '../../model/render/artefact.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import type { Baseline } from '../../model/upgrade/state.ts';

const page = 'README.md';

/**
 * The rendered project whose README has no row of a starter that the person put away: a program of their own, under a name of its own, is what they
 * start by now.
 */
export function dropGoneRows(rendered: RenderedTree, baseline: Baseline | undefined, current: FileTree): RenderedTree {
  const readme = rendered.get(page);
  if (readme === undefined || baseline === undefined) return rendered;
  const gone = [...rendered].flatMap(([path, { ownership }]) =>
    ownership === 'user' && wasWritten(path, baseline) && !current.has(path) ? [`| \`${path}\` |`] : [],
  );
  if (gone.length === 0) return rendered;
  const lines = readme.text.split('\n').filter((line) => !gone.some((row) => line.startsWith(row)));
  return new Map([...rendered, [page, { ...readme, text: lines.join('\n') }]]);
}

/** A starter of an earlier base that was put away stays so where that base comes back. */
function wasWritten(path: string, { files, former }: Baseline): boolean {
  return files.has(path) || former?.has(path) === true;
}

/** Says why README changes where nothing else of it does. */
export function explainGoneRows(plan: Plan, rendered: RenderedTree, baseline: Baseline | undefined): Plan {
  const isOnlyThat = rendered.get(page)?.text === baseline?.files.get(page)?.text;
  return plan.map((entry) =>
    isOnlyThat && entry.path === page && entry.action === 'update'
      ? { ...entry, reason: 'its row of a file that you put away goes' }
      : entry,
  );
}
