import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readRegularFile } from '../files/read-regular-file.ts';
import { isPlacedPath, REPOSITORY_PREFIX } from '../../model/project/placed-path.ts';
import { locateFile } from '../project/locate-file.ts';
import { runGit } from './run-git.ts';

/**
 * Those of the named files of a project that are there and not as the last commit has them. Git is asked for nothing but that commit's list:
 * `git status` would run the filters and the file monitor that the repository's configuration names. `root`: the project's real path.
 * Empty without git, outside a working tree and before the first commit.
 */
export async function listGitChanges(root: string, paths: readonly string[]): Promise<readonly string[]> {
  if (!isInWorkTree(root)) return [];
  const output = await runGit(['ls-tree', '-r', '-z', 'HEAD', '--', '.'], { repository: root });
  if (output === undefined) return [];
  const committed = new Map(output.split('\0').flatMap(readEntry));
  const placed = paths.filter(isPlacedPath);
  if (placed.length > 0) {
    const names = placed.map((path) => path.slice(REPOSITORY_PREFIX.length));
    const outside = await runGit(['ls-tree', '-z', '--full-tree', 'HEAD', '--', ...names], { repository: root });
    for (const [path, id] of outside?.split('\0').flatMap(readEntry) ?? [])
      committed.set(`${REPOSITORY_PREFIX}${path}`, id);
  }
  return paths.filter((path) => {
    const place = locateFile(root, path);
    return place.kind === 'file' && !isAs(readRegularFile(place.real), committed.get(path));
  });
}

/** `MODE blob ID TAB PATH`, the path as seen from the folder that was asked about. */
function readEntry(entry: string): [string, string][] {
  const found = /^\d{6} blob ([0-9a-f]{40}|[0-9a-f]{64})\t([^]+)$/.exec(entry);
  return found === null ? [] : [[found[2] ?? '', found[1] ?? '']];
}

/** Git may have given a text other line ends on its way into the working tree. */
function isAs(bytes: Buffer, id: string | undefined): boolean {
  if (id === undefined) return false;
  return (
    nameBlob(bytes, id) === id ||
    nameBlob(Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'), id) === id
  );
}

/** Git's name for a file's content, in the same algorithm as another name. */
function nameBlob(bytes: Buffer, like: string): string {
  const head = Buffer.from(`blob ${String(bytes.length)}\0`);
  return hash(like.length === 40 ? 'sha1' : 'sha256', Buffer.concat([head, bytes]));
}

/** A look costs less than a process. */
function isInWorkTree(directory: string): boolean {
  return existsSync(join(directory, '.git')) || (dirname(directory) !== directory && isInWorkTree(dirname(directory)));
}
