import { tre } from '../../catalog/tre.ts';
import type { PipelineStep } from '../../model/pipelines/pipeline-facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';

/** Options of `docker build`, `podman build` and `buildah build` that take no part in what the image holds, or that are compared elsewhere. */
const known = new Set(
  `annotation build-arg build-context debug f file force-rm format l label layers load log-level no-cache no-cache-filter progress
  provenance pull push q quiet retry retry-delay rm sbom t tag target tls-verify`.split(/\s+/),
);
/** Inputs of docker/build-push-action of the same kind. */
const knownInputs = new Set(
  `annotations build-args build-contexts context file github-token labels load no-cache no-cache-filters provenance pull push sbom tags
  target`.split(/\s+/),
);

/** What a build is told beside file, stage, values and contexts, and a rehearsal does not tell: as it is written. */
export function toldBuilder({ words }: ShellCommand): readonly string[] {
  const first = words.findIndex((word) => /^(?:build|bud)$/.test(word));
  return words.slice(first + 1).flatMap((word, at, rest) => {
    const [, name = '', value] = /^--?([a-z-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === '' || isPlain(name, value ?? rest[at + 1] ?? '')) return [];
    return value === undefined && name === 'platform' ? `${word} ${rest[at + 1] ?? ''}` : word;
  });
}

/** The same of docker/build-push-action. */
export function toldAction(inputs: PipelineStep['inputs']): readonly string[] {
  return Object.entries(inputs).flatMap(([name, value]) => {
    const isSame =
      knownInputs.has(name) || value.trim() === '' || isPlain(name === 'platforms' ? 'platform' : name, value);
    return isSame ? [] : [`${name}: ${value.trim().split('\n', 1)[0] ?? ''}`];
  });
}

function isPlain(name: string, value: string): boolean {
  if (name === 'platform') return value.trim() === tre.platform;
  if (name === 'network') return /^(?:default|none)$/.test(value);
  // What they write lies in no folder of the project.
  if (/^(?:iidfile|metadata-file)$/.test(name)) return /^(?:\/tmp|\$\{?RUNNER_TEMP\}?)\/[\w./-]+$/.test(value);
  if (name === 'cache-to') return /^type=(?:gha|inline|registry)\b/.test(value);
  if (/^(?:o|outputs?)$/.test(name)) return /^type=(?:docker|image|registry)\b/.test(value) && !value.includes('dest=');
  return known.has(name);
}
