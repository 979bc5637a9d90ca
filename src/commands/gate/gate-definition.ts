import type { CommandDefinition, Invocation } from '../../model/command.ts';

/** The face of `gate`. */
export const gateDefinition = {
  name: 'gate',
  summary:
    'Say whether a pipeline may go on: every report of its tools is there and whole, and nothing in them stops it',
  target: {
    name: 'FILE',
    several: true,
    help: "each report that must be there: SARIF, Trivy's JSON, what assess --json and rehearse --json printed",
  },
  flags: [
    {
      name: 'fail-on',
      value: 'LEVEL',
      choices: ['error', 'warning', 'note', 'never'],
      help: 'stop on findings of this level or above, on what the TRE requires and nobody could judge, and on a rehearsal that did not pass (default: never)',
    },
    {
      name: 'fail-if-worse',
      value: 'ANSWER',
      choices: ['true', 'false'],
      help: 'true: stop on an image that is worse than its base, or was not compared with it (default: false)',
    },
    { name: 'summary', value: 'FILE', help: 'add what was found to this file, as Markdown' },
    { name: 'json', help: 'print the verdict as JSON on standard output, and nothing else there' },
  ],
  examples: [
    {
      line: 'tre-container gate reports/hadolint.sarif reports/tre-container.sarif',
      does: 'stop a pipeline whose tools did not look',
    },
    {
      line: 'tre-container gate --fail-on error reports/trivy-image.sarif',
      does: 'stop it on errors as well',
    },
    {
      line: 'tre-container gate --fail-if-worse true reports/assessment.json',
      does: 'stop it on an image that is worse than its base',
    },
  ],
} as const satisfies CommandDefinition;

/** A command line of `gate`. */
export type GateInvocation = Invocation<typeof gateDefinition>;
