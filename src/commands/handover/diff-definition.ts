import type { CommandDefinition } from '../../model/command.ts';

/** The face of `diff`. */
export const diffDefinition = {
  name: 'diff',
  summary: 'Say what differs between two bundles, and which signed answers are void',
  target: {
    name: 'OLD NEW',
    several: true,
    help: 'two folders or .tar files that tre-container pack wrote, the older first',
  },
  flags: [
    { name: 'format', value: 'FORMAT', choices: ['text', 'markdown', 'json'], help: 'how to print it (default: text)' },
    { name: 'json', help: 'the same as --format json' },
  ],
  examples: [
    {
      line: 'tre-container diff handover/lung-ct-1.0 handover/lung-ct-1.1',
      does: 'what Governance has to look at again',
    },
  ],
} as const satisfies CommandDefinition;
