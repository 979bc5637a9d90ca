import { trimEnd } from '../../shared/trim-end.ts';
import { nearestWord } from '../../shared/nearest-word.ts';
import { shellWord } from '../../shared/shell-word.ts';
import { UserError } from '../../model/errors.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import type { RenderedTree } from '../../model/render/artefact.ts';
import type { Upgradable } from './open-upgradable.ts';

/**
 * The past as if files that the person deleted had never been written, so that the plan makes them again. Throws UserError for a path that is
 * still there, and for one that is no file of the project.
 */
export async function restoreFiles(
  past: Upgradable,
  paths: readonly string[],
  project: ProjectFiles,
): Promise<Upgradable> {
  const { baseline } = past;
  if (paths.length === 0) return past;
  const known = [...(baseline?.files.keys() ?? []), ...(baseline?.former?.keys() ?? [])];
  const named = (path: string): boolean =>
    paths.some((each) => path === each || path.startsWith(`${trimEnd(each, '/')}/`));
  const current = await project.read(known.filter(named));
  // Of a folder, what is gone of it.
  const gone = new Set(known.filter((path) => named(path) && !current.has(path)));
  const problems = paths.flatMap((path) => {
    if ([...gone].some((each) => each.startsWith(`${trimEnd(path, '/')}/`))) return [];
    const where = `--restore ${path}`;
    if (current.has(path))
      return [
        {
          where,
          what: `${path} is there`,
          why: 'Only what you deleted is written anew: what you edited stays in an upgrade.',
          fix: `leave it out; to have the template's text in place of yours, move yours away and type this again: mv ${shellWord(path)} ${shellWord(`${path}.mine`)}`,
        },
      ];
    if (known.includes(path)) return [];
    if (known.some((each) => each.startsWith(`${trimEnd(path, '/')}/`)))
      return [
        {
          where,
          what: `nothing is gone from ${path}: every file that this project was given there is still there`,
          fix: 'leave it out',
        },
      ];
    const near = nearestWord(path, known);
    const what = 'nothing of the template in this project has that name: it was never written, or went with an answer';
    const all = 'upgrade --dry-run lists what you deleted; what went with an answer comes back with that answer';
    return [{ where, what, fix: near === undefined ? all : `write ${near}, if that is meant; ${all}` }];
  });
  const [first, ...others] = problems;
  if (first !== undefined) throw new UserError(first, ...others);
  if (baseline === undefined) return past;
  const [files, former] = [
    [...baseline.files].filter(([path]) => !gone.has(path)),
    [...(baseline.former ?? [])].filter(([path]) => !gone.has(path)),
  ];
  return { ...past, baseline: { ...baseline, files: new Map(files), former: new Map(former) } };
}

/** Throws UserError for a file that is to be restored and that the template does not have any more, which nothing would bring back. */
export function refuseGone(paths: readonly string[], rendered: RenderedTree): void {
  const [first, ...others] = paths
    .filter(
      (path) => !rendered.has(path) && ![...rendered.keys()].some((each) => each.startsWith(`${trimEnd(path, '/')}/`)),
    )
    .map((path) => ({
      where: `--restore ${path}`,
      what: `the template has no ${path} for this project any more`,
      fix: 'leave it out, and take the file from version control if you need it',
    }));
  if (first !== undefined) throw new UserError(first, ...others);
}
