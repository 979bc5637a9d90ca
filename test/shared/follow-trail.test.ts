import { expect, test } from 'vitest';
import { type Following, followTrail } from '../../src/shared/follow-trail.ts';

test('work is done in the order in which calls would do it', () => {
  const done: string[] = [];
  function* visit(name: string, below: Readonly<Record<string, readonly string[]>>): Following {
    done.push(`begins ${name}`);
    for (const each of below[name] ?? []) yield visit(each, below);
    done.push(`ends ${name}`);
  }
  followTrail(visit('a', { a: ['b', 'd'], b: ['c'] }));
  expect(done.join(', ')).toBe('begins a, begins b, begins c, ends c, ends b, begins d, ends d, ends a');
});

test('a chain is as long as it likes: no stack holds a million calls', () => {
  let [deepest, open] = [0, 0];
  function* visit(left: number): Following {
    open += 1;
    deepest = Math.max(deepest, open);
    if (left > 0) yield visit(left - 1);
    open -= 1;
  }
  followTrail(visit(1_000_000));
  expect([deepest, open]).toEqual([1_000_001, 0]);
});
