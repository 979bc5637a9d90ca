import { isDecidedByRepository } from '../../engine/answers/refuse-adopted.ts';
import { answerKeys } from '../../model/answers/answers.ts';
import type { CommandDefinition, Invocation } from '../../model/command.ts';

/** The face of `adopt`. */
export const adoptDefinition = {
  name: 'adopt',
  summary: 'Start from a repository that exists already: survey it, and write its container into a folder of its own',
  target: { name: 'DIR', several: false, help: 'folder of your repository (default: this folder)' },
  flags: [
    { name: 'survey', help: 'print what was found and what is proposed, and write nothing' },
    { name: 'answers', value: 'FILE', help: 'read answers from a YAML or JSON file; nothing is asked' },
    {
      name: 'set',
      value: 'KEY=VALUE',
      repeatable: true,
      help: 'give one answer: program, mode, or one of every project',
    },
    { name: 'defaults', help: 'take every proposal; where the program is not certain, nothing is written' },
    { name: 'base', value: 'NAME', help: 'take this base, whatever the repository calls for' },
    { name: 'into', value: 'FOLDER', help: 'folder that is written: tre, or tre-NAME for a second one (default: tre)' },
    {
      name: 'on-conflict',
      value: 'HOW',
      choices: ['ask', 'yours', 'theirs', 'abort'],
      aliases: { keep: 'yours', overwrite: 'theirs' },
      help: 'whose lines stand in files that exist and differ: yours, or theirs (the generated ones)',
    },
    { name: 'dry-run', help: 'show what would be written, line by line, and write nothing' },
    { name: 'json', help: 'print the result as JSON on standard output, and nothing else there' },
  ],
  keys: ['program', 'mode', ...answerKeys.filter((key) => !isDecidedByRepository(key))],
  examples: [
    { line: 'tre-container adopt', does: 'survey this repository, ask what decides, write tre/' },
    { line: 'tre-container adopt --survey', does: 'look, and write nothing' },
    { line: 'tre-container adopt --set program=run.py --defaults', does: 'without questions' },
    { line: 'tre-container adopt ../stroke --survey --json', does: 'the same, for a program' },
  ],
} as const satisfies CommandDefinition;

/** A command line of `adopt`. */
export type AdoptInvocation = Invocation<typeof adoptDefinition>;
