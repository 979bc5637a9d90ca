import fs from 'node:fs';
import { dirname, join } from 'node:path';
import type { GitSurroundings } from '../../model/ports.ts';
import { findGitFolder } from './find-git-folder.ts';
import { readSmallFile } from './read-small-file.ts';
import { runGit } from './run-git.ts';

const wanted = String.raw`^(user\.name|user\.email|remote\.origin\.url)$`;

/**
 * What git's configuration says in a folder, or where it will be made. The user's own is asked of git outside every repository; that of the
 * repository is read here as a file and only taken apart by git, so that what it includes or names is neither read nor run (git follows the
 * includes of its standard input unless it is told not to). Empty without git.
 */
export async function readGit(directory: string): Promise<GitSurroundings> {
  const local = readLocalConfig(directory);
  const [user, repository] = await Promise.all([
    runGit(['config', '--null', '--get-regexp', wanted]),
    local === undefined
      ? undefined
      : runGit(['config', '--file', '-', '--no-includes', '--null', '--get-regexp', wanted], { input: local }),
  ]);
  const own = parseConfig(user ?? '');
  const settings = new Map([...own, ...parseConfig(repository ?? '')]);
  const remote = settings.get('remote.origin.url');
  const names = { user: nameOf(settings), own: nameOf(own) };
  return {
    ...(names.user === undefined ? {} : { user: names.user }),
    ...(names.own === undefined ? {} : { own: names.own }),
    ...(remote === undefined ? {} : { remote }),
  };
}

function nameOf(settings: ReadonlyMap<string, string>): string | undefined {
  const email = settings.get('user.email');
  const parts = [settings.get('user.name'), email === undefined ? undefined : `<${email}>`];
  return parts.filter((part) => part !== undefined).join(' ') || undefined;
}

/** Text of the configuration of the repository that a folder belongs to. */
function readLocalConfig(directory: string): string | undefined {
  for (let folder = directory; ; folder = dirname(folder)) {
    if (fs.lstatSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined) {
      const git = findGitFolder(folder);
      return git === undefined ? undefined : readSmallFile(join(git.common, 'config'));
    }
    if (dirname(folder) === folder) return undefined;
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
