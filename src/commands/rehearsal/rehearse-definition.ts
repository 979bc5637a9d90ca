import type { CommandDefinition, Invocation } from '../../model/command.ts';

/** The face of `rehearse`. */
export const rehearseDefinition = {
  name: 'rehearse',
  summary: 'Build the container and run it as the TRE will',
  target: { name: 'DIR', several: false, help: 'folder of the project (default: this one, or the project above it)' },
  flags: [
    { name: 'all', help: 'run every cell: all identities, with read-only and read-write data' },
    { name: 'cell', value: 'ID', repeatable: true, help: 'run this cell only, e.g. high-uid:read-only' },
    { name: 'image', value: 'REF', help: 'rehearse this image, built already, instead of building one' },
    {
      name: 'engine',
      value: 'NAME',
      choices: ['docker', 'podman'],
      help: 'container engine (default: the first that answers)',
    },
    {
      name: 'builder',
      value: 'NAME',
      choices: ['docker', 'podman', 'buildah'],
      help: "what builds (default: the engine's own; buildah where docker has no buildx)",
    },
    { name: 'build-option', value: 'OPTION', repeatable: true, help: 'hand this option to the builder as it is' },
    {
      name: 'argument',
      value: 'TEXT',
      repeatable: true,
      help: 'argument for the program in the container (default: ces/arg-file.txt)',
    },
    {
      name: 'env',
      value: 'NAME=VALUE',
      repeatable: true,
      help: 'set a variable in the container, over ces/env-file.txt',
    },
    {
      name: 'data',
      value: 'DIR',
      help: "folder whose content becomes /safe_data (default: the project's rehearsal/safe_data)",
    },
    { name: 'port', value: 'N', help: 'the port of an interactive container (default: all that EXPOSE names)' },
    { name: 'batch', help: 'take it for a batch job, whatever the image exposes' },
    { name: 'time-limit', value: 'SECONDS', help: 'a batch job must have ended by then (default: 600)' },
    { name: 'memory', value: 'MB', help: 'memory of a run (default: 4096)' },
    { name: 'cpus', value: 'N', help: 'processors of a run (default: 2)' },
    { name: 'max-file-size', value: 'MB', help: 'warn of larger output files (default: 16)' },
    { name: 'max-rows', value: 'N', help: 'warn of output files with more rows (default: 5000)' },
    { name: 'dry-run', help: 'show which cells would be run and why; build and run nothing' },
    { name: 'show', help: 'show the last rehearsal and whether it is stale; build and run nothing' },
    {
      name: 'print-context-digest',
      help: 'print what the label org.tre-container.context of an image that is built elsewhere must say, and end',
    },
    { name: 'verbose', help: 'say how long each part took' },
    {
      name: 'json',
      help: 'print the evidence, the plan or the digest as JSON on standard output, and nothing else there',
    },
  ],
  examples: [
    { line: 'tre-container rehearse', does: 'build, then run the cells that the project needs' },
    { line: 'tre-container rehearse --all', does: 'run every cell before you submit' },
    { line: 'tre-container rehearse --image ghcr.io/lung-study/lung-ct:1.2.0', does: 'rehearse a built image' },
    { line: 'tre-container rehearse --show', does: 'read the last rehearsal again' },
  ],
} as const satisfies CommandDefinition;

/** A command line of `rehearse`. */
export type RehearseInvocation = Invocation<typeof rehearseDefinition>;
