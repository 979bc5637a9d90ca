import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { commandNames } from '../../model/command.ts';

/**
 * Where compiled code is kept for a command, below the user's own cache folder; nowhere with `NODE_DISABLE_COMPILE_CACHE`, and where that folder is no
 * absolute path: it would lie in whatever folder the command was called from. Each command runs other parts of the code, so each has a file of its
 * own; any other word is `create`, as on the command line.
 */
export function placeOfCompiledCode(command: string): string | undefined {
  if (process.env['NODE_DISABLE_COMPILE_CACHE'] !== undefined) return undefined;
  const name = commandNames.find((known) => known === command) ?? 'create';
  const folder = findCacheFolder();
  return folder === undefined ? undefined : join(folder, 'generator-tre-container', 'compiled', `${name}.bin`);
}

/** By the XDG specification an empty name, and a relative one, is to be ignored. */
function findCacheFolder(): string | undefined {
  const named = process.env['XDG_CACHE_HOME'];
  if (named !== undefined && isAbsolute(named)) return named;
  const home = homedir();
  return isAbsolute(home) ? join(home, '.cache') : undefined;
}

/** Options with which a command shows and does not do, or prints a text only. */
const partial = new Set(['--dry-run', '--show', '--survey', '--explain', '--help', '-h', '--version', '-V']);

/**
 * Whether a run compiled all that the next run of its command needs: a command did its work. What a help text, a refused call or a preview
 * compiled is a quarter of that, and would make every later run slower until the next version.
 */
export function isWholeRun(code: number | string | null | undefined, arguments_: readonly string[]): boolean {
  return (code === 0 || code === 1 || code === undefined) && !arguments_.some((word) => partial.has(word));
}
