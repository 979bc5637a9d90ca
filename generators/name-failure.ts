import { Cancelled, calmLines, formatError, isStop, spellCommands, takesColour, UserError } from '../src/program.ts';

const stopped = 'Stopped; nothing was written.';

/**
 * Yeoman's adapter ends all that waits for it with the error of the prompt at which a person stopped, before our own word on it comes through: that very error says what ours would.
 */
export function nameStop(error: unknown): void {
  if (isStop(error)) Object.assign(error, { message: stopped, code: new Cancelled('').code });
}

/**
 * A failed command's error as Yeoman is to throw it: Yeoman prints it, and not through our terminal, and hands its code to the process.
 * `program`: what a person types to start us; `version`: ours.
 */
export function nameFailure(error: unknown, program: string, version: string): Error {
  if (error instanceof UserError)
    return Object.assign(error, { message: calmLines(spellCommands(error.message, program)) });
  if (error instanceof Cancelled) return Object.assign(new Error(stopped), { code: error.code });
  const facts = {
    version,
    system: `Node ${process.version}, ${process.platform} ${process.arch}`,
    debug: process.env['TRE_CONTAINER_DEBUG'] === '1',
    start: program,
  };
  const text = formatError(error, facts, takesColour(process.stderr));
  return Object.assign(new Error(text, { cause: error }), { code: 2 });
}
