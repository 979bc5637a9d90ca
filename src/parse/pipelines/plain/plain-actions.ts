import type { PipelineStep } from '../../../model/pipelines/pipeline-facts.ts';
import type { LocatedNode } from '../../text/located-yaml.ts';
import type { Difference } from '../as-written.ts';
import type { Act, Deed } from './acts.ts';
import { listOf } from './plain-variables.ts';

/** Actions that neither build, tag nor push an image, whatever they are told. */
const idle = listOf(`
  actions/attest-build-provenance actions/attest-sbom actions/cache actions/download-artifact actions/setup-go actions/setup-java actions/setup-node
  actions/setup-python actions/upload-artifact anchore/sbom-action aquasecurity/setup-trivy astral-sh/setup-uv codecov/codecov-action docker/login-action
  docker/metadata-action docker/setup-buildx-action docker/setup-qemu-action github/codeql-action/analyze github/codeql-action/init
  github/codeql-action/upload-sarif r-lib/actions/setup-pandoc r-lib/actions/setup-r r-lib/actions/setup-r-dependencies sigstore/cosign-installer`);

/** Inputs by which others do what their names say, and nothing else. */
const inputsOf: Readonly<Record<string, ReadonlySet<string>>> = {
  'actions/checkout': listOf('persist-credentials fetch-depth fetch-tags show-progress submodules lfs clean token'),
  'aquasecurity/trivy-action': listOf(
    'cache exit-code format github-pat hide-progress ignore-unfixed image-ref limit-severities-for-sarif list-all-pkgs output scan-ref scan-type scanners security-checks severity skip-setup-trivy template timeout token-setup-trivy trivyignores version vuln-type',
  ),
  'bridgecrewio/checkov-action': listOf(
    'directory file framework output_format output_file_path quiet soft_fail compact',
  ),
  'checkmarx/kics-github-action': listOf(
    'path output_path output_formats fail_on ignore_on_exit token enable_comments',
  ),
  'docker/build-push-action': listOf(
    'annotations build-args build-contexts builder cache-from cache-to context file github-token labels load no-cache platforms provenance pull push sbom secrets tags target',
  ),
  'hadolint/hadolint-action': listOf(
    'dockerfile recursive failure-threshold format output-file no-fail no-color verbose ignore config trusted-registries',
  ),
};

/** What an action does, by its inputs; of one that is of no known form the words for it. */
export function actOfAction({ uses, inputs }: PipelineStep, { text = '', line }: LocatedNode): Act | Difference {
  const name = (uses?.action ?? '').toLowerCase();
  const foreign: Difference = { line, what: `the action ${text}` };
  const own = { line, program: 'uses' };
  if (idle.has(name)) return { ...own, kind: 'idle' };
  const known = Object.hasOwn(inputsOf, name) ? inputsOf[name] : undefined;
  if (known === undefined) return foreign;
  const odd = Object.keys(inputs).find((input) => !known.has(input));
  if (odd !== undefined) return { line, what: `${odd} for ${name}` };
  return { ...own, ...(deedOf(name, inputs) ?? { kind: 'idle' }) };
}

function look(tool: 'lint' | 'scan', path: string | undefined): Deed {
  return { kind: 'look', tool, paths: /[$%*?[]|^[/~]/.test(path ?? '') ? [] : [pathOf(path ?? '')] };
}

function deedOf(name: string, inputs: PipelineStep['inputs']): Deed | undefined {
  switch (name) {
    case 'aquasecurity/trivy-action':
      return ofTrivy(inputs);
    case 'bridgecrewio/checkov-action':
      return /\b(?:all|dockerfile)\b/.test(inputs['framework'] ?? 'all')
        ? look('scan', inputs['file'] ?? inputs['directory'])
        : undefined;
    case 'checkmarx/kics-github-action':
      return look('scan', inputs['path']);
    case 'docker/build-push-action':
      return {
        kind: (inputs['push'] ?? 'false') === 'false' ? 'build' : 'sent',
        // What is not loaded, the engine does not have.
        names: inputs['load'] === 'true' ? (inputs['tags'] ?? '').split(/[\s,]+/).filter((tag) => tag !== '') : [],
      };
    case 'hadolint/hadolint-action':
      return look('lint', inputs['dockerfile'] ?? 'Dockerfile');
    default:
      return undefined;
  }
}

const isGrave = (severity: string | undefined): boolean => severity === undefined || /CRITICAL|HIGH/.test(severity);

function ofTrivy(inputs: PipelineStep['inputs']): Deed | undefined {
  const scanners = inputs['scanners'] ?? inputs['security-checks'];
  if (!isGrave(inputs['severity'])) return undefined;
  const kind = inputs['scan-type'] ?? 'image';
  if (kind === 'config') return look('scan', inputs['scan-ref']);
  if (kind === 'fs' && /misconfig|config/.test(scanners ?? '')) return look('scan', inputs['scan-ref']);
  const isBlind =
    kind !== 'image' ||
    (scanners !== undefined && !scanners.split(',').includes('vuln')) ||
    (scanners === undefined && !/^(?:table|json|sarif|template)$/.test(inputs['format'] ?? 'table'));
  return isBlind || (inputs['image-ref'] ?? '') === '' ? undefined : { kind: 'scan', name: inputs['image-ref'] ?? '' };
}

function pathOf(path: string): string {
  return path
    .replace(/^(?:\.\/)+/, '')
    .replace(/^\.$/, '')
    .replace(/\/$/, '');
}
