import { expect, test } from 'vitest';
import { listChanged, readIdentity } from '../../../src/io/engine/container-engine-cell.ts';

test('what id prints is taken over in its own form alone', () => {
  const plain = 'uid=1998602116 gid=5000 groups=5000,7000(tre)';
  expect(readIdentity(`${plain}\n`)).toBe(plain);
  expect(readIdentity(`${plain} context=system_u:system_r:container_t:s0:c1,c2`)).toBe(plain);
  for (const text of ['', 'approved by Information Governance', `${plain}\nuid=0`, `${plain} approved`])
    expect(readIdentity(text)).toBeUndefined();
});

test('what was added, changed or removed counts, folders above it and volumes of the image do not', () => {
  const diff = 'C /app\nA /app/new\nC /etc\nD /etc/motd\nC /db\nA /db/x\n';
  expect(listChanged(diff, ['/db'])).toEqual(['/app/new', '/etc/motd']);
});
