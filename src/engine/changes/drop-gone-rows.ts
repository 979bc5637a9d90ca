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

/** Where a base puts its starter, under a name of its own. */
const starters = 'src/';

const isStarter = (path: string, ownership: string | undefined): boolean =>
  ownership === 'user' && path.startsWith(starters);

/** A baseline in which the starter of another base counts as put away where that of the former base was: a person who has programs of their own wants none. `current`: at least the files of the baseline, former ones too. */
export function keepGoneStarter(
  baseline: Baseline | undefined,
  rendered: RenderedTree,
  current: FileTree,
): Baseline | undefined {
  if (baseline === undefined) return baseline;
  const former = [...(baseline.former ?? [])].map(([path, { ownership }]) => [path, ownership] as const);
  const isGone = [...baseline.ownership, ...former].some(
    ([path, ownership]) => isStarter(path, ownership) && !rendered.has(path) && !current.has(path),
  );
  if (!isGone) return baseline;
  const other = [...rendered].filter(
    ([path, { ownership }]) => isStarter(path, ownership) && !baseline.files.has(path) && !current.has(path),
  );
  const kept = other.map(([path, entry]) => [path, { ownership: entry.ownership, entry }] as const);
  return { ...baseline, former: new Map([...(baseline.former ?? []), ...kept]) };
}

/** Says why README changes where nothing else of it does, and why a starter is not made. `written`: the baseline without what {@link keepGoneStarter} adds. */
export function explainGoneRows(plan: Plan, rendered: RenderedTree, written: Baseline | undefined): Plan {
  const isOnlyThat = rendered.get(page)?.text === written?.files.get(page)?.text;
  return plan.map((entry) => {
    if (isOnlyThat && entry.path === page && entry.action === 'update')
      return { ...entry, reason: 'its row of a file that you put away goes' };
    const isAnother = isStarter(entry.path, entry.ownership) && entry.current === undefined;
    if (!isAnother || written === undefined || wasWritten(entry.path, written) || entry.action !== 'keep') return entry;
    return {
      ...entry,
      reason: 'not made, since you deleted the starter of the base before',
    };
  });
}
