import type { PipelineStep } from '../../../model/pipelines/pipeline-facts.ts';
import { either } from '../../../parse/pipelines/step-values.ts';

const trivyActionTag = /^v?0\.(?:[0-9]|[12]\d|3[0-4])\.\d+$/;

/** References that named hostile code at some time: action, reference, incident. */
const bad: readonly (readonly [RegExp, RegExp, string])[] = [
  [
    /^tj-actions\/changed-files$/,
    /^(?:v?(?:[1-9]|[1-3]\d|4[0-4])(?:\.\d+)*|v?45(?:\.0(?:\.[0-7])?)?|0e58ed8[0-9a-f]*)$/,
    'CVE-2025-30066',
  ],
  [/^reviewdog\/action-setup$/, /^v1$/, 'CVE-2025-30154'],
  [/^aquasecurity\/trivy-action$/, trivyActionTag, 'CVE-2026-33634'],
  [/^aquasecurity\/setup-trivy$/, /^v?0\.(?:[01](?:\.\d+)?|2(?:\.[0-5])?)$/, 'CVE-2026-33634'],
];
const isFetch = /^(?:curl|wget|go|pip)$/;
const badTrivy = /^v?0\.69\.[456]$/;

interface Place {
  readonly message: string;
  readonly line: number;
}

/** What of a step was hostile at some time. */
export function hijackedIn({ uses, inputs, images, commands }: PipelineStep): Place[] {
  const found: Place[] = [];
  if (uses !== undefined) {
    const incident = bad.find(([action, ref]) => action.test(uses.action) && ref.test(uses.ref))?.[2];
    const { action, ref, line } = uses;
    if (incident !== undefined)
      found.push({ message: `${action}@${ref} was moved to hostile code (${incident})`, line });
    const version = (inputs['version'] ?? '').split(either).find((each) => badTrivy.test(each));
    if (action.startsWith('aquasecurity/') && version !== undefined)
      found.push({ message: `Trivy ${version} was hostile (CVE-2026-33634)`, line });
  }
  for (const { text, line } of images)
    if (/(?:^|\/)trivy:v?0\.69\.[456]\b/.test(text))
      found.push({ message: `${text} was hostile (CVE-2026-33634)`, line });
  for (const { text, line } of installedVersions(commands))
    if (badTrivy.test(text))
      found.push({ message: `installs Trivy ${text}, which was hostile (CVE-2026-33634)`, line });
  for (const { program, words, line } of commands)
    if (isFetch.test(program) && words.some((word) => /trivy(?:(?!trivy).)*0\.69\.[456]\b/.test(word)))
      found.push({ message: 'downloads a Trivy that was hostile (CVE-2026-33634)', line });
  return found;
}

/** Names and versions of a step that are variables, and could be those of a hostile Trivy. */
export function openIn({
  uses,
  inputs,
  images,
  commands,
}: PipelineStep): readonly { readonly text: string; readonly line: number }[] {
  const version = uses?.action.startsWith('aquasecurity/') === true ? inputs['version'] : undefined;
  return [
    ...(uses === undefined || version === undefined ? [] : [{ text: version, line: uses.line }]),
    // A name that begins with something else than a variable is that of another program.
    ...images.filter(({ text }) => !text.includes('@sha256:') && /(?:^|\/)(?:trivy(?::[^/]*)?|[$%][^/]*)$/.test(text)),
    ...installedVersions(commands),
    ...commands.flatMap(({ program, words, line }) =>
      isFetch.test(program) ? words.filter((word) => word.includes('trivy')).map((text) => ({ text, line })) : [],
    ),
  ];
}

/** Words of a shell that is fed Trivy's own script for its installation: `curl .../trivy/main/contrib/install.sh | sh -s -- -b bin v0.70.0`. */
function installedVersions(commands: PipelineStep['commands']): { readonly text: string; readonly line: number }[] {
  const fetched = new Set(
    commands.flatMap(({ program, words, pipeline }) =>
      isFetch.test(program) && words.some((word) => word.includes('/trivy/') && word.includes('install'))
        ? [pipeline]
        : [],
    ),
  );
  return commands.flatMap(({ program, words, pipeline, line }) => {
    if (!/^(?:ba|da)?sh$/.test(program) || !fetched.has(pipeline)) return [];
    const last = words.at(-1) ?? '';
    return words.length > 1 && !last.startsWith('-') ? [{ text: last, line }] : [];
  });
}
