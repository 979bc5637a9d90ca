import { describe, expect, it } from 'vitest';
import { usesOfExample } from '../helpers/atlas.ts';
import { entryOf } from '../libraries/install-libraries.ts';
import { proofs } from '../libraries/proofs.ts';

describe('the proofs of the atlas, which run in a suite of their own', () => {
  it('are of many libraries, each once', () => {
    expect(new Set(proofs.map(({ entry }) => entry)).size).toBe(proofs.length);
    expect(proofs.length).toBeGreaterThan(20);
  });

  it.each(proofs)('$entry: says that it was run, and a version that can be installed', ({ entry }) => {
    expect(entryOf(entry).seen.how).toBe('run');
  });

  it.each(proofs.filter(({ asks }) => asks !== undefined))(
    '$entry: what fetches is told',
    async ({ entry, asks = '' }) => {
      const uses = await usesOfExample(entryOf(entry), asks);
      expect(uses.filter(({ entry: { name }, answer }) => name === entry && answer === 'yes')).not.toEqual([]);
    },
  );

  it.each(proofs.filter(({ local }) => local !== undefined))('$entry: what does not is let be', async (proof) => {
    const entry = entryOf(proof.entry);
    const environment = { ...proof.environment, ...entry.examples.environment };
    const uses = await usesOfExample(entry, proof.local ?? '', environment);
    expect(uses.filter(({ answer }) => answer === 'yes')).toEqual([]);
  });
});
