import type { Adoption } from '../../model/adopt/adoption.ts';

/** Where the repository's files lie in the image: below a folder that every user may read and nobody may change. */
export const projectFolder = '/opt/project';

/** Where a session has its copy of them, which can be edited and is kept. */
export const sessionCopy = '/safe_outputs/project';

/** The same for an adopted repository: where its own Dockerfile puts them, if that was taken over. */
export function folderInImage({ original }: Pick<Adoption, 'original'>): string {
  return original?.copy?.root ?? projectFolder;
}
