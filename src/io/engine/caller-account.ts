import type { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import type { CellRequest } from '../../model/rehearsal/container-engine.ts';
import { copyText } from './container-engine-image.ts';
import type { EngineSession } from './container-engine-session.ts';

const files = [
  { name: 'passwd', entry: (uid: string, gid: string, home: string) => `tre-user:x:${uid}:${gid}::${home}:/bin/sh` },
  { name: 'group', entry: (_uid: string, gid: string) => `tre-user:x:${gid}:` },
] as const;

/**
 * The image with an entry for the caller in /etc/passwd and /etc/group, as apptainer adds it to the container: a small layer over it, made once and
 * removed with the run. The image itself where that cannot be made, such as for one that has no command.
 */
export function withAccount(session: EngineSession, request: CellRequest): Promise<string> {
  const key = JSON.stringify([request.image, request.user, request.home]);
  const known = session.accounts.get(key) ?? makeImage(session, request);
  session.accounts.set(key, known);
  return known;
}

async function makeImage(session: EngineSession, request: CellRequest): Promise<string> {
  const created = await session.run(['create', '--label', session.label, '--network', 'none', request.image]);
  const container = created.out.trim().split('\n').at(-1) ?? '';
  if (created.code !== 0) return request.image;
  try {
    const [uid = '', gid = ''] = (request.user ?? '').split(':');
    const archive = pack();
    for (const { name, entry } of files) {
      const text = await copyText(session, container, `/etc/${name}`);
      const ended = text === '' || text.endsWith('\n') ? text : `${text}\n`;
      archive.entry({ name, mode: 0o644 }, `${ended}${entry(uid, gid, request.home ?? '/')}\n`);
    }
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
