import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { UserError } from '../../model/errors.ts';
import { printSize } from '../../shared/print-size.ts';
import { refuseWaiting } from '../project/refuse-waiting.ts';
import { measureBundle, mostBytes } from './hash-files.ts';
import { streamArchive } from './stream-archive.ts';

/**
 * Digest of the configuration of the one image in a docker-archive (`podman save --format docker-archive`, `docker save`). `name`: as it was given, from
 * the folder `from`. Throws a UserError where the file is none, holds several images, or is larger than a bundle may be. A link is not followed.
 */
export async function readImageArchive(from: string, name: string): Promise<string> {
  const refuse = (what: string): UserError =>
    new UserError({
      where: name,
      what,
      fix: 'save one image: podman save --format docker-archive --output image.tar IMAGE',
    });
  const path = resolve(from, name);
  refuseWaiting(path, name);
  const size = measureBundle(from, name);
  if (size > mostBytes)
    throw refuse(`has ${printSize(size)}, and a bundle has at most ${printSize(mostBytes)}: nothing of it was read`);
  const tar = extract();
  let archive: ReturnType<typeof streamArchive> | undefined;
  try {
    archive = streamArchive(path, tar);
    for await (const entry of tar) {
      archive.expect(entry.header.size ?? 0);
      if (entry.header.name !== 'manifest.json' || (entry.header.size ?? 0) > 1024 ** 2) {
        entry.resume();
        continue;
      }
      const manifest: unknown = JSON.parse(await text(entry));
      const [image, ...others] = Array.isArray(manifest) ? (manifest as readonly unknown[]) : [];
      const config =
        typeof image === 'object' && image !== null ? (image as { readonly Config?: unknown }).Config : undefined;
      const digest = typeof config === 'string' ? /(?:^|\/)([0-9a-f]{64})(?:\.json)?$/.exec(config)?.[1] : undefined;
      if (others.length > 0 || digest === undefined)
        throw refuse('does not hold one image that can be told by its digest');
      return `sha256:${digest}`;
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw refuse(
      `cannot be read as an archive of an image (${error instanceof Error ? error.message : String(error)})`,
    );
  } finally {
    archive?.stop();
  }
  throw refuse('is no archive of an image: there is no manifest.json in it');
}
