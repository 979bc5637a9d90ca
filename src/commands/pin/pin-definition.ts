import { tre } from '../../catalog/tre.ts';
import type { CommandDefinition, Invocation } from '../../model/command.ts';

/** The face of `pin`. */
export const pinDefinition = {
  name: 'pin',
  summary: 'Give every image its digest and every action its commit, as the registry says today',
  target: {
    name: 'DIR|DOCKERFILE',
    several: true,
    help: 'folder of a project, or one Dockerfile (default: this one, or the project above it)',
  },
  flags: [
    { name: 'check', help: 'only tell what is not pinned, or has moved since; exit code 1 if anything' },
    { name: 'update', help: 'move what is pinned already to what its tag means today' },
    { name: 'platform', value: 'OS/ARCH', help: `platform that every image must have (default: ${tre.platform})` },
    { name: 'dry-run', help: 'ask the registries and show what would change, write nothing' },
    { name: 'json', help: 'print the result as JSON on standard output, and nothing else there' },
  ],
  examples: [
    { line: 'tre-container pin', does: 'pin what is not pinned yet; what is pinned stays' },
    { line: 'tre-container pin --check', does: 'has a tag moved since? for a pipeline' },
    { line: 'tre-container pin --update --dry-run', does: 'old and new digests with their dates' },
    { line: 'tre-container pin docker/Dockerfile.gpu', does: 'one file' },
  ],
} as const satisfies CommandDefinition;

/** A command line of `pin`. */
export type PinInvocation = Invocation<typeof pinDefinition>;
