import type { CommandDefinition, Invocation } from '../../model/command.ts';

/** The face of `assess`. */
export const assessDefinition = {
  name: 'assess',
  summary: 'Say whether an image is worse than its base, from two reports of Trivy',
  target: {
    name: 'DIR',
    several: false,
    help: 'folder that relative names of files start from (default: this folder)',
  },
  flags: [
    { name: 'report', value: 'FILE', help: "Trivy's report on the image, in JSON" },
    {
      name: 'base-report',
      value: 'FILE',
      help: "Trivy's report on its base, in JSON; without it the verdict is not known",
    },
    {
      name: 'image',
      value: 'REF',
      help: 'scan this image with the trivy on PATH, in place of --report (may use the network)',
    },
    {
      name: 'base-image',
      value: 'REF',
      help: 'scan this base with the trivy on PATH, in place of --base-report (may use the network)',
    },
    { name: 'vex', value: 'FILE', help: 'OpenVEX file with what people accepted, why and until when' },
    { name: 'write-vex', value: 'FILE', help: 'write the statements of --vex that hold today, for trivy --vex' },
    {
      name: 'import',
      value: 'FILE',
      help: 'with --write-vex: take over the vulnerabilities of an older .trivyignore.yaml',
    },
    {
      name: 'print-base',
      help: 'print the image that the Dockerfile in DIR is made from, nothing where it does not say it, and end',
    },
    { name: 'kev', value: 'FILE', help: "CISA's list of known exploited vulnerabilities, in JSON" },
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['text', 'markdown', 'json', 'sarif'],
      help: 'how to print the assessment (default: text)',
    },
    { name: 'json', help: 'the same as --format json' },
    {
      name: 'fail-on',
      value: 'VERDICT',
      choices: ['worse', 'never'],
      help: 'worse: exit code 1 when it is worse or not known (default: never)',
    },
  ],
  examples: [
    {
      line: 'tre-container assess --report image.json --base-report base.json',
      does: 'compare an image with its base',
    },
    {
      line: 'tre-container assess --report image.json --base-report base.json --format markdown',
      does: "for the summary of a pipeline's run",
    },
    {
      line: 'tre-container assess --report image.json --base-report base.json --fail-on worse',
      does: 'stop a pipeline where something was added, or nothing was compared',
    },
  ],
} as const satisfies CommandDefinition;

/** A command line of `assess`. */
export type AssessInvocation = Invocation<typeof assessDefinition>;
