import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseImageReference } from '../../../src/parse/dockerfile/image-reference.ts';

const digest = `sha256:${'7c61056e61ac89e8'.repeat(4)}`;

test.each([
  ['python', { repository: 'python', canonicalRegistry: 'docker.io', canonicalRepository: 'library/python' }],
  [
    'python:3.13',
    { repository: 'python', tag: '3.13', canonicalRegistry: 'docker.io', canonicalRepository: 'library/python' },
  ],
  [
    'pytorch/pytorch:2.13',
    {
      repository: 'pytorch/pytorch',
      tag: '2.13',
      canonicalRegistry: 'docker.io',
      canonicalRepository: 'pytorch/pytorch',
    },
  ],
  [
    'docker.io/python',
    {
      registry: 'docker.io',
      repository: 'python',
      canonicalRegistry: 'docker.io',
      canonicalRepository: 'library/python',
    },
  ],
  [
    'index.docker.io/library/python',
    {
      registry: 'index.docker.io',
      repository: 'library/python',
      canonicalRegistry: 'docker.io',
      canonicalRepository: 'library/python',
    },
  ],
  [
    'localhost/app',
    { registry: 'localhost', repository: 'app', canonicalRegistry: 'localhost', canonicalRepository: 'app' },
  ],
  [
    'localhost:5000/app:1',
    {
      registry: 'localhost:5000',
      repository: 'app',
      tag: '1',
      canonicalRegistry: 'localhost:5000',
      canonicalRepository: 'app',
    },
  ],
  [
    '[::1]:5000/app',
    { registry: '[::1]:5000', repository: 'app', canonicalRegistry: '[::1]:5000', canonicalRepository: 'app' },
  ],
  [
    `quay.io/jupyter/scipy-notebook:2026-10-05@${digest}`,
    {
      registry: 'quay.io',
      repository: 'jupyter/scipy-notebook',
      tag: '2026-10-05',
      digest,
      canonicalRegistry: 'quay.io',
      canonicalRepository: 'jupyter/scipy-notebook',
    },
  ],
  [
    `r-base@${digest}`,
    { repository: 'r-base', digest, canonicalRegistry: 'docker.io', canonicalRepository: 'library/r-base' },
  ],
])('%s parses', (text, parts) => {
  expect(parseImageReference(text)).toEqual({ text, ...parts });
});

test.each([
  ['', 'empty'],
  ['a b', 'white space'],
  ['Python:3', 'upper-case'],
  ['ghcr.io/Owner/app', 'upper-case'],
  ['python:', 'without a tag'],
  ['python:-x', 'where a tag belongs'],
  ['python@sha256:abc', 'digest of 3 hexadecimal digits'],
  [`python@${digest.toUpperCase().replace('SHA', 'sha')}`, 'upper-case digits'],
  [`python@${digest}@${digest}`, 'more than one @'],
  ['python@md5:abc', 'where a digest belongs'],
  ['-x.io/app', 'where a registry host belongs'],
  ['ghcr.io/', 'no repository'],
  ['python:${TAG}', 'where a tag belongs'],
  ['--rm', 'where a repository name belongs'],
  ['a//b', 'where a repository name belongs'],
  ['a'.repeat(256), 'more than 255'],
])('%j is refused: %s', (text, error) => {
  expect(parseImageReference(text)).toHaveProperty('error', expect.stringContaining(error));
});

test('whatever parses is rebuilt from its parts', () => {
  const text = fc.stringMatching(/^[a-zA-Z0-9.:/@_-]{1,40}$/);
  fc.assert(
    fc.property(text, (written) => {
      const reference = parseImageReference(written);
      if ('error' in reference) return;
      const { registry, repository, tag, digest: hash } = reference;
      expect(
        `${registry === undefined ? '' : `${registry}/`}${repository}${tag === undefined ? '' : `:${tag}`}${hash === undefined ? '' : `@${hash}`}`,
      ).toBe(written);
    }),
    { numRuns: 2000 },
  );
});
