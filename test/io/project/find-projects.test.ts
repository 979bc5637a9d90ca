import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findProjectsBelow } from '../../../src/io/project/find-projects.ts';

const record = '{"generator-tre-container":{}}';

test('a record that is a pipe is not opened, and one behind a link counts', () => {
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'projects-'));
  for (const name of ['pipe', 'link', 'plain']) fs.mkdirSync(path.join(folder, name));
  const pipe = path.join(folder, 'pipe', '.yo-rc.json');
  execFileSync('mkfifo', [pipe]);
  fs.writeFileSync(path.join(folder, 'link', 'record.json'), record);
  fs.symlinkSync('record.json', path.join(folder, 'link', '.yo-rc.json'));
  fs.writeFileSync(path.join(folder, 'plain', '.yo-rc.json'), record);
  // Whoever opens the pipe finds a record in it, and does not wait for ever.
  const writer = spawn('sh', ['-c', 'printf %s "$1" > "$2"', 'sh', record, pipe], { stdio: 'ignore' });
  const found = findProjectsBelow(folder);
  writer.kill('SIGKILL');
  expect(found).toEqual(['link', 'plain']);
});
