import type { CommandDefinition, Invocation } from '../../model/command.ts';

/** The face of `pack`. */
export const packDefinition = {
  name: 'pack',
  summary: 'Put what Governance decides on into one folder or archive that can be checked, with a page for people',
  target: { name: 'DIR', several: false, help: 'folder of the project (default: this one, or the project above it)' },
  flags: [
    { name: 'tag', value: 'TAG', help: 'tag of the image; with its name it names the bundle' },
    {
      name: 'reports',
      value: 'DIR',
      help: 'folder with trivy-image.json, trivy-base.json, sbom.cdx.json and, of a pushed image, manifest.json (default: reports in the project)',
    },
    { name: 'vex', value: 'FILE', help: 'OpenVEX file with what people accepted' },
    { name: 'kev', value: 'FILE', help: "CISA's list of known exploited vulnerabilities, in JSON" },
    {
      name: 'image-archive',
      value: 'FILE',
      help: 'the image as a docker-archive, for places where it travels as a file',
    },
    { name: 'previous', value: 'BUNDLE', help: 'the bundle that was approved last: the page says what changed since' },
    { name: 'output', value: 'DIR', help: 'where bundles are written (default: handover in the project)' },
    { name: 'run', value: 'URL', help: "page of the pipeline's run that built the image, for the summary" },
    { name: 'archive', help: 'write one file, NAME-TAG.tar, in place of a folder' },
    {
      name: 'draft',
      help: 'pack although something is missing, out of date or of another image, and mark it as a draft',
    },
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['text', 'markdown', 'json'],
      help: 'what to print: where the page is, or the summary (default: text)',
    },
    { name: 'json', help: 'the same as --format json' },
  ],
  examples: [
    { line: 'tre-container pack --tag 1.0', does: 'write handover/NAME-1.0 from the reports in reports/' },
    {
      line: 'tre-container pack --tag 1.0 --draft',
      does: 'see what is still missing, in the form that Governance will read',
    },
    { line: 'tre-container pack --tag 1.0 --archive', does: 'write handover/NAME-1.0.tar, to be sent as one file' },
    { line: 'tre-container pack --tag 1.1 --previous handover/lung-ct-1.0', does: 'say what changed since 1.0' },
  ],
} as const satisfies CommandDefinition;

/** A command line of `pack`. */
export type PackInvocation = Invocation<typeof packDefinition>;
