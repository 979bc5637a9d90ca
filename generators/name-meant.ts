import { commands } from '../src/program.ts';

/** What to type in place of a command behind a blank, which Yeoman takes for the folder of a new project; nothing for another folder. */
export function nameMeant(given: readonly string[] = []): string | undefined {
  const [word = '', ...others] = given;
  if (others.length > 0 || !Object.hasOwn(commands, word)) return undefined;
  return `yo tre-container ${word} would make a project in a folder that is called ${word}. To fix: the command is yo tre-container:${word}; such a folder is ./${word}`;
}
