import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CellRequest } from '../../model/rehearsal/container-engine.ts';
import { readText } from './container-engine-image.ts';
import type { EngineSession } from './container-engine-session.ts';

const files = [
  {
    path: '/etc/passwd',
    entry: (uid: string, gid: string, home: string) => `tre-user:x:${uid}:${gid}:Caller:${home}:/bin/sh`,
  },
  { path: '/etc/group', entry: (_uid: string, gid: string) => `tre-user:x:${gid}:` },
] as const;

/** Words that mount the image's /etc/passwd and /etc/group with an entry for the caller, which apptainer adds to them. */
export async function accountWords(session: EngineSession, request: CellRequest): Promise<readonly string[]> {
  const [uid = '', gid = ''] = (request.user ?? '').split(':');
  const folder = join(session.folder, `account-${uid}-${gid}`);
  await mkdir(folder, { recursive: true });
  // The engine's own users walk through it where it maps them.
  await chmod(session.folder, 0o711);
  const words: string[] = [];
  for (const { path, entry } of files) {
    const file = join(folder, path.slice('/etc/'.length));
    const text = await readText(session, request.image, path);
    const ended = text === '' || text.endsWith('\n') ? text : `${text}\n`;
    await writeFile(file, `${ended}${entry(uid, gid, request.home ?? '/')}\n`, { mode: 0o644 });
    words.push('--volume', `${file}:${path}:ro,z`);
  }
  return words;
}
