import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { UserError } from '../../model/errors.ts';
import { refuseWaiting } from '../project/refuse-waiting.ts';

/**
 * Digest of the configuration of the one image in a docker-archive (`podman save --format docker-archive`, `docker save`). Throws a UserError, under the
 * name as it was given, where the file is none, or holds several images.
 */
export async function readImageArchive(path: string, name: string): Promise<string> {
  const refuse = (what: string): UserError =>
    new UserError({
      where: name,
      what,
      fix: 'save one image: podman save --format docker-archive --output image.tar IMAGE',
    });
  refuseWaiting(path, name);
  const tar = extract();
  const source = createReadStream(path).on('error', (error) => tar.destroy(error));
  try {
    for await (const entry of source.pipe(tar)) {
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
    source.destroy();
  }
  throw refuse('is no archive of an image: there is no manifest.json in it');
}
