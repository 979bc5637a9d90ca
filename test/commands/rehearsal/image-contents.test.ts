import { expect, test } from 'vitest';
import { compareContents, type ExpectedContents } from '../../../src/commands/project/compare-contents.ts';
import { fakeEngine } from '../fake-engine.ts';

const expected: ExpectedContents = {
  placed: [
    { path: 'src/main.py', places: ['/app/main.py'], digest: 'm' },
    { path: 'tool', places: ['/usr/bin/tool/tool', '/usr/bin/tool'], digest: 't' },
    { path: 'list.txt', places: ['/app/list.txt'], digest: 'l', removedBy: 4 },
  ],
  folders: ['/app'],
  unplaced: ['x.tar'],
};
const compare = (held: Readonly<Record<string, string>>, what = expected): ReturnType<typeof compareContents> =>
  compareContents({ ...fakeEngine(), digestContents: async () => new Map(Object.entries(held)) }, 'sha256:1', what);

test('an image is compared with the project byte for byte, and what lies beside is named', async () => {
  const right = { '/app/main.py': 'm', '/usr/bin/tool': 't', '/app/list.txt': 'l' };
  const nothing = { differing: [], removed: [], more: [], unplaced: ['x.tar'] };
  expect(await compare(right)).toEqual({ ...nothing, same: 3 });
  expect(await compare({ ...right, '/app/main.py': 'other', '/app/json.py': 'j', '/usr/bin/more': 'x' })).toEqual({
    ...nothing,
    same: 2,
    differing: ['src/main.py (/app/main.py)'],
    more: ['/app/json.py'],
  });
  // What a RUN takes away is gone; what it puts in its place is another.
  const { '/app/list.txt': _, ...removed } = right;
  expect(await compare(removed)).toEqual({ ...nothing, same: 2, removed: ['list.txt'] });
  expect((await compare({ ...right, '/app/list.txt': 'other' }))?.differing).toEqual(['list.txt (/app/list.txt)']);
  expect((await compare({ ...right, '/app/main.py': 'link:m' }))?.differing).toHaveLength(1);
});

test('of too many files, and of what the engine cannot read, nothing is said', async () => {
  const placed = Array.from({ length: 301 }, (_, at) => ({
    path: `f${String(at)}`,
    places: [`/usr/bin/f${String(at)}`],
    digest: 'x',
  }));
  expect(await compare({}, { ...expected, placed })).toBeUndefined();
  const blind = { ...fakeEngine(), digestContents: async () => undefined };
  expect(await compareContents(blind, 'sha256:1', expected)).toBeUndefined();
});
