import { statSync } from 'node:fs';
import {
  Cancelled,
  calmLines,
  fitLines,
  formatError,
  isStop,
  spellCommands,
  takesColour,
  UserError,
} from '../src/program.ts';
import type { Problem } from '../src/model/errors.ts';

const stopped = 'Stopped; nothing was written.';

/**
 * Yeoman's adapter ends all that waits for it with the error of the prompt at which a person stopped, before our own word on it comes through: that very error says what ours would.
 */
export function nameStop(error: unknown): void {
  if (isStop(error)) Object.assign(error, { message: stopped, code: new Cancelled('').code });
}

/**
 * A failed command's error as Yeoman is to throw it: Yeoman prints it, and not through our terminal, and hands its code to the process.
 * `program`: what a person types to start us; `version`: ours; `dropped`: the user as whom yo goes on where root started it.
 */
export function nameFailure(error: unknown, program: string, version: string, dropped = droppedTo()): Error {
  const { isTTY, columns } = process.stdout;
  const wrapAt = isTTY && columns > 0 ? columns : undefined;
  if (error instanceof UserError) {
    const told = dropped === undefined ? error : new UserError(...withoutYo(error.problems, dropped));
    return Object.assign(told, { message: calmLines(fitLines(spellCommands(told.message, program), wrapAt)) });
  }
  if (error instanceof Cancelled) return Object.assign(new Error(stopped), { code: error.code });
  const facts = {
    version,
    system: `Node ${process.version}, ${process.platform} ${process.arch}`,
    debug: process.env['TRE_CONTAINER_DEBUG'] === '1',
    start: program,
    wrapAt,
  };
  const text = formatError(error, facts, takesColour(process.stderr));
  return Object.assign(new Error(text, { cause: error }), { code: 2 });
}

/** yo gives up root's rights, and keeps root's group: then this process has another user than the one that started it. */
function droppedTo(): number | undefined {
  const user = process.getuid?.();
  if (user === undefined || user === 0 || process.getgroups?.().includes(0) !== true) return undefined;
  try {
    return statSync(`/proc/${String(process.ppid)}`).uid === 0 ? user : undefined;
  } catch {
    return undefined;
  }
}

function isDenied({ what }: Problem): boolean {
  return what.includes('(EACCES)');
}

/** No permission that root could give itself mends it. */
function withoutYo([first, ...others]: UserError['problems'], user: number): UserError['problems'] {
  const tell = (problem: Problem): Problem =>
    isDenied(problem)
      ? {
          ...problem,
          why: `yo does not stay root: it goes on as user ${String(user)}, who may not read or write there.`,
          fix: 'as root take no yo: npx generator-tre-container does the same',
        }
      : problem;
  return [tell(first), ...others.map(tell)];
}
