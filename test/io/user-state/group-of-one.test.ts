import { expect, test } from 'vitest';
import { isGroupOfOne } from '../../../src/io/user-state/group-of-one.ts';

const users = 'root:x:0:0:root:/root:/bin/sh\nana:x:1000:1000::/home/ana:/bin/sh\nben:x:1001:1001::/home/ben:/bin/sh\n';
const groups = 'root:x:0:\nana:x:1000:\nben:x:1001:\nlab:x:2000:ana,ben\nonly:x:2001:ana\n';

test.each([
  ['their own group', 1000, users, groups, true],
  ["root's", 0, users, groups, true],
  ['a group that they alone are in', 2001, users, groups, true],
  ["another user's own", 1001, users, groups, false],
  ['a group of several', 2000, users, groups, false],
  ['their own, which another has as well', 1000, `${users}eve:x:1002:1000::/:/bin/sh\n`, groups, false],
  ['their own, to which another was added', 1000, users, groups.replace('ana:x:1000:', 'ana:x:1000:eve'), false],
  ['one that the machine does not know', 5000, users, groups, false],
  ['where the machine does not know the user', 1000, 'root:x:0:0:root:/root:/bin/sh\n', groups, false],
  ['where nothing is known', 1000, '', '', false],
])('%s is a group of one: %#', (_, group, known, listed, expected) => {
  expect(isGroupOfOne(group, 1000, { users: known, groups: listed })).toBe(expected);
});
