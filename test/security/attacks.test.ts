import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const script = path.join(import.meta.dirname, 'attacks.sh');

const names = execFileSync('bash', ['-c', `grep -oE '^[a-z_]+\\(\\)' '${script}' | tr -d '()' | grep _`], {
  encoding: 'utf8',
})
  .trim()
  .split('\n');

test('every attack is tried', () => {
  expect(names.length).toBeGreaterThan(15);
});

const attempt = (name: string): ReturnType<typeof spawnSync> =>
  spawnSync('bash', [script, path.join(root, 'dist/bin/tre-container.js'), path.join(root, 'examples'), name], {
    encoding: 'utf8',
  });

test('a program that does not start holds nothing', () => {
  const { stdout } = spawnSync('bash', [script, path.join(root, 'package.json'), path.join(root, 'examples')], {
    encoding: 'utf8',
  });
  expect(stdout).toBe('FELL  honest_folder_works: nothing else was tried\n');
});

test.each(names)('%s is held', (name) => {
  const { stdout, stderr, status } = attempt(name);
  expect({ stdout, stderr, status }).toMatchObject({
    stdout: expect.stringContaining(`held  ${name}`) as string,
    status: 0,
  });
});
