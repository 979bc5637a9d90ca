import fs from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { GitSurroundings } from '../../model/ports.ts';
import { runGit } from './run-git.ts';

const wanted = String.raw`^(user\.name|user\.email|remote\.origin\.url)$`;
/** Bytes of a repository's configuration; that of a repository with hundreds of branches has some ten thousand. */
const largest = 1024 * 1024;

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
    const stat = fs.lstatSync(join(folder, '.git'), { throwIfNoEntry: false });
    if (stat?.isDirectory() === true) return readSmallFile(join(folder, '.git', 'config'));
    if (stat !== undefined) return readNamedConfig(folder);
    if (dirname(folder) === folder) return undefined;
  }
}

/**
 * The configuration that a `.git` which is a file leads to: of the repository that a second working tree belongs to, or of a submodule. Anybody can
 * write a path into such a file, so that only a folder which names this working tree in its turn is believed. `folder`: the working tree.
 */
function readNamedConfig(folder: string): string | undefined {
  const target = /^gitdir: (.+)/.exec(readSmallFile(join(folder, '.git')) ?? '')?.[1];
  const place = target === undefined ? undefined : findReal(resolve(folder, target.trim()));
  const tree = findReal(folder);
  if (place === undefined || tree === undefined) return undefined;
  const back = readSmallFile(join(place, 'gitdir'))?.trim();
  if (back !== undefined) {
    const isOne = basename(dirname(place)) === 'worktrees' && findReal(resolve(place, back)) === join(tree, '.git');
    return isOne ? readSmallFile(join(dirname(dirname(place)), 'config')) : undefined;
  }
  const config = readSmallFile(join(place, 'config'));
  const named = /^[ \t]*worktree[ \t]*=[ \t]*(\S.*)/m.exec(config ?? '')?.[1];
  return named !== undefined && findReal(resolve(place, named.trim())) === tree ? config : undefined;
}

function findReal(place: string): string | undefined {
  try {
    return fs.realpathSync.native(place);
  } catch {
    return undefined;
  }
}

/** Text of a file of some size; nothing for what is no regular file, a link too. */
function readSmallFile(file: string): string | undefined {
  try {
    const stat = fs.lstatSync(file);
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
