import { expect, test } from 'vitest';
import { elsewhere, namesOf, packageOf, updateAtlas, type ReadWheel } from '../../maintenance/update-atlas.ts';
import { atlas } from '../../src/catalog/atlas.ts';

const wandb = atlas.find(({ name }) => name === 'wandb');
if (wandb === undefined) throw new Error('wandb left the atlas');
const names = namesOf(wandb);
const { seen = '' } = packageOf(wandb);

/** An index whose newest wheel is `newest`; the wheel that was read holds every name. */
function index(newest: string, held: readonly string[], variables: readonly string[] = []): ReadWheel {
  return async (_, version) =>
    version === undefined
      ? { version: newest, held: new Set(held), variables: new Set(variables) }
      : { version, held: new Set(names), variables: new Set(['WANDB_DIR']) };
}

test('an entry names the package and the version that its facts were read in, and what it rests on', () => {
  expect(packageOf(wandb).name).toBe('wandb');
  expect(seen).toMatch(/^\d/);
  expect(names).toContain('WANDB_DIR');
  expect(names).toContain('init');
});

test('what vanished is for a person to look at, what is new and telling is said', async () => {
  const { problems, changes } = await updateAtlas(
    index(
      '99.0.0',
      names.filter((name) => name !== 'WANDB_DIR'),
      ['WANDB_DIR', 'WANDB_OFFLINE_2', 'WANDB_COLOUR'],
    ),
    ['wandb'],
  );
  expect(problems).toEqual([`wandb: \`WANDB_DIR\` vanished after ${seen}`]);
  expect(changes).toEqual([['wandb', seen, '99.0.0', 'gone: `WANDB_DIR`; new: `WANDB_OFFLINE_2`']]);
});

test('the version that was read is only looked into, and a wheel that cannot be had is a problem', async () => {
  expect(await updateAtlas(index(seen, names), ['wandb'])).toEqual({ changes: [], problems: [], notes: [] });
  const { notes } = await updateAtlas(index(seen, names.slice(1)), ['wandb']);
  expect(notes).toEqual([`wandb: wandb ${seen} does not hold \`${names[0] ?? ''}\`; what it depends on may`]);
  const { problems } = await updateAtlas(async () => ({ failed: 'no such package' }), ['wandb']);
  expect(problems).toEqual(['wandb: no such package']);
});

test('a wheel that is too large is named, not fetched', async () => {
  const { notes } = await updateAtlas(async () => Promise.reject(new Error('fetched')), ['pyspark']);
  expect(notes).toEqual(['wheels that are too large to be fetched: pyspark']);
});

/** ArviZ since 1.0: another package holds what was in it before. */
const parts: ReadWheel = async (name, version) => ({
  version: version ?? (name === 'arviz' ? '1.3.0' : '0.8.2'),
  held: new Set(name === 'arviz' && version === undefined ? [] : ['ARVIZ_DATA', 'load_arviz_data']),
  variables: new Set(),
});

test('what another package of the entry holds is there', async () => {
  const { problems, changes } = await updateAtlas(parts, ['arviz']);
  expect(problems).toEqual([]);
  expect(changes).toEqual([['arviz', '0.23.4', '1.3.0', 'all names are there']]);
});

test('every name that stands elsewhere is one that an entry rests on', () => {
  const all = new Set(atlas.flatMap((entry) => namesOf(entry)));
  expect([...elsewhere.keys()].filter((name) => !all.has(name))).toEqual([]);
});
