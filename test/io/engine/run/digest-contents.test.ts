import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { expect, test } from 'vitest';
import type { EngineSession } from '../../../../src/io/engine/container-engine-session.ts';
import { digestContents } from '../../../../src/io/engine/run/digest-contents.ts';
import { inspectImage } from '../../../../src/io/engine/container-engine-image.ts';

type Tree = Readonly<Record<string, string | { readonly link: string } | undefined>>;

/** An engine whose image has these files and links, and these folders (no text). `asked`: each place that was copied out. */
function engineOf(tree: Tree, asked: string[]): EngineSession {
  const run = async (
    [, from = '']: readonly string[],
    { readOutput }: { readOutput?: (stream: Readable, enough: () => void) => Promise<void> } = {},
  ): Promise<object> => {
    const path = from.slice(from.indexOf(':') + 1);
    asked.push(path);
    if (!Object.hasOwn(tree, path)) return { code: 1, out: '', log: 'no such path' };
    const name = path.slice(path.lastIndexOf('/') + 1);
    const content = tree[path];
    const archive = pack();
    if (content === undefined) archive.entry({ name: `${name}/`, type: 'directory' });
    else if (typeof content === 'string') archive.entry({ name }, content);
    else archive.entry({ name, type: 'symlink', linkname: content.link });
    archive.finalize();
    await readOutput?.(archive as unknown as Readable, () => undefined);
    return { code: 0, out: '', log: '' };
  };
  return { looks: new Map([['image', Promise.resolve('container')]]), run } as unknown as EngineSession;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const places = ['/app/main.py/main.py', '/app/main.py', '/app/other.py'];

async function look(tree: Tree): Promise<{ readonly found: object; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const found = await digestContents(engineOf(tree, asked), 'image', { files: places, folders: [] });
  return { found: Object.fromEntries(found ?? []), asked: asked.toSorted() };
}

test('below what is a file nothing is asked for', async () => {
  const { found, asked } = await look({ '/app/main.py': 'a', '/app/other.py': 'b' });
  expect(found).toEqual({ '/app/main.py': sha256('a'), '/app/other.py': sha256('b') });
  expect(asked).toEqual(['/app/main.py', '/app/other.py']);
});

test.each([
  ['a folder', undefined, {}],
  ['a link to one', { link: '/srv' }, { '/app/main.py': `link:${sha256('/srv')}` }],
])('below %s it is', async (_, above, more) => {
  const { found, asked } = await look({ '/app/main.py': above, '/app/main.py/main.py': 'a', '/app/other.py': 'b' });
  expect(found).toEqual({ ...more, '/app/main.py/main.py': sha256('a'), '/app/other.py': sha256('b') });
  expect(asked).toEqual(places.toSorted());
});

test('below what is not there it is asked for, and nothing is found', async () => {
  const { found, asked } = await look({});
  expect(found).toEqual({});
  expect(asked).toEqual(places.toSorted());
});

test('an image is asked about without its layers by one call', async () => {
  const calls: string[] = [];
  const run = async (words: readonly string[]): Promise<object> => {
    calls.push(words.slice(0, 2).join(' '));
    return { code: 0, out: JSON.stringify([{ Id: 'a', Os: 'linux', Architecture: 'amd64', Size: 1 }]), log: '' };
  };
  const session = { facts: { name: 'docker' }, run, ask: async () => (calls.push('history'), '5\tCOPY') };
  const facts = await inspectImage(session as unknown as EngineSession, 'a:1', 'without layers');
  expect([facts?.id, calls]).toEqual(['sha256:a', ['image inspect']]);
  await inspectImage(session as unknown as EngineSession, 'a:1');
  expect(calls).toEqual(['image inspect', 'history', 'image inspect']);
});
