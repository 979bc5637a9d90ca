import { commandNames } from '../command.ts';

/** A command of this program as messages name it, whichever way that was started: `tre-container upgrade`. */
const call = new RegExp(String.raw`(?<![\w/@-]|\b(?:npx|yo|--yes) )tre-container (${commandNames.join('|')})\b`, 'g');

/**
 * A message with its commands spelt as this run was started, so that they can be typed as they stand: `npx tre-container pin`, or
 * `yo tre-container:pin` where Yeoman was started. `program`: as `Environment.program` has it.
 */
export function spellCommands(text: string, program = 'tre-container'): string {
  return text.replace(call, (_, command: string) => spellCommand(command, program));
}

/** One command, as this run was started. */
export function spellCommand(command: string, program = 'tre-container'): string {
  if (!/\byo tre-container$/.test(program)) return `${program} ${command}`;
  return command === 'create' ? program : `${program}:${command}`;
}
