import { answerKeys } from '../../model/answers/answers.ts';
import type { CommandDefinition, Invocation } from '../../model/command.ts';

/** The face of `upgrade`. */
export const upgradeDefinition = {
  name: 'upgrade',
  summary: 'Take over what is new in the templates, keeping every edit',
  target: { name: 'DIR', several: true, help: 'folders of projects (default: this one, or the project above it)' },
  flags: [
    { name: 'dry-run', help: 'show the plan, write nothing' },
    { name: 'diff', help: 'show what changes, line by line' },
    {
      name: 'check',
      help: 'only tell whether there is a newer version and what differs from it; exit code 1 if anything; needs no network',
    },
    {
      name: 'on-conflict',
      value: 'HOW',
      choices: ['markers', 'yours', 'theirs', 'abort', 'ask'],
      aliases: { keep: 'yours', overwrite: 'theirs' },
      help: 'where you and the template changed the same lines',
    },
    {
      name: 'except',
      value: 'PATH',
      repeatable: true,
      help: 'leave a file or folder as it is; the next upgrade without this brings it up to date',
    },
    {
      name: 'restore',
      value: 'PATH',
      repeatable: true,
      help: 'write a file again that you deleted, as the template has it; of a folder all that is gone of it',
    },
    { name: 'abort', help: 'while conflicts are open: back to the state before the upgrade' },
    { name: 'undo', help: 'back to exactly the state before the last upgrade' },
    {
      name: 'set',
      value: 'KEY=VALUE',
      repeatable: true,
      help: 'answer a question that is new in this version, or change an answer',
    },
    { name: 'defaults', help: 'new questions take their default; nothing is asked' },
    {
      name: 'rebuild-baseline',
      help: 'without what was rendered last (it is lost or damaged): adopt files that are alike, mark the others',
    },
    { name: 'allow-downgrade', help: 'take a project of a newer version back to this one' },
    { name: 'force', help: 'no warning about uncommitted changes; undo and abort even where files were edited since' },
    {
      name: 'from-list',
      value: 'FILE',
      help: 'upgrade every project that FILE names, one folder a line; # begins a comment',
    },
    { name: 'json', help: 'print the result as JSON on standard output, one line a project where there are several' },
    { name: 'quiet', help: 'print errors and conflicts only' },
  ],
  keys: answerKeys,
  examples: [
    { line: 'tre-container upgrade', does: 'bring this project up to this version, or say which lines need you' },
    { line: 'tre-container upgrade --dry-run --diff', does: 'look first' },
    {
      line: 'tre-container upgrade --check',
      does: 'is there a newer version, or a file that differs, edited ones too? then exit code 1',
    },
    { line: 'tre-container upgrade --undo', does: 'take back the last write of create, adopt or upgrade' },
    { line: 'tre-container upgrade ../containers/* --defaults', does: 'many projects, each by itself' },
  ],
} as const satisfies CommandDefinition;

/** A command line of `upgrade`. */
export type UpgradeInvocation = Invocation<typeof upgradeDefinition>;
