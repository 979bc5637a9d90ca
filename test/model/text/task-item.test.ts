import { describe, expect, test } from 'vitest';
import { isTicked, readBox, readTaskItem } from '../../../src/model/text/task-item.ts';

describe('an item of a list of tasks', () => {
  test.each(['-  [x] a b', '-     [x] a b', '-\t[x]\ta b', '* [X]  a b', '+ [x] a b', '1. [x] a b', '12)\t[x] a b'])(
    'is one however it is written: %j',
    (line) => {
      const item = readTaskItem(line);
      expect(item).toMatchObject({ indent: '', text: 'a b' });
      expect(item === undefined ? undefined : isTicked(item)).toBe(true);
      expect(readBox(line)).toEqual(item);
    },
  );

  test.each(['- 1. [x] a', '- [x] [ ] a', '- [x] - [ ] a', '> - [x] a', '  [x] a'])(
    'also within another one, with a box too many, or without a marker: %j',
    (line) => expect(readTaskItem(line)).toMatchObject({ box: 'x', text: 'a' }),
  );

  test.each([
    ['- 3. A? Or B', { indent: '', marker: '-', text: '3. A? Or B' }],
    ['- [x](https://a)', { indent: '', marker: '-', text: '[x](https://a)' }],
    ['- [x]**must** a', { indent: '', marker: '-', box: 'x', text: '**must** a' }],
  ])('has no other words than before: %j', (line, item) => expect(readTaskItem(line)).toEqual(item));

  test.each(['a [x] b', '[x](https://a)', '-[x] a', '## [x] a', ''])('is not in %j', (line) =>
    expect(readTaskItem(line)).toBeUndefined(),
  );

  test.each(['  - [x] a', '- a', '[x] a', '> - [x] a', '- [-] a'])(
    'in another one, or without a box, is no box: %j',
    (line) => expect(readBox(line)).toBeUndefined(),
  );
});
