import type { FileTree } from '../../model/file-tree.ts';
import type { RenderedTree } from '../../model/render/artefact.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import type { Baseline } from '../../model/upgrade/state.ts';

const page = 'README.md';

/** Where a base puts its starter, under a name of its own. */
const starters = 'src/';

/**
 * The rendered project whose README has no row of a starter that the person put away, and whose job does not give its argument: a program of their own,
 * under a name of its own, is what they start by now.
 */
export function dropGoneRows(rendered: RenderedTree, baseline: Baseline | undefined, current: FileTree): RenderedTree {
  const readme = rendered.get(page);
  if (readme === undefined || baseline === undefined) return rendered;
  const gone = [...rendered].flatMap(([path, { ownership }]) =>
    ownership === 'user' && wasWritten(path, baseline) && !current.has(path) ? [`| \`${path}\` |`] : [],
  );
  if (gone.length === 0) return rendered;
  const isStarterGone = gone.some((row) => row.startsWith(`| \`${starters}main.`));
  const others = isStarterGone ? dropArgument(rendered, baseline, current) : rendered;
  const lines = readme.text.split('\n').filter((line) => !gone.some((row) => line.startsWith(row)));
  return new Map([...others, [page, { ...readme, text: lines.join('\n') }]]);
}

/** Where the job of the GPU cluster is, and what it gives the starter as it is rendered. */
const job = 'ces/job.yaml';
const argument = /^ +args:\n +- measurements\.csv\n/m;

/** The job without the argument of a starter that was put away, unless the person gives one of theirs there: that stays, and so what it is compared with. */
function dropArgument(rendered: RenderedTree, baseline: Baseline, current: FileTree): RenderedTree {
  const [next, was, now] = [rendered.get(job), baseline.files.get(job), current.get(job)];
  if (next === undefined || (argument.test(was?.text ?? '') && !argument.test(now?.text ?? ''))) return rendered;
  return new Map([...rendered, [job, { ...next, text: next.text.replace(argument, '') }]]);
}

/** A starter of an earlier base that was put away stays so where that base comes back. */
function wasWritten(path: string, { files, former }: Baseline): boolean {
  return files.has(path) || former?.has(path) === true;
}

/** A document lies there too, and is asked for by its name. */
const isStarter = (path: string, ownership: string | undefined): boolean =>
  ownership === 'user' && path.startsWith(starters) && !path.endsWith('.qmd');

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

/** The rendered starters that stay away, since the person put them, or those of another base, away. `current` as for {@link keepGoneStarter}, with the rendered ones. */
export function findPutAway(
  baseline: Baseline | undefined,
  rendered: RenderedTree,
  current: FileTree,
): ReadonlySet<string> {
  const known = keepGoneStarter(baseline, rendered, current);
  const away = [...rendered].filter(
    ([path, { ownership }]) =>
      isStarter(path, ownership) && !current.has(path) && known !== undefined && wasWritten(path, known),
  );
  return new Set(away.map(([path]) => path));
}

/** Says why README changes where nothing else of it does, and why a starter is not made. `written`: the baseline without what {@link keepGoneStarter} adds. */
export function explainGoneRows(plan: Plan, rendered: RenderedTree, written: Baseline | undefined): Plan {
  const isOnlyThat = rendered.get(page)?.text === written?.files.get(page)?.text;
  return plan.map((entry) => {
    if (isOnlyThat && entry.path === page && entry.action === 'update')
      return { ...entry, reason: 'its row of a file that you put away goes' };
    if (entry.path === job && entry.action === 'update' && argument.test(entry.current?.text ?? ''))
      return argument.test(entry.next?.text ?? '')
        ? entry
        : { ...entry, reason: 'the argument of the starter that you put away goes' };
    const isAnother = isStarter(entry.path, entry.ownership) && entry.current === undefined;
    if (!isAnother || written === undefined || wasWritten(entry.path, written) || entry.action !== 'keep') return entry;
    return {
      ...entry,
      reason: 'not made, since you deleted the starter of the base before',
    };
  });
}
