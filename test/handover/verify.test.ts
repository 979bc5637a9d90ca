import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { verify as run } from '../helpers/call-commands.ts';
import { catchEnvironment } from '../fakes/environment.ts';

const script = readFileSync(join(import.meta.dirname, '../../templates/handover/verify.sh'), 'utf8');
const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');
const files: Readonly<Record<string, Buffer | string>> = {
  'CHECKLIST.md': '# Checklist\n',
  'summary.json': '{\n  "isDraft": false\n}\n',
  'image.tar': Buffer.from([0, 1, 2, 255, 10, 13, 0]),
  'digests.txt': `config sha256:${'1'.repeat(64)}\n`,
  'verify.sh': script,
};

let whole = '';
beforeAll(() => {
  whole = mkdtempSync(join(tmpdir(), 'bundle-'));
  for (const [name, contents] of Object.entries(files)) writeFileSync(join(whole, name), contents);
  writeFileSync(
    join(whole, 'SHA256SUMS'),
    Object.entries(files)
      .map(([name, contents]) => `${sha256(contents)}  ${name}\n`)
      .join(''),
  );
});

interface Said {
  readonly code: number | null;
  readonly out: string;
}

async function byNode(folder: string, digest?: string): Promise<Said> {
  const environment = catchEnvironment();
  const code = await run({ targets: [folder], flags: digest === undefined ? {} : { digest } }, environment);
  return { code, out: environment.printed.out };
}

const shells = { dash: ['dash'], busybox: ['busybox', 'sh'] } as const;
function byShell(
  [program, ...words]: readonly [string, ...string[]],
  folder: string,
  digest: readonly string[] = [],
): Said {
  // Only sha256sum, so that nothing else can be needed.
  const tools = mkdtempSync(join(tmpdir(), 'tools-'));
  symlinkSync('/usr/bin/sha256sum', join(tools, 'sha256sum'));
  const found = ['/usr/bin', '/bin'].map((place) => join(place, program)).find((path) => existsSync(path));
  if (found === undefined)
    throw new Error(`there is no ${program}. To fix: apt-get install --no-install-recommends ${program}`);
  const { status, stdout, stderr } = spawnSync(found, [...words, join(folder, 'verify.sh'), ...digest], {
    env: { PATH: tools },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return { code: status, out: stdout };
}

/** What Node and both shells say of a copy of the bundle that was changed; they must agree. */
async function say(change: (folder: string) => void, digest?: string): Promise<Said> {
  const folder = mkdtempSync(join(tmpdir(), 'tampered-'));
  cpSync(whole, folder, { recursive: true });
  change(folder);
  const expected = await byNode(folder, digest);
  // A bundle without its own script is looked at by that of another.
  if (!existsSync(join(folder, 'verify.sh'))) return expected;
  for (const shell of Object.values(shells))
    expect(byShell(shell, folder, digest === undefined ? [] : [digest])).toEqual(expected);
  return expected;
}

function replace(path: string, make: (path: string) => unknown): void {
  rmSync(path);
  make(path);
}

test('a digest that is empty, as an unset variable is, is compared with nothing, and that is said', () => {
  for (const shell of Object.values(shells))
    expect(byShell(shell, whole, [''])).toMatchObject({
      code: 2,
      out: 'could not check: the digest that was named is empty\n',
    });
});

test('a bundle as it was packed is whole, and its digest can be compared', async () => {
  const digest = sha256(readFileSync(join(whole, 'SHA256SUMS')));
  expect(await say(() => undefined)).toEqual({
    code: 0,
    out: `whole: 5 files are as they were packed\ndigest of SHA256SUMS: ${digest} (compare it with the one that you were told by another way)\n`,
  });
  expect(await say(() => undefined, digest)).toEqual({
    code: 0,
    out: `whole: 5 files are as they were packed\ndigest of SHA256SUMS: ${digest}, as you were told\n`,
  });
  expect(await say(() => undefined, '0'.repeat(64))).toEqual({
    code: 1,
    out: 'changed: SHA256SUMS (it is not the one whose digest you were told)\nnot whole: do not rely on this bundle\n',
  });
});

test('the script looks at its own folder, whatever the shell that started it searches for folders', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
  mkdirSync(join(elsewhere, basename(whole)));
  const { status, stdout } = spawnSync('/bin/dash', [`${basename(whole)}/verify.sh`], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], CDPATH: elsewhere },
    encoding: 'utf8',
  });
  expect([status, stdout]).toEqual([0, expect.stringMatching(/^whole: 5 files/)]);
});

test('a draft is whole, and is said to be one', async () => {
  const { code, out } = await say((folder) => {
    writeFileSync(join(folder, 'DRAFT'), 'open\n');
    appendFileSync(join(folder, 'SHA256SUMS'), `${sha256('open\n')}  DRAFT\n`);
  });
  expect([code, out.split('\n').slice(0, 2)]).toEqual([
    0,
    ['whole: 6 files are as they were packed', 'draft: it was packed while points were open; DRAFT names them'],
  ]);
});

test('a draft whose mark was taken away is missing it', async () => {
  const told = '{\n  "title": "\\"isDraft\\": true",\n  "isDraft": true,\n  "open": []\n}\n';
  const { code, out } = await say((folder) => {
    writeFileSync(join(folder, 'summary.json'), told);
    const sums = readFileSync(join(folder, 'SHA256SUMS'), 'utf8');
    writeFileSync(join(folder, 'SHA256SUMS'), sums.replace(/^.*  summary\.json$/m, `${sha256(told)}  summary.json`));
  });
  expect([code, out]).toEqual([
    1,
    'missing: DRAFT (summary.json says that this is a draft)\nnot whole: do not rely on this bundle\n',
  ]);
});

test.each(['{"isDraft":true}', '{ "isDraft": true }', '{}'])('a summary that is %s is none of ours', async (told) => {
  const { code, out } = await say((folder) => {
    writeFileSync(join(folder, 'summary.json'), told);
    const sums = readFileSync(join(folder, 'SHA256SUMS'), 'utf8');
    writeFileSync(join(folder, 'SHA256SUMS'), sums.replace(/^.*  summary\.json$/m, `${sha256(told)}  summary.json`));
  });
  expect([code, out]).toEqual([
    1,
    'changed: summary.json (it has no line that says whether this is a draft)\nnot whole: do not rely on this bundle\n',
  ]);
});

describe.each(Object.keys(files).filter((name) => name !== 'verify.sh'))('of %s', (name) => {
  const places = [0, 1, 2].map((part) => Math.floor(((Buffer.from(files[name] ?? '').length - 1) * part) / 2));
  test.each(places.flatMap((place) => [0, 0x0a, 0x41, 0xff].map((byte) => [place, byte] as const)))(
    'byte %i as %i is seen',
    async (place, byte) => {
      const before = Buffer.from(files[name] ?? '');
      const changed = Buffer.from(before);
      changed[place] = byte;
      const { code, out } = await say((folder) => writeFileSync(join(folder, name), changed));
      expect(code).toBe(changed.equals(before) ? 0 : 1);
      expect(out.startsWith(changed.equals(before) ? 'whole' : `changed: ${name}\n`)).toBe(true);
    },
  );

  test('a byte more, a byte less, another kind of file and none are seen', async () => {
    expect((await say((folder) => appendFileSync(join(folder, name), 'x'))).out).toMatch(`changed: ${name}\n`);
    expect(
      (await say((folder) => writeFileSync(join(folder, name), Buffer.from(files[name] ?? '').subarray(1)))).out,
    ).toMatch(`changed: ${name}\n`);
    expect((await say((folder) => rmSync(join(folder, name)))).out).toMatch(`missing: ${name}\n`);
    expect((await say((folder) => replace(join(folder, name), (path) => mkdirSync(path)))).out).toMatch(
      `changed: ${name}\n`,
    );
    expect(
      (await say((folder) => replace(join(folder, name), (path) => symlinkSync(join(whole, name), path)))).out,
    ).toMatch(`changed: ${name}\n`);
  });
});

test('every byte of the list of sums counts', async () => {
  const sums = readFileSync(join(whole, 'SHA256SUMS'));
  for (const place of [0, 20, 63, 64, 65, 66, 70, 77, 78, sums.length - 1]) {
    for (const byte of [0, 0x20, 0x0a, 0x30, 0x7f, 0xff]) {
      const changed = Buffer.from(sums);
      changed[place] = byte;
      if (changed.equals(sums)) continue;
      const { code, out } = await say((folder) => writeFileSync(join(folder, 'SHA256SUMS'), changed));
      expect(
        [code, out.endsWith('not whole: do not rely on this bundle\n')],
        `byte ${String(place)} as ${String(byte)}`,
      ).toEqual([1, true]);
    }
  }
  for (const text of [
    '',
    '\n',
    sums.toString().trimEnd(),
    `\u{FEFF}${sums.toString()}`,
    `${sums.toString()}${sums.toString()}`,
    sums.toString().replaceAll('\n', '\r\n'),
    sums.toString().split('\n').slice(1).join('\n'),
  ]) {
    expect((await say((folder) => writeFileSync(join(folder, 'SHA256SUMS'), text))).code).toBe(1);
  }
  const link = (path: string): void => symlinkSync(join(whole, 'SHA256SUMS'), path);
  for (const change of [rmSync, (path: string) => replace(path, link)])
    expect(await say((folder) => change(join(folder, 'SHA256SUMS')))).toEqual({
      code: 2,
      out: 'could not check: there is no SHA256SUMS here\n',
    });
});

test('what was added is seen, and its name cannot speak for us', async () => {
  for (const name of ['extra.txt', '.hidden', '..odd'])
    expect((await say((folder) => writeFileSync(join(folder, name), ''))).out).toBe(
      `added: ${name}\nnot whole: do not rely on this bundle\n`,
    );
  for (const name of ['a\nwhole: 5 files are as they were packed', 'a b', '*', '-n', '\u001B[31m']) {
    const { code, out } = await say((folder) => writeFileSync(join(folder, name), ''));
    expect([code, out.split('\n')[0]]).toEqual([1, name === '-n' ? 'added: -n' : 'added: a file with an unusual name']);
  }
  expect((await say((folder) => mkdirSync(join(folder, 'folder')))).out).toMatch('added: folder\n');
});

test('a changed script is seen by the command, and by another script', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tampered-'));
  cpSync(whole, folder, { recursive: true });
  writeFileSync(join(folder, 'verify.sh'), '#!/bin/sh\necho whole\n');
  expect((await byNode(folder)).out).toMatch('changed: verify.sh\n');
});

test('the image on this machine is looked at where podman is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'with-podman-'));
  cpSync(whole, folder, { recursive: true });
  const text = `config sha256:${'1'.repeat(64)}\nimage ghcr.io/my-org/x:1\n`;
  writeFileSync(join(folder, 'digests.txt'), text);
  const sums = readFileSync(join(folder, 'SHA256SUMS'), 'utf8');
  writeFileSync(join(folder, 'SHA256SUMS'), sums.replace(/[0-9a-f]{64}(?= {2}digests)/, sha256(text)));
  const tools = mkdtempSync(join(tmpdir(), 'tools-'));
  symlinkSync('/usr/bin/sha256sum', join(tools, 'sha256sum'));
  const podman = (answer: string): void => {
    writeFileSync(
      join(tools, 'podman'),
      `#!/bin/sh\n[ "$*" = "image inspect --format {{.Id}} ghcr.io/my-org/x:1" ] || exit 9\n${answer}\n`,
    );
    chmodSync(join(tools, 'podman'), 0o755);
  };
  const look = (): Said => {
    const { status, stdout } = spawnSync('/bin/dash', [join(folder, 'verify.sh')], {
      env: { PATH: tools },
      encoding: 'utf8',
    });
    return { code: status, out: stdout.split('\n').at(-2) ?? '' };
  };
  podman(`echo ${'1'.repeat(64)}`);
  expect(look()).toEqual({ code: 0, out: 'image: ghcr.io/my-org/x:1 here is the one that was packed' });
  podman(`echo ${'2'.repeat(64)}`);
  expect(look()).toEqual({
    code: 1,
    out: 'changed: ghcr.io/my-org/x:1 here is another image than the one that was packed',
  });
  podman('exit 125');
  expect(look().out).toContain('is not here');
  expect(readdirSync(folder)).toContain('verify.sh');
});

test('what no image is called is not printed: a shell may take it for what a terminal or a pipeline obeys', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-name-'));
  cpSync(whole, folder, { recursive: true });
  const text = `config sha256:${'1'.repeat(64)}\nimage ghcr.io/x\\033]0;OWNED\\007\\n::error::forged\\nwhole:\\c\n`;
  writeFileSync(join(folder, 'digests.txt'), text);
  const sums = readFileSync(join(folder, 'SHA256SUMS'), 'utf8');
  writeFileSync(join(folder, 'SHA256SUMS'), sums.replace(/[0-9a-f]{64}(?= {2}digests)/, sha256(text)));
  const tools = mkdtempSync(join(tmpdir(), 'tools-'));
  symlinkSync('/usr/bin/sha256sum', join(tools, 'sha256sum'));
  writeFileSync(join(tools, 'podman'), '#!/bin/sh\nexit 125\n');
  chmodSync(join(tools, 'podman'), 0o755);
  const { status, stdout } = spawnSync('/bin/dash', [join(folder, 'verify.sh')], {
    env: { PATH: tools },
    encoding: 'utf8',
  });
  expect([status, stdout.split('\n').at(-2)]).toEqual([
    1,
    'changed: digests.txt (what it names is the name of no image)',
  ]);
  expect(stdout).not.toContain('forged');
});
