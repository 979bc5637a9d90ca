import { commandNames } from '../command.ts';

const named = commandNames.join('|');
/** A command of this program as messages name it, whichever way that was started: `tre-container upgrade`. */
const call = String.raw`(?<![\w/@-]|\b(?:npx|yo|--yes) )tre-container (${named})\b`;

/**
 * A message with its commands spelt as this run was started, so that they can be typed as they stand: `npx tre-container pin`, or
 * `yo tre-container:pin` where Yeoman was started. `program`: as `Environment.program` has it. What is spelt so already stays.
 */
export function spellCommands(text: string, program = 'tre-container'): string {
  const spelt = String.raw`${program.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)}[ :](?:${named})\b`;
  return text.replace(new RegExp(`${spelt}|${call}`, 'g'), (said, command?: string) =>
    command === undefined ? said : spellCommand(command, program),
  );
}

/** One command, as this run was started. */
export function spellCommand(command: string, program = 'tre-container'): string {
  if (!/\byo tre-container$/.test(program)) return `${program} ${command}`;
  return command === 'create' ? program : `${program}:${command}`;
}
