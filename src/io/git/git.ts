import fs from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { GitSurroundings } from '../../model/ports.ts';
import { runGit } from './run-git.ts';

const wanted = String.raw`^(user\.name|user\.email|remote\.origin\.url)$`;
/** Bytes of a repository's configuration; that of a repository with hundreds of branches has some ten thousand. */
const largest = 1024 * 1024;

/**
 * What git's configuration says in a folder, or where it will be made. The user's own is asked of git outside every repository; that of the
 * repository is read here as a file and only taken apart by git, so that what it includes or names is neither read nor run. Empty without git.
 */
export async function readGit(directory: string): Promise<GitSurroundings> {
  const local = readLocalConfig(directory);
  const [user, repository] = await Promise.all([
    runGit(['config', '--null', '--get-regexp', wanted]),
    local === undefined
      ? undefined
      : runGit(['config', '--file', '-', '--null', '--get-regexp', wanted], { input: local }),
  ]);
  const settings = new Map([...parseConfig(user ?? ''), ...parseConfig(repository ?? '')]);
  const name = settings.get('user.name');
  const email = settings.get('user.email');
  const remote = settings.get('remote.origin.url');
  const person = [name, email === undefined ? undefined : `<${email}>`].filter((part) => part !== undefined).join(' ');
  return { ...(person === '' ? {} : { user: person }), ...(remote === undefined ? {} : { remote }) };
}

/** Text of the configuration of the repository that a folder belongs to. */
function readLocalConfig(directory: string): string | undefined {
  for (let folder = directory; ; folder = dirname(folder)) {
    const found = findGitFolder(join(folder, '.git'));
    if (found !== undefined) return readSmallFile(join(found, 'config'));
    if (dirname(folder) === folder) return undefined;
  }
}

/** The folder that `.git` is, or names: of a submodule, or of the repository that a worktree belongs to. */
function findGitFolder(place: string): string | undefined {
  if (fs.statSync(place, { throwIfNoEntry: false })?.isDirectory() === true) return place;
  const target = /^gitdir: (.+)/.exec(readSmallFile(place) ?? '')?.[1];
  if (target === undefined) return undefined;
  const folder = resolve(dirname(place), target.trim());
  const shared = readSmallFile(join(folder, 'commondir'))?.trim();
  return shared === undefined ? folder : resolve(folder, shared);
}

function readSmallFile(file: string): string | undefined {
  try {
    const stat = fs.statSync(file);
    return stat.isFile() && stat.size <= largest ? fs.readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

/** `key LF value NUL`, of which the last one of a key holds. */
function parseConfig(output: string): ReadonlyMap<string, string> {
  return new Map(
    output
      .split('\0')
      .filter((entry) => entry.includes('\n'))
      .map((entry) => {
        const end = entry.indexOf('\n');
        return [entry.slice(0, end), entry.slice(end + 1).trim()];
      }),
  );
}
