import { describe, expect, test } from 'vitest';
import { pipelineTools } from '../../src/catalog/actions.ts';
import type { PipelineTools } from '../../src/model/check/pinned.ts';
import { parseImageReference } from '../../src/parse/dockerfile/image-reference.ts';

/** What a pin names, in the one form that its kind must have. */
function identityOf(tool: PipelineTools[keyof PipelineTools]): string {
  if ('commit' in tool) return `commit ${tool.commit}`;
  if ('url' in tool) return `checksum ${tool.sha256} ${tool.url}`;
  if ('reference' in tool) {
    const image = parseImageReference(`${tool.reference}@${tool.digest}`);
    return 'error' in image ? image.error : `image ${image.registry} ${image.tag} ${image.digest}`;
  }
  return `package ${tool.name} ${tool.version}`;
}

describe.each(Object.entries(pipelineTools))('%s', (_, tool) => {
  test('says which version, when it was seen and where', () => {
    expect(tool).toMatchObject({
      version: expect.stringMatching(/^v?\d+\.\d+\.\d+$/),
      seen: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      evidence: expect.stringMatching(/.{10}/),
    });
  });

  test('is named by what it is: a commit, a checksum, a digest or an exact version', () => {
    expect(identityOf(tool)).toMatch(
      /^(?:commit [0-9a-f]{40}|checksum [0-9a-f]{64} https:\/\/github\.com\/\S+|image docker\.io \S+ sha256:[0-9a-f]{64}|package [a-z-]+ \S+)$/,
    );
  });
});

test.each(['hadolint', 'trivy', 'docker', 'node'] as const)('the version of %s stands in its address', (name) => {
  const tool = pipelineTools[name];
  expect('url' in tool ? tool.url : tool.reference).toContain(tool.version);
});

test('Trivy is not a version that was hijacked in March 2026', () => {
  expect(['0.69.4', '0.69.5', '0.69.6']).not.toContain(pipelineTools.trivy.version);
});
