import { expect, test } from 'vitest';
import { createStage } from '../../generators/stage.ts';
import type { Plan } from '../../src/model/upgrade/plan.ts';
import type { ProjectFiles } from '../../src/model/ports.ts';

const entry = (path: string, text: string): Plan[number] => ({
  path,
  action: 'create',
  reason: 'new',
  ownership: 'user',
  next: { text, executable: true },
});

function setUp(): {
  readonly memory: Map<string, string | null>;
  readonly applied: Plan[];
  readonly stage: ReturnType<typeof createStage>;
  readonly project: ProjectFiles;
} {
  const memory = new Map<string, string | null>();
  const applied: Plan[] = [];
  const stage = createStage({
    write: (path, text) => memory.set(path, text),
    delete: (path) => memory.set(path, null),
    read: (path) => memory.get(path) ?? null,
  });
  const project = stage.wrap({
    root: '/p',
    apply: async (plan: Plan) => void applied.push(plan),
  } as unknown as ProjectFiles);
  return { memory, applied, stage, project };
}

test('a plan waits in memory until the commit, and takes along what was changed there', async () => {
  const { memory, applied, stage, project } = setUp();
  const done = project.apply([
    entry('a', 'one'),
    { ...entry('b', ''), action: 'delete', next: undefined } as unknown as Plan[number],
  ]);
  await stage.staged;
  expect(applied).toEqual([]);
  expect([...memory]).toEqual([
    ['/p/a', 'one'],
    ['/p/b', null],
  ]);
  memory.set('/p/a', 'one, formatted');
  await stage.commit();
  await done;
  expect(applied[0]?.map(({ path, next }) => [path, next?.text, next?.executable])).toEqual([
    ['a', 'one, formatted', true],
    ['b', undefined, undefined],
  ]);
});

test('after the commit a plan is written at once', async () => {
  const { applied, stage, project } = setUp();
  await stage.commit();
  await project.apply([entry('a', 'one')]);
  expect(applied).toHaveLength(1);
});

test("a commit that fails is the command's failure, not the commit's", async () => {
  const { stage } = setUp();
  const project = stage.wrap({
    root: '/p',
    apply: async () => {
      throw new Error('disk full');
    },
  } as unknown as ProjectFiles);
  const done = project.apply([entry('a', 'one')]);
  await Promise.all([expect(done).rejects.toThrow('disk full'), stage.commit()]);
});
