import { expect, test } from 'vitest';
import { isDockerfile } from '../../../src/parse/project/dockerfile-names.ts';

test.each([
  'Dockerfile',
  'docker/Dockerfile.gpu',
  'app.dockerfile',
  'Containerfile-old',
  'Dockerfile.v1+cu124',
  'Dockerfile (1)',
  'Dockerfile.gpu (copy)',
  'Dockerfile.\u00E9',
  '\u00E9.Dockerfile',
  'gpu v2.Dockerfile',
  'Dockerfile.gpu,v2',
  String.raw`Dockerfile.a\b`,
  'Dockerfile.a:b',
])('%s is one', (path) => {
  expect(isDockerfile(path)).toBe(true);
});

test.each([
  'Dockerfiles',
  'Dockerfile2',
  'Dockerfile/README',
  'Dockerfile.txt',
  'Dockerfile.bak',
  'Dockerfile~',
  'Dockerfile.gpu~',
  'dockerfile.py',
  'make-dockerfile',
])('%s is none', (path) => {
  expect(isDockerfile(path)).toBe(false);
});
