import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findPlaces } from '../../../src/engine/pin/find-places.ts';
import { completeAnswers, listVariants, readVariant, renderAnswers } from '../../helpers/golden.ts';

const pipelines = /^\.github\/workflows\/.+\.yml$|^\.gitlab-ci\.yml$/;

/** The pipelines of some answers, by path. */
async function renderPipelines(answers: Parameters<typeof renderAnswers>[0]): Promise<readonly [string, string][]> {
  const tree = await renderAnswers(answers);
  return [...tree].flatMap(([path, { text }]) => (pipelines.test(path) ? [[path, text] as [string, string]] : []));
}

/** What a pipeline takes from outside without saying by commit, digest or checksum what it is. */
function listLoose(path: string, text: string): readonly string[] {
  const places = findPlaces(path, text, 'yaml').filter(
    (place) =>
      (place.kind === 'action' && place.commit === undefined) ||
      (place.kind === 'image' && place.image.digest === undefined) ||
      place.kind === 'open',
  );
  // A command that is only printed, for a person to type, fetches nothing.
  const lines = text.split('\n').filter((line) => !/^\s*(?:#|command=)/.test(line));
  const sums = lines.filter((line) => line.includes('sha256sum')).join('\n');
  const fetching = lines.filter((line) => {
    if (/\b(?:npx|pipx?|uvx?|apk|apt|apt-get|conda|gem|cargo|go)"?\s+(?:-|install|add|get|run)/.test(line)) return true;
    // Of the one package that is named, or of the lock at a commit that was compared before.
    if (/\bnpm (?:i|ci|install|add)\b/.test(line))
      return !/^npm (?:install|ci) --ignore-scripts --no-audit --no-fund$/.test(line.trim());
    if (!/\b(?:curl|wget)\s/.test(line)) return false;
    const [, name = ''] = /"\$(\w+)_URL"$/.exec(line) ?? [];
    return !sums.includes(`"$${name}_SHA256"`);
  });
  return [...places.map((place) => place.text), ...fetching.map((line) => line.trim())];
}

describe('everything from outside is named by what it is, as the head of a pipeline says', () => {
  test.each(listVariants())('%s', async (variant) => {
    for (const [path, text] of await renderPipelines(await readVariant(variant)))
      expect([path, listLoose(path, text)]).toEqual([path, []]);
  });

  test('which was not so of release 0.1.0', () => {
    const found = [join('python-minimal', '.github/workflows/container.yml'), join('rocker-full', '.gitlab-ci.yml')]
      .flatMap((path) => listLoose(path, readFileSync(join('test/history/0.1.0', path), 'utf8')))
      .join('\n');
    for (const loose of ['npx --yes', 'bin/pip" install', 'apk add']) expect(found).toContain(loose);
  });
});

const names = { base: 'python', name: 'lung-ct', project: 'nsh-2024-001', registry: 'ghcr.io/lung-study' };
const commit = '0123456789abcdef0123456789abcdef01234567';
const tarball = `https://example.org/tre-container-0.2.0.tgz#sha512-${'A'.repeat(86)}==`;

test.each([
  [
    'github',
    'tre-container',
    'Trivy by checksum, the checker (one npm package without dependencies) by version, and by checksum where CHECKER_INTEGRITY has one.',
  ],
  ['github', `git+https://github.com/lung/tre-container.git#${commit}`, 'Trivy by checksum, the checker by commit.'],
  ['github', tarball, 'Trivy by checksum, the checker (one npm package without dependencies) as well.'],
  [
    'gitlab',
    'tre-container',
    'by checksum, the checker (one npm package without dependencies) by version, and by checksum where CHECKER_INTEGRITY has one.',
  ],
  ['gitlab', tarball, 'by checksum, the checker (one npm package without dependencies) as well.'],
] as const)('the head of a pipeline on %s says how %s is named', async (ci, generator, sentence) => {
  const found = await renderPipelines(await completeAnswers({ ...names, ci, generator }));
  const text = found.find(([path]) => /container\.yml|gitlab-ci/.test(path))?.[1] ?? '';
  expect(text).toContain(`# ${sentence}\n`);
  expect(text).toMatch(/^# What changes by itself: the runner/m);
});
