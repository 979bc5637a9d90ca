import { describe, expect, test } from 'vitest';
import { bases } from '../../src/catalog/bases.ts';
import { knownImages } from '../../src/catalog/images.ts';
import { parseDockerfile } from '../../src/parse/dockerfile/dockerfile.ts';

const known = (image: string): (typeof knownImages)[number] | undefined =>
  parseDockerfile('Dockerfile', `FROM ${image}\n`, { images: knownImages }).final?.known;

test.each([
  ['python:3.13', 'root'],
  ['docker.io/jupyter/scipy-notebook:2023-10-20', 'jovyan'],
  ['quay.io/jupyter/pytorch-notebook:2026-10-05', 'jovyan'],
  ['rapidsai/rapidsai:22.12-cuda11.5-runtime-ubuntu18.04-py3.9', 'root'],
  ['mambaorg/micromamba:2.0.5', 'mambauser'],
  ['mathworks/matlab:r2024a', 'matlab'],
  ['ghcr.io/rocker-org/binder', 'jovyan'],
  ['ghcr.io/rocker-org/geospatial:4.6.1', 'root'],
  ['docker.io/org/own:1', undefined],
  ['docker.io/rocker/unheard-of:1', undefined],
])('%s runs as %s', (image, user) => {
  expect(known(image)?.user.name).toBe(user);
});

test('a tag tells which of two kinds of image it is', () => {
  expect(known('ghcr.io/astral-sh/uv:0.9.0')?.shell).toBe(false);
  expect(known('ghcr.io/astral-sh/uv:python3.13-trixie-slim')?.shell).toBe(true);
  expect(known('tensorflow/tensorflow:2.21.0-jupyter')?.ports).toEqual([8888]);
  expect(known('tensorflow/tensorflow:2.21.0')?.ports).toEqual([]);
});

test('a name in full stands once, or once for each kind of tag', () => {
  const names = knownImages.flatMap(({ repositories, tags }) => repositories.map((name) => `${name} ${String(tags)}`));
  expect(new Set(names).size).toBe(names.length);
});

describe.each(Object.values(bases))('the base $name', ({ images, repositories, user, port, kind }) => {
  test.each([...new Set([...repositories, ...images.map(({ reference }) => reference.replace(/:[^/]*$/, ''))])])(
    'says of %s what the table says',
    (repository) => {
      const found = known(`${repository}:1.0`);
      expect([found?.user.name, found?.user.uid]).toEqual([user.name, user.uid]);
      expect(kind === 'interactive' ? (found?.server?.port ?? port) : undefined).toBe(port);
    },
  );
});
