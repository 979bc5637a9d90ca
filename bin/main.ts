import type inquirer from 'inquirer';
import { isWholeRun } from '../src/io/package/compiled-code.ts';
import type { ExitCode, Host } from '../src/model/command.ts';
import type { Asker } from '../src/model/ports.ts';
import {
  Cancelled,
  commands,
  createAsker,
  createEnvironment,
  forgetTyped,
  formatError,
  openProject,
  personIsThere,
  runCommand,
  takesColour,
  tellNote,
  UserError,
} from '../src/program.ts';
import { readCommandLine } from './command-line.ts';

export * from '../src/program.ts';

/** Brings the prompt library at the first question. */
export type LoadPrompts = () => Promise<Pick<typeof inquirer, 'prompt'>>;

/**
 * Runs one command line and sets the process's exit code; returns when all is done, with whether a command did its whole work: only then
 * is the code that was compiled all that the next run needs. A help text, a refused call or a preview runs a part of it.
 */
export async function main(arguments_: readonly string[], loadPrompts: LoadPrompts): Promise<boolean> {
  // A reader that has seen enough, as in `tre-container --help | head -1`, is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));
  const environment = createEnvironment({
    openProject,
    note: tellNote,
    ...(personIsThere() ? { asker: createTerminalAsker(loadPrompts) } : {}),
  });
  // Where nothing is left to wait for and the work is not done, Node ends without a word, and well.
  const stopped = (): void => void report(new Error('the work stopped before it was done'), environment);
  process.exitCode = 2;
  process.once('beforeExit', stopped);
  const code = await run(arguments_, environment).catch((error: unknown) => report(error, environment));
  process.off('beforeExit', stopped);
  process.exitCode = code === 'printed' ? 0 : code;
  return code !== 'printed' && isWholeRun(code, arguments_);
}

async function run(arguments_: readonly string[], environment: Host): Promise<ExitCode | 'printed'> {
  const { terminal, version } = environment;
  const request = readCommandLine(
    Object.values(commands).map(({ definition }) => definition),
    version,
    arguments_,
    terminal,
  );
  if (request === 'printed') return request;
  return runCommand(request.command, request.invocation, environment);
}

function createTerminalAsker(loadPrompts: LoadPrompts): Asker {
  let isFirst = true;
  return createAsker(async (question) => {
    const { prompt } = await loadPrompts();
    if (isFirst) await forgetTyped();
    isFirst = false;
    return prompt([question as never]);
  }, takesColour(process.stdout));
}

function report(error: unknown, { terminal, version, variables, program: start }: Host): ExitCode {
  if (error instanceof Cancelled) {
    terminal.err('\nStopped; nothing was written.\n');
    return error.code;
  }
  const program = {
    version,
    system: `Node ${process.version}, ${process.platform} ${process.arch}`,
    debug: variables['TRE_CONTAINER_DEBUG'] === '1',
    start,
    wrapAt: terminal.wrapAt,
  };
  terminal.err(formatError(error, program, takesColour(process.stderr)));
  return error instanceof UserError ? error.code : 2;
}
