import { describe, expect, test } from 'vitest';
import { bases } from '../../src/catalog/bases.ts';
import { knownImages } from '../../src/catalog/images.ts';
import { securityReleases } from '../../src/catalog/releases.ts';
import { parseProject } from '../../src/parse/project/project.ts';
import rule from '../../src/rules/base-image-current.ts';
import { compareRelease, isOfLine, versionOfTag } from '../../src/rules/shared/image/compare-release.ts';

async function judge(dockerfile: string): Promise<Record<string, unknown>> {
  const file = { path: 'Dockerfile', size: dockerfile.length, executable: false, text: dockerfile };
  const verdict = rule.check(await parseProject([file], { bases: Object.values(bases), images: knownImages }));
  const { findings, evidence, ...rest } = verdict as unknown as {
    readonly findings?: readonly { readonly message: string }[];
    readonly evidence?: readonly { readonly text: string }[];
  };
  return { ...rest, text: findings?.[0]?.message ?? evidence?.[0]?.text };
}

const fixOf = async (files: Readonly<Record<string, string>>): Promise<string | undefined> => {
  const tree = Object.entries(files).map(([path, text]) => ({ path, size: text.length, executable: false, text }));
  const verdict = rule.check(await parseProject(tree, { bases: Object.values(bases), images: knownImages }));
  return verdict.verdict === 'fail' ? verdict.findings[0].fix : undefined;
};
const proposed = (at: number): string =>
  `${bases.python.images[at]?.reference ?? ''}@${bases.python.images[at]?.digest ?? ''}`;

test('the release that a moving tag could name is one of its own line', async () => {
  const text = 'FROM docker.io/library/python:3.11-slim-bookworm\n';
  const tree = [{ path: 'Dockerfile', size: text.length, executable: false, text }];
  const verdict = rule.check(await parseProject(tree, { bases: Object.values(bases), images: knownImages }));
  expect(JSON.stringify(verdict)).toMatch(/as in docker\.io\/library\/python:3\.11\.\d+-slim-bookworm/);
});

describe('a base image beside the security releases that are known', () => {
  const digest = `@sha256:${'a'.repeat(64)}`;
  test.each([
    ['docker.io/library/python:3.13.15-slim', '"docker.io/library/python:3.13.15-slim" is Python 3.13.15, older than'],
    [`python:3.12.3${digest}`, '"python:3.12.3" is Python 3.12.3, older than the security release 3.12.15'],
    ['python:3.9-slim', '"python:3.9-slim" is Python 3.9, which has had no security releases since 2025-10-31'],
    ['python:2.7.18', 'is Python 2.7, which has had no security releases since 2020-01-01'],
    ['pytorch/pytorch:2.6.0-cuda12.4-cudnn9-runtime', 'is PyTorch 2.6.0, older than the security release 2.10.0'],
    ['rocker/tidyverse:4.3.2', 'is R 4.3.2, older than the security release 4.4.0, which fixes CVE-2024-27322'],
    ['ghcr.io/rocker-org/rstudio:3.6.3-ubuntu18.04', 'is R 3.6.3, older than'],
    ['rocker/r-ver:4.3', 'is R 4.3, older than the security release 4.4.0'],
  ])('%s is older', async (image, text) => {
    expect(await judge(`FROM ${image}\n`)).toEqual({ verdict: 'fail', text: expect.stringContaining(text) as string });
  });

  // No release of R 4.4 is older than 4.4.0.
  test.each([
    ['rocker/r-ver:4.4', 'R 4.4 may be any release of it from 4.4.0 on, the newest security release'],
    ['pytorch/pytorch:2.10-cuda12.6-cudnn9-runtime', 'PyTorch 2.10 may be any release of it from 2.10.0 on,'],
    ['bioconductor/bioconductor_docker:3.20-r-4.4', 'R 4.4 may be any release of it from 4.4.0 on,'],
  ])('%s is no older, whichever release it is', async (image, text) => {
    expect(await judge(`FROM ${image}\n`)).toMatchObject({
      verdict: 'pass',
      text: expect.stringContaining(text) as string,
    });
  });

  test.each([
    ['python:3.13-slim', '"python:3.13-slim" may be any release of Python 3.13'],
    [`python:3.13${digest}`, 'may be any release of Python 3.13'],
    ['python:3', 'names no release of Python'],
    ['python:slim-bookworm', 'names no release of Python'],
    ['python', '"python" names no release of Python'],
    ['python:3.15.0rc1-slim', 'names no release of Python'],
    ['rocker/rstudio:latest', 'names no release of R'],
    ['rocker/rstudio:4', 'may be any release of R 4'],
    ['python:${VERSION}', '"python:${VERSION}"'],
    ['somebody/tool:1.2', 'nobody here knows what docker.io/somebody/tool brings'],
  ])('of %s nobody can tell', async (image, reason) => {
    expect(await judge(`FROM ${image}\n`)).toMatchObject({
      verdict: 'unknown',
      reason: expect.stringContaining(reason) as string,
    });
  });

  test.each(['python:3.15.0-slim', 'continuumio/miniconda3:24.1.2', 'rocker/r-ubuntu:22.04', 'scratch'])(
    'of %s nothing is known, and it is said to be so',
    async (image) => {
      expect(await judge(`FROM ${image}\n`)).toMatchObject({ verdict: 'notApplicable' });
    },
  );

  test('of a later release without an image the pass says so, and it never counts as proved', async () => {
    const { verdict, proof, text } = await judge('FROM python:3.13.16-slim\n');
    expect([verdict, proof]).toEqual(['pass', 'none-found']);
    expect(text).toBe(
      'Python 3.13.16 is the newest security release with an image that this version knows; 3.13.18 fixes CVE-2026-114583, CVE-2026-115557, and no image of it was seen by 2026-11-26',
    );
    expect((await judge('FROM python:3.13.18-slim\n'))['text']).toBe(
      'Python 3.13.18 is newer than 3.13.16, the newest security release with an image that this version knows',
    );
  });

  test('the fix names the image of the catalogue, and the command where the Dockerfile is ours', async () => {
    const old = 'FROM docker.io/library/python:3.12.3-slim\n';
    expect(await fixOf({ Dockerfile: old })).toBe(`start from ${proposed(1)}`);
    expect(await fixOf({ Dockerfile: old, '.yo-rc.json': '{}' })).toBe(
      `tre-container upgrade --set image=${proposed(1)}`,
    );
    expect(await fixOf({ Dockerfile: 'FROM python:3.8\n' })).toBe(`start from ${proposed(0)}`);
    expect(await fixOf({ Dockerfile: 'FROM python:3.11.2\n' })).toContain('name the image of Python 3.11.17 or later');
  });

  test('it is the image that the final stage starts from that counts, through stages and arguments', async () => {
    const text = 'ARG V=3.13.2\nFROM python:${V}-slim AS base\nFROM debian:13 AS build\nFROM base\n';
    expect(await judge(text)).toMatchObject({ verdict: 'fail' });
    expect(await judge('FROM python:3.8 AS build\nFROM python:3.13.16-slim\n')).toMatchObject({ verdict: 'pass' });
  });
});

test('what the catalogue proposes is not older, and what it knows fits together', async () => {
  for (const base of Object.values(bases))
    for (const { reference } of base.images)
      expect([reference, (await judge(`FROM ${reference}\n`))['verdict']]).toEqual([
        reference,
        expect.stringMatching(/^(?:pass|notApplicable)$/),
      ]);
  const wrong = securityReleases.flatMap(({ program, lines }) =>
    lines
      .filter(({ line, newest, withoutImage, ended }) => {
        const releases = [newest, withoutImage].filter((each) => each !== undefined);
        const inOrder =
          newest === undefined ||
          withoutImage === undefined ||
          compareRelease(newest.version, withoutImage.version) === 'older';
        const isKnown = (newest === undefined) === (ended !== undefined);
        return (
          !inOrder || !isKnown || releases.some(({ version, source }) => !isOfLine(version, line) || source === '')
        );
      })
      .map(({ line }) => `${program} ${line}`),
  );
  expect(wrong).toEqual([]);
});

test('versions are compared number by number, and a line is no release', () => {
  expect([versionOfTag('3.13.16-slim'), versionOfTag('v2'), versionOfTag('3.15rc1'), versionOfTag('slim')]).toEqual([
    '3.13.16',
    '2',
    undefined,
    undefined,
  ]);
  expect([compareRelease('3.9.1', '3.13.16'), compareRelease('3.13.16', '3.13.9')]).toEqual(['older', 'newer']);
  expect([compareRelease('3.13', '3.13.16'), compareRelease('3.13.16.1', '3.13.16')]).toEqual(['moves', 'newer']);
  expect(compareRelease('2.10.0', '2.10.0')).toBe('same');
  expect([compareRelease('4.4', '4.4.0'), compareRelease('4', '4.4.0'), compareRelease('4', '4.0.0')]).toEqual([
    'reaches',
    'moves',
    'reaches',
  ]);
  expect([isOfLine('3.13.2', '3.13'), isOfLine('3.1', '3.13'), isOfLine('3.131.2', '3.13')]).toEqual([
    true,
    false,
    false,
  ]);
});
