import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { findPlaces } from '../../src/engine/pin/find-places.ts';

const folder = join(import.meta.dirname, '..', '..', '.github', 'workflows');

describe.each(readdirSync(folder))('%s', (file) => {
  const text = readFileSync(join(folder, file), 'utf8');

  test('names every action by commit, with its release beside it', () => {
    const places = findPlaces(file, text, 'yaml');
    expect(places.length).toBeGreaterThan(0);
    for (const place of places)
      expect(place).toMatchObject({
        kind: 'action',
        commit: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
        ref: expect.stringMatching(/^v\d+\.\d+\.\d+$/) as string,
      });
  });

  test('gives no right to write to the job that runs packages', () => {
    const workflow = parse(text) as {
      permissions: object;
      jobs: Record<string, { permissions: Record<string, string>; steps: { run?: string }[] }>;
    };
    expect(workflow.permissions).toEqual({});
    for (const { permissions, steps } of Object.values(workflow.jobs)) {
      // Publishing a tarball runs nothing of it.
      const runsPackages = steps.some(({ run }) => /\bnp[mx] (?!publish --ignore-scripts\b)/.test(run ?? ''));
      expect(Object.values(permissions).includes('write') && runsPackages).toBe(false);
    }
  });
});
