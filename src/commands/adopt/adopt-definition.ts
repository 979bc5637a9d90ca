import type { CommandDefinition } from '../../model/command.ts';

/** The face of `adopt`. */
export const adoptDefinition: CommandDefinition = {
  name: 'adopt',
  summary: 'Survey a repository that exists already: what it is, and what a container of it needs',
  target: { name: 'DIR', several: false, help: 'folder of your repository (default: this folder)' },
  flags: [
    { name: 'survey', help: 'print what was found and what is proposed, and write nothing' },
    { name: 'json', help: 'print the result as JSON on standard output, and nothing else there' },
  ],
  examples: [
    { line: 'tre-container adopt --survey', does: 'look, and write nothing' },
    { line: 'tre-container adopt ../stroke --survey --json', does: 'the same, for a program' },
  ],
};
