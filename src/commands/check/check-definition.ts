import type { CommandDefinition, Invocation } from '../../model/command.ts';

/** The face of `check`. */
export const checkDefinition = {
  name: 'check',
  summary: 'Judge any container project by the requirements of the TRE, offline',
  target: {
    name: 'DIR|DOCKERFILE',
    several: true,
    help: 'folder of a project, or one Dockerfile (default: this one, or the project above it)',
  },
  flags: [
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['text', 'json', 'sarif', 'markdown', 'github', 'junit'],
      help: 'how to print the report (default: text)',
    },
    { name: 'json', help: 'the same as --format json' },
    {
      name: 'min-force',
      value: 'FORCE',
      choices: ['must', 'should', 'may'],
      help: 'leave out requirements with less force (default: may)',
    },
    {
      name: 'fail-on',
      value: 'SEVERITY',
      choices: ['error', 'warning', 'note', 'never'],
      help: 'least severity that makes the exit code 1 (default: note)',
    },
    { name: 'fix', help: 'fix what can be fixed without guessing, and show what changed' },
    { name: 'dry-run', help: 'with --fix or --checklist: show what would change, write nothing' },
    {
      name: 'acknowledge-evidence',
      value: 'DIGEST',
      help: 'with --checklist: note that you take this record of a rehearsal, made elsewhere, for true; it proves nothing',
    },
    {
      name: 'no-waivers',
      help: 'set the waivers of the project aside: what they cover is a finding; for whoever reviews a project of others',
    },
    { name: 'checklist', help: 'renew the boxes and the evidence in CHECKLIST.md; what people wrote stays' },
    { name: 'explain', value: 'NAME', help: 'print the page of a rule or of a library, and check nothing' },
    { name: 'verbose', help: 'also show what passes and what does not apply' },
  ],
  examples: [
    { line: 'tre-container check', does: 'the project in this folder' },
    { line: 'tre-container check Dockerfile --format json', does: 'one Dockerfile, for a program' },
    { line: 'tre-container check --fix --dry-run', does: 'see what could be fixed' },
    {
      line: 'tre-container check ../theirs --no-waivers',
      does: 'a project of others, without what it accepts of itself',
    },
    { line: 'tre-container check --explain non-root-user', does: 'what a rule asks and why' },
    {
      line: 'tre-container check --explain tiktoken',
      does: 'what a library asks of a network, and how it goes without',
    },
  ],
} as const satisfies CommandDefinition;

/** A command line of `check`. */
export type CheckInvocation = Invocation<typeof checkDefinition>;
