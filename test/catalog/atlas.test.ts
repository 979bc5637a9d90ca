import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atlas } from '../../src/catalog/atlas.ts';
import * as other from '../../src/catalog/atlas-other.ts';
import * as python from '../../src/catalog/atlas-python.ts';
import type { Condition } from '../../src/model/atlas/atlas-entry.ts';
import { usesOfExample } from '../helpers/atlas.ts';

const root = join(import.meta.dirname, '../..');

describe('the atlas', () => {
  it('has every file of its folder in the index of its language', () => {
    const files = readdirSync(join(root, 'src/catalog/atlas')).map((file) => file.replace(/\.ts$/, ''));
    expect(atlas.map(({ name }) => name).toSorted()).toEqual(files.toSorted());
    expect(Object.values(python).every(({ language }) => language === 'python')).toBe(true);
    expect(Object.values(other).every(({ language }) => language !== 'python')).toBe(true);
  });

  it('says of everything that is brought where it stands', () => {
    const names = new Set(atlas.map(({ name }) => name));
    expect(atlas.flatMap(({ brings = [] }) => brings).filter((name) => !names.has(name))).toEqual([]);
  });

  it('gives a variable one value, unless the languages differ in what they mean by it', () => {
    const values = new Map<string, Set<string>>();
    for (const { language, settings = [] } of atlas) {
      for (const { name, value } of settings) {
        const key = `${language === 'python' || language === 'program' ? '' : language} ${name}`;
        values.set(key, (values.get(key) ?? new Set()).add(value));
      }
    }
    const several = [...values].filter(([, each]) => each.size > 1).map(([name]) => name.trim());
    // The cache of msigdbr is filled by the build, that of other packages is written at run time.
    expect(several).toEqual(['r R_USER_CACHE_DIR']);
  });

  it.each(atlas.map((entry) => [entry.name, entry] as const))('%s is told apart and told whole', (_, entry) => {
    expect(entry.name).toMatch(/^[\da-z]+(?:-[\da-z]+)*$/);
    expect(entry.imports.length).toBeGreaterThan(0);
    expect(entry.stage.outside.length).toBeGreaterThan(3);
    expect(entry.stage.inside.length).toBeGreaterThan(3);
    expect(entry.seen.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    const unusable = entry.triggers.filter(
      ({ on, calls, commands, argument, unless = [] }) =>
        unless.some((condition) => shapeOf(condition) !== 1) ||
        (on === 'always' && calls === undefined && commands === undefined) ||
        ((on === 'name' || on === 'default' || on === 'host') && (calls === undefined || argument === undefined)),
    );
    expect(unusable).toEqual([]);
    // What the network is used for is shown; where that was only reported, nothing is claimed.
    const isSure = entry.seen.how !== 'reported' && entry.triggers.some(({ reported }) => reported !== true);
    expect(entry.examples.asks !== undefined).toBe(isSure);
  });
});

function shapeOf(condition: Condition): number {
  return ['is', 'option', 'filled', 'elsewhere', 'madeBy'].filter(
    (key) => key in condition && !(key === 'is' && 'elsewhere' in condition),
  ).length;
}

describe('the examples of the atlas', () => {
  it.each(atlas.filter(({ examples }) => examples.asks !== undefined).map((entry) => [entry.name, entry] as const))(
    '%s: the one that asks',
    async (_, entry) => {
      const uses = await usesOfExample(entry, entry.examples.asks ?? '');
      expect(uses.filter(({ entry: { name }, answer }) => name === entry.name && answer === 'yes')).not.toEqual([]);
    },
  );

  it.each(atlas.map((entry) => [entry.name, entry] as const))('%s: the one that does not', async (_, entry) => {
    const uses = await usesOfExample(entry, entry.examples.local, entry.examples.environment);
    // Every entry sees the example, not only its own: what one takes for its library, another must not take for its own.
    expect(
      uses
        .filter(({ answer }) => answer !== 'no')
        .map(({ entry: { name }, what, answer, why }) => `${name} ${what} ${answer} ${why}`),
    ).toEqual([]);
  });
});
