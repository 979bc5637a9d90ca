import { answerKeys } from '../../model/answers/answers.ts';
import type { CommandDefinition, Invocation } from '../../model/command.ts';

/** The face of `create`. */
export const createDefinition = {
  name: 'create',
  summary: 'Make a container project from answers',
  target: { name: 'DIR', several: false, help: 'folder of the project, made if need be (default: this folder)' },
  flags: [
    { name: 'answers', value: 'FILE', help: 'read answers from a YAML or JSON file; nothing is asked' },
    { name: 'set', value: 'KEY=VALUE', repeatable: true, help: 'give one answer; it overrides the file' },
    { name: 'defaults', help: 'take the default of what is not answered; nothing is asked' },
    {
      name: 'resolve',
      help: 'ask the registry for the digest of a base image that has none yet; the only use of a network here',
    },
    {
      name: 'on-conflict',
      value: 'HOW',
      choices: ['ask', 'yours', 'theirs', 'markers', 'abort'],
      aliases: { keep: 'yours', overwrite: 'theirs' },
      help: 'whose lines stand in files that exist and differ: yours, theirs (the generated ones) or both (markers), where there is a project already',
    },
    { name: 'dry-run', help: 'show the plan and the differences, write nothing' },
    { name: 'json', help: 'print the result as JSON on standard output, and nothing else there' },
    { name: 'quiet', help: 'print errors only' },
  ],
  keys: answerKeys,
  examples: [
    { line: 'tre-container ../lung-ct', does: 'answer a few questions' },
    { line: 'tre-container ../lung-ct --answers answers.yml', does: 'answers from a file' },
    { line: 'tre-container ../lung-ct --set base=rocker --defaults', does: 'an RStudio session with defaults' },
    { line: 'tre-container ../lung-ct --dry-run', does: 'look before anything is written' },
  ],
} as const satisfies CommandDefinition;

/** A command line of `create`. */
export type CreateInvocation = Invocation<typeof createDefinition>;
