import { describe, expect, inject, test } from 'vitest';
import type { BaseName } from '../../src/model/answers/answers.ts';
import { batchBases, nothing, useRealUser } from './equipment/use-real-user.ts';

const { rehearseBase, held } = useRealUser('sessions');
const others = (Object.keys(inject('standIns')) as BaseName[]).filter((base) => !batchBases.includes(base));

// As in real-user.test.ts, by another user, so that both go on side by side.
describe.each(others)('%s: the generated project', (base) => {
  test('passes every cell that it can do, and leaves nothing', async () => {
    const { said, verdict, passed } = await rehearseBase(base);
    expect(said).toMatch(/\d+ passed, 0 failed, 0 unknown, \d+ not applicable/);
    expect([verdict, passed]).toEqual(['pass', base === 'rocker' ? 3 : 10]);
    expect(held()).toEqual(nothing);
  });
});
