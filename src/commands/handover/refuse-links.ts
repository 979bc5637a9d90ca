import { isLink } from '../../io/project/kind-of-path.ts';
import { type Problem, UserError } from '../../model/errors.ts';

/** The project's own folders come with it: where one is a link, it leads to what is none of its business. What a person names is taken at their word. */
export function refuseLinks(
  root: string,
  { isOwnOutput, isOwnReports }: { readonly isOwnOutput: boolean; readonly isOwnReports: boolean },
): void {
  const folders = [...(isOwnOutput ? ['handover'] : []), ...(isOwnReports ? ['reports'] : [])];
  const linked = folders.filter((name) => isLink(root, name));
  const [first, ...rest] = linked.map((where): Problem => ({
    where,
    what: 'is a symbolic link',
    why: 'It came with the project, and would lead to files of somebody else.',
    fix: `put a real folder in its place, or name the one that is meant: --${where === 'reports' ? where : 'output'} DIR`,
  }));
  if (first !== undefined) throw new UserError(first, ...rest);
}

/** What is packed is read by others than whoever packs it: a link can lead to what git leaves out, a file with passwords for one. */
export function refusePackedLinks(root: string, paths: readonly string[]): void {
  const linked = [...new Set(paths.flatMap(withFolders))].filter((path) => isLink(root, path));
  const [first, ...rest] = linked.map(describePacked);
  if (first !== undefined) throw new UserError(first, ...rest);
}

/** Refuses a file that is named, or found among the reports, where it is a link. `place`: as it is typed. */
export function refuseLinkedFile(cwd: string, place: string): void {
  if (isLink(cwd, place)) throw new UserError(describePacked(place));
}

function describePacked(where: string): Problem {
  return {
    where,
    what: 'is a symbolic link',
    why: 'It is packed; a link in a project may lead to any file of yours.',
    fix: 'put the file itself in its place',
  };
}

/** A path and the folders above it. */
function withFolders(path: string): readonly string[] {
  return path.split('/').map((_part, at, parts) => parts.slice(0, at + 1).join('/'));
}
