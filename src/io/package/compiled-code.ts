import { homedir } from 'node:os';
import { join } from 'node:path';
import { commandNames } from '../../model/command.ts';

/**
 * Where compiled code is kept for a command, below the user's own cache folder; nowhere with `NODE_DISABLE_COMPILE_CACHE`. Each command runs
 * other parts of the code, so each has a file of its own; any other word is `create`, as on the command line.
 */
export function placeOfCompiledCode(command: string): string | undefined {
  if (process.env['NODE_DISABLE_COMPILE_CACHE'] !== undefined) return undefined;
  const name = commandNames.find((known) => known === command) ?? 'create';
  return join(
    process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
    'generator-tre-container',
    'compiled',
    `${name}.bin`,
  );
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
