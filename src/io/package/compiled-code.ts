import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where compiled code is kept for a command, below the user's own cache folder; nowhere with `NODE_DISABLE_COMPILE_CACHE`. Each command runs
 * other parts of the code, so each has a file of its own; any other word is `create`, as on the command line.
 */
export function placeOfCompiledCode(command: string): string | undefined {
  if (process.env['NODE_DISABLE_COMPILE_CACHE'] !== undefined) return undefined;
  const name = /^(?:check|pin|rehearse|upgrade)$/.test(command) ? command : 'create';
  return join(
    process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
    'generator-tre-container',
    'compiled',
    `${name}.bin`,
  );
}
