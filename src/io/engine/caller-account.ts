import { randomBytes } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import type { CellRequest } from '../../model/rehearsal/container-engine.ts';
import { readAccounts } from './container-engine-image.ts';
import type { EngineSession } from './container-engine-session.ts';

const files = [
  { name: 'passwd', entry: (uid: string, gid: string, home: string) => `tre-user:x:${uid}:${gid}::${home}:/bin/sh` },
  { name: 'group', entry: (_uid: string, gid: string) => `tre-user:x:${gid}:` },
] as const;

/**
 * The image with an entry for the caller in /etc/passwd and /etc/group, as apptainer adds it to the container: a small layer over it, made once and
 * removed with the run (podman gets files instead, see {@link accountWords}). The image itself where that cannot be made, such as for one that has no command.
 */
export function withAccount(session: EngineSession, request: CellRequest): Promise<string> {
  if (session.facts.name === 'podman') return Promise.resolve(request.image);
  const key = JSON.stringify([request.image, request.user, request.home]);
  const known = session.accounts.get(key) ?? makeImage(session, request);
  session.accounts.set(key, known);
  return known;
}

/** Texts of /etc/passwd and /etc/group as the container of a request has them. */
export async function knownAccounts(session: EngineSession, request: CellRequest): Promise<readonly string[]> {
  const texts = await readAccounts(session, request.image);
  return request.hasAccount ? files.map(({ entry }, at) => withEntry(texts[at] ?? '', entry, request)) : texts;
}

async function makeImage(session: EngineSession, request: CellRequest): Promise<string> {
  const created = await session.run(['create', '--label', session.label, '--network', 'none', request.image]);
  const container = created.out.trim().split('\n').at(-1) ?? '';
  if (created.code !== 0) return request.image;
  try {
    const archive = pack();
    const texts = await knownAccounts(session, request);
    for (const [at, { name }] of files.entries()) archive.entry({ name, mode: 0o644 }, texts[at] ?? '');
    archive.finalize();
    const input = archive as unknown as Readable;
    if ((await session.run(['cp', '-', `${container}:/etc`], { input })).code !== 0) return request.image;
    const label = `LABEL ${session.label}`;
    const made = await session.run(['commit', '--change', label, container]);
    return made.code === 0 ? (made.out.trim().split('\n').at(-1) ?? request.image) : request.image;
  } finally {
    await session.run(['rm', '--force', '--volumes', container]);
  }
}

/**
 * Words for podman, which enters every uid into /etc/passwd, as neither docker nor Kubernetes does: files in its place that have the image's own text,
 * with the caller's entry where apptainer would have it. Nothing for docker.
 */
export async function accountWords(session: EngineSession, request: CellRequest): Promise<readonly string[]> {
  const { name, version } = session.facts;
  if (name !== 'podman') return [];
  const knowsWord = Number.parseInt(version, 10) >= 5;
  if (knowsWord && !request.hasAccount) return ['--passwd=false'];
  const texts = await readAccounts(session, request.image);
  const words: string[] = knowsWord ? ['--passwd=false'] : [];
  for (const [at, { name: file, entry }] of files.entries()) {
    const text = request.hasAccount ? withEntry(texts[at] ?? '', entry, request) : (texts[at] ?? '');
    if (text === '') continue;
    const path = join(session.folder, `${file}-${randomBytes(6).toString('hex')}`);
    await writeFile(path, text);
    // Whoever runs inside reads it, whatever the caller's umask is.
    await chmod(path, 0o644);
    words.push('--volume', `${path}:/etc/${file}:ro`);
  }
  return words;
}

function withEntry(
  text: string,
  entry: (typeof files)[number]['entry'],
  { user = '', home = '/' }: CellRequest,
): string {
  const [uid = '', gid = ''] = user.split(':');
  return `${text === '' || text.endsWith('\n') ? text : `${text}\n`}${entry(uid, gid, home)}\n`;
}
