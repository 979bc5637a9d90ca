import { createServer, type Server } from 'node:http';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { catchEnvironment } from '../../fakes/environment.ts';
import { pin as run } from '../../helpers/call-commands.ts';
import { parseIndexPage, selectWheels } from '../../../src/parse/packages/index-page.ts';

const digest = (digit: string): string => digit.repeat(64);
const link = (name: string, digit = ''): string =>
  `<a href="/whl/cpu/${encodeURIComponent(name)}${digit === '' ? '' : `#sha256=${digest(digit)}`}">${name}</a><br/>`;
/** As PyTorch's index has it: wheels of many systems and versions on one page. */
const torch = [
  link('torch-2.13.0+cpu-cp313-cp313-manylinux_2_28_x86_64.whl', 'b'),
  link('torch-2.13.0+cpu-cp312-cp312-manylinux_2_28_x86_64.whl', 'a'),
  link('torch-2.13.0+cpu-cp313-cp313-win_amd64.whl', 'c'),
  link('torch-2.13.0+cpu-cp313-cp313-manylinux_2_28_aarch64.whl', 'd'),
  link('torch-2.13.0-cp313-none-macosx_11_0_arm64.whl', 'e'),
  link('torch-2.12.0+cpu-cp313-cp313-manylinux_2_28_x86_64.whl', 'f'),
].join('\n');
const pages: Record<string, string> = {
  '/cpu/torch/': `<!DOCTYPE html><html><body>${torch}</body></html>`,
  '/cpu/torchvision/': JSON.stringify({
    files: [{ filename: 'torchvision-0.28.0+cpu-cp313-cp313-linux_x86_64.whl', hashes: { sha256: digest('1') } }],
  }),
  '/cpu/bare/': link('bare-1.0-py3-none-any.whl'),
};
const pinned = ` \\\n    --hash=sha256:${digest('a')} \\\n    --hash=sha256:${digest('b')}`;

let folder: string;
let server: Server;
let index: string;
let asked: string[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pin-wheels-'));
  asked = [];
  server = createServer(({ url = '' }, response) => {
    asked.push(url);
    const page = pages[url];
    response.writeHead(page === undefined ? 404 : 200).end(page);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  index = `http://127.0.0.1:${(server.address() as AddressInfo).port}/cpu/`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

async function pin(lines: string, flags: Readonly<Record<string, boolean>> = {}, name = 'requirements-torch.txt') {
  const head = `# CPU.\n--index-url ${index}\n`;
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\n');
  writeFileSync(join(folder, name), head + lines);
  const environment = { ...catchEnvironment(), variables: {} };
  const code = await run({ targets: [folder], flags }, environment).catch((error: unknown) => String(error));
  return { code, text: readFileSync(join(folder, name), 'utf8').replace(head, ''), out: environment.printed.out };
}

test('every wheel that Linux on amd64 can install gets its checksum, and pip reads the list as before', async () => {
  const { code, text, out } = await pin('torch==2.13.0+cpu # ours\ntorchvision==0.28.0+cpu\n');
  expect(text).toBe(
    `torch==2.13.0+cpu${pinned} # ours\ntorchvision==0.28.0+cpu \\\n    --hash=sha256:${digest('1')}\n`,
  );
  expect([code, out]).toEqual([0, expect.stringContaining('pinned  torch==2.13.0+cpu')]);
  expect(asked.toSorted()).toEqual(['/cpu/torch/', '/cpu/torchvision/']);
});

test('what has checksums is asked about by --update alone, which renews them', async () => {
  const stale = `torch==2.13.0+cpu \\\n    --hash=sha256:${digest('9')}\n`;
  expect(await pin(stale)).toMatchObject({ code: 0, text: stale });
  expect(asked).toEqual([]);
  expect(await pin(stale, { update: true })).toMatchObject({ code: 0, text: `torch==2.13.0+cpu${pinned}\n` });
});

test('--check tells that they are missing, and writes nothing', async () => {
  expect(await pin('torch==2.13.0+cpu\n', { check: true })).toMatchObject({ code: 1, text: 'torch==2.13.0+cpu\n' });
});

test.each([
  ['a version that the index does not have', 'torch==9.9.9+cpu', 'has no wheel of this version for Linux on amd64'],
  ['a package that it does not know', 'unheard==1.0', 'answers with status 404'],
  ['a file without a checksum', 'bare==1.0', 'gives no SHA-256 of it'],
])('%s leaves the whole list as it is, since pip takes checksums for all lines or for none', async (_, line, said) => {
  const { code, text, out } = await pin(`torch==2.13.0+cpu\n${line}\n`);
  expect(text).toBe(`torch==2.13.0+cpu\n${line}\n`);
  expect(code).toContain(said);
  expect(out).toContain('torch==2.13.0+cpu: another line of this list has no checksum');
});

test('a line without an exact version leaves the list open', async () => {
  const lines = 'torch==2.13.0+cpu\ntorchvision>=0.28\n';
  const { code, text, out } = await pin(lines);
  expect([code, text]).toEqual([0, lines]);
  expect(out).toContain('torchvision>=0.28: it has no exact version');
});

test.each([
  'torchvision==0.28.0+cpu ; python_version < "3.13"',
  'torchvision==0.28.0+cpu; python_version < "3.13"',
  `torchvision==0.28.0+cpu --hash=sha512:${'1'.repeat(128)}`,
])('a line on which more stands than checksums is not written over: %s', async (line) => {
  const lines = `torch==2.13.0+cpu\n${line}\n`;
  const { code, text, out } = await pin(lines);
  expect([code, text]).toEqual([0, lines]);
  expect(out).toContain('behind its version stands more than checksums');
});

test('no other list is touched: it would then need the checksums of every dependency', async () => {
  expect(await pin('torch==2.13.0+cpu\n', {}, 'requirements.txt')).toMatchObject({ text: 'torch==2.13.0+cpu\n' });
  expect(asked).toEqual([]);
});

test('an index with a login in its address, or over plain http elsewhere, is not asked', async () => {
  index = index.replace('http://', 'http://user:secret@');
  expect((await pin('torch==2.13.0+cpu\n')).out).toContain('its index is no plain address');
  index = 'http://example.org/cpu/';
  expect((await pin('torch==2.13.0+cpu\n')).code).toContain('is not asked over plain http');
  expect(asked).toEqual([]);
});

test('a page of anything else names no wheel', () => {
  for (const page of ['', '{', '{"files":3}', '<a href=x>', '<a href="%zz.whl">', '<a '.repeat(9)])
    expect(selectWheels(parseIndexPage(page), 'torch', '1.0')).toEqual([]);
});
