import type { CommandDefinition } from '../../model/command.ts';

/** The face of `verify`. */
export const verifyDefinition = {
  name: 'verify',
  summary: 'Say whether a bundle is as it was packed, offline',
  target: {
    name: 'BUNDLE',
    several: false,
    help: 'folder or .tar that tre-container pack wrote (default: this folder)',
  },
  flags: [
    { name: 'digest', value: 'SHA256', help: 'digest of SHA256SUMS as you were told it by another way' },
    { name: 'json', help: 'print the result in JSON' },
  ],
  examples: [
    { line: 'tre-container verify lung-ct-1.0', does: 'look for changed, missing and added files' },
    { line: 'tre-container verify lung-ct-1.0.tar', does: 'the same, without unpacking it' },
    { line: 'tre-container verify lung-ct-1.0 --digest 3f1c...', does: 'and for a bundle that somebody else packed' },
  ],
} as const satisfies CommandDefinition;
