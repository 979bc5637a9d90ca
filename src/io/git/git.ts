import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { GitSurroundings } from '../../model/ports.ts';

/** Milliseconds: a configuration on a dead network drive must not hold up a run. */
const patience = 3000;

/**
 * What git's configuration says in a folder, or where it will be made: one process, no repository is changed or scanned.
 * Empty without git.
 */
export async function readGit(directory: string): Promise<GitSurroundings> {
  const settings = parseConfig(
    await runGit(nearestFolder(directory), [
      'config',
      '--null',
      '--get-regexp',
      String.raw`^(user\.name|user\.email|remote\.origin\.url)$`,
    ]),
  );
  const name = settings.get('user.name');
  const email = settings.get('user.email');
  const remote = settings.get('remote.origin.url');
  const user = [name, email === undefined ? undefined : `<${email}>`].filter((part) => part !== undefined).join(' ');
  return { ...(user === '' ? {} : { user }), ...(remote === undefined ? {} : { remote }) };
}

/** Node's own process module takes some milliseconds to load, so it waits until git is asked. */
async function runGit(cwd: string, arguments_: readonly string[]): Promise<string> {
  const { execFile } = await import('node:child_process');
  return new Promise((resolve) => {
    execFile('git', arguments_, { cwd, encoding: 'utf8', timeout: patience }, (error, stdout) =>
      resolve(error === null ? stdout : ''),
    );
  });
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

function nearestFolder(directory: string): string {
  return existsSync(directory) || dirname(directory) === directory ? directory : nearestFolder(dirname(directory));
}
