import { isLink } from '../../io/project/kind-of-path.ts';
import { type Problem, UserError } from '../../model/errors.ts';
import type { HandoverProject } from './read-handover-project.ts';

/** The project's own files and folders come with it: where one is a link, it leads to what is none of its business. What a person names is taken at their word. */
export function refuseLinks(
  { root, files }: Pick<HandoverProject, 'root' | 'files'>,
  { isOwnOutput, isOwnReports }: { readonly isOwnOutput: boolean; readonly isOwnReports: boolean },
): void {
  const folders = [...(isOwnOutput ? ['handover'] : []), ...(isOwnReports ? ['reports'] : [])];
  const all = new Set([...folders, ...files.flatMap((path) => [...foldersAbove(path), path])]);
  const linked = [...all].filter((name) => isLink(root, name));
  const [first, ...rest] = linked.map((where): Problem => ({
    where,
    what: 'is a symbolic link',
    why: 'It came with the project, and would bring files of somebody else into the bundle.',
    fix: folders.includes(where)
      ? `put a real folder in its place, or name the one that is meant: --${where === 'reports' ? where : 'output'} DIR`
      : 'put what it leads to in its place, once you have looked at it',
  }));
  if (first !== undefined) throw new UserError(first, ...rest);
}

const foldersAbove = (path: string): readonly string[] =>
  [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));
