import { createColors } from 'picocolors';
import { UserError, type Problem } from '../../model/errors.ts';
import { inert } from '../../model/text/inert.ts';
import { spellCommands } from '../../model/text/spell-commands.ts';
import { fitLines } from './fit-lines.ts';

/** What an error report says about this program; for faults of its own only. */
export interface ProgramFacts {
  readonly version: string;
  /** Runtime and platform, e.g. `Node v20.20.2, linux x64`. */
  readonly system: string;
  /** Whether to print the stack of a fault of our own. */
  readonly debug: boolean;
  /** As `Environment.program` has it. */
  readonly start?: string | undefined;
  /** As `Terminal.wrapAt` has it. */
  readonly wrapAt?: number | undefined;
}

/**
 * An error as a person reads it, ending in a line end. Bad input: every problem with place, reason and fix, never a stack.
 * Anything else is our own fault: versions, and what to do about it.
 */
export function formatError(error: unknown, program: ProgramFacts, colour: boolean): string {
  const paint = createColors(colour);
  if (error instanceof UserError) {
    const blocks = error.problems.map((problem) => formatOne(problem, paint, program.start));
    const count = blocks.length === 1 ? '' : `${paint.red(paint.bold(`${String(blocks.length)} problems`))}\n`;
    return fitLines(`${count}${blocks.join('\n')}\n`, program.wrapAt);
  }
  const message = inert(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  const absent = /^Cannot find (?:package|module) '([^']+)' imported from/.exec(
    error instanceof Error ? error.message : '',
  )?.[1];
  if (absent !== undefined && !/^[./]|^file:/.test(absent))
    return fitLines(
      `${paint.red(paint.bold('error'))} the package ${inert(absent)}, which generator-tre-container ${program.version} needs, is not installed beside it\n  ${paint.green('To fix:')} install it with npm, which brings what it needs; in a folder that was unpacked by hand: npm install --omit=dev\n`,
      program.wrapAt,
    );
  const stack = program.debug && error instanceof Error ? `\n${error.stack ?? ''}` : '';
  const lines = [
    `${paint.red(paint.bold('internal error'))} ${message}${stack}`,
    `  This is a fault of generator-tre-container ${program.version} (${program.system}), not yours.`,
    `  ${paint.green('To help:')} run it again with TRE_CONTAINER_DEBUG=1 and report what it prints, with the command line.`,
    '',
  ];
  return fitLines(lines.join('\n'), program.wrapAt);
}

function formatOne(
  { what, where, why, fix }: Problem,
  paint: ReturnType<typeof createColors>,
  start: string | undefined,
): string {
  const say = (text: string): string => inert(spellCommands(text, start));
  const head = `${paint.red(paint.bold('error'))} ${where === undefined ? '' : `${paint.bold(inert(where))}: `}${inert(what)}`;
  return [
    head,
    ...(why === undefined ? [] : [`  ${say(why)}`]),
    ...(fix === undefined ? [] : [`  ${paint.green('To fix:')} ${say(fix)}`]),
  ].join('\n');
}
