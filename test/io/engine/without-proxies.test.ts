import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { withoutProxies } from '../../../src/io/engine/without-proxies.ts';

const before = process.env['DOCKER_CONFIG'];
afterEach(() => {
  if (before === undefined) delete process.env['DOCKER_CONFIG'];
  else process.env['DOCKER_CONFIG'] = before;
});

function configure(text: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'docker-'));
  writeFileSync(join(folder, 'config.json'), text);
  process.env['DOCKER_CONFIG'] = folder;
}

test('podman is told to hand none on', () => {
  expect(withoutProxies('podman', {})).toEqual(['--http-proxy=false']);
});

test("docker's configuration is overridden where it has some, and the project's own stay", () => {
  configure('{"auths":{}}');
  expect(withoutProxies('docker', {})).toEqual([]);
  configure('{"proxies":{"default":{"httpsProxy":"http://ada:secret@proxy.example:3128"}}}');
  const words = withoutProxies('docker', { HTTPS_PROXY: 'http://127.0.0.1:1' });
  expect(words).toContain('https_proxy=');
  expect(words).toContain('HTTP_PROXY=');
  expect(words).not.toContain('HTTPS_PROXY=');
  expect(words.join(' ')).not.toContain('secret');
});
