import { tre } from '../../catalog/tre.ts';
import type { ResolvedImage, ResolveWish } from '../../model/pin/registry.ts';
import type { Endpoint } from './find-endpoints.ts';
import { listTags } from './list-tags.ts';
import { hasPlatform, readImageDetails } from './read-image-details.ts';
import { acceptManifests, readDigest, readManifest, refusePage, type Manifest } from './read-manifest.ts';
import type { RegistryConnection } from './registry-connection.ts';
import { RegistryError } from './registry-error.ts';

/**
 * Finds out what a tag means at one endpoint: a HEAD request, which registries do not count as a pull, and where that brings
 * something new (or `verify` is `always`) the manifest, its digest checked, and its platforms. Throws RegistryError.
 */
export async function resolveImage(
  connection: RegistryConnection,
  endpoint: Endpoint,
  wish: ResolveWish,
  tagPages: number,
): Promise<ResolvedImage> {
  const found = await findDigest(connection, endpoint, wish.image.tag);
  if (found === undefined) throw await describeAbsence(connection, endpoint, tagPages);
  const digest = typeof found === 'string' ? found : found.digest;
  if (wish.verify === 'changed' && wish.known.includes(digest)) return { digest, created: new Map() };
  const manifest = typeof found === 'string' ? await readManifest(connection, endpoint, digest, digest) : found;
  if (manifest === undefined) throw await describeAbsence(connection, endpoint, tagPages);
  const details = await readImageDetails(connection, endpoint, manifest, wish);
  if (!hasPlatform(details.platforms, wish.platform)) throw describeMissingPlatform(endpoint, wish, details.platforms);
  const created = new Map(details.created === undefined ? [] : [[digest, details.created]]);
  if (wish.dates)
    for (const old of wish.known) if (old !== digest) await addDate(connection, endpoint, wish, old, created);
  return { digest, kind: manifest.kind, created };
}

async function findDigest(
  connection: RegistryConnection,
  endpoint: Endpoint,
  tag: string,
): Promise<string | Manifest | undefined> {
  const answer = await connection.ask({ method: 'HEAD', endpoint, path: `manifests/${tag}`, accept: acceptManifests });
  refusePage(answer, new URL(endpoint.origin).host);
  if (answer.status === 404) return undefined;
  const digest = answer.status === 200 ? readDigest(answer) : undefined;
  // A registry that does not answer HEAD, or states no digest: the bytes themselves say it.
  return digest ?? (await readManifest(connection, endpoint, tag));
}

/** The date of an image that may be gone is a courtesy: without it the rest still counts. */
async function addDate(
  connection: RegistryConnection,
  endpoint: Endpoint,
  wish: ResolveWish,
  digest: string,
  created: Map<string, string>,
): Promise<void> {
  try {
    const manifest = await readManifest(connection, endpoint, digest, digest);
    const details = manifest === undefined ? undefined : await readImageDetails(connection, endpoint, manifest, wish);
    if (details?.created !== undefined) created.set(digest, details.created);
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
  }
}

async function describeAbsence(
  connection: RegistryConnection,
  endpoint: Endpoint,
  pages: number,
): Promise<RegistryError> {
  const host = endpoint.account.slice(0, endpoint.account.indexOf('/'));
  let tags: readonly string[] | undefined;
  try {
    tags = await listTags(connection, endpoint, pages);
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    tags = [];
  }
  if (tags === undefined)
    return new RegistryError({
      kind: 'unknown-repository',
      host,
      what: `${host} has no such repository`,
      fix: 'check the name',
    });
  return new RegistryError({ kind: 'unknown-tag', host, what: `${host} has no such tag`, tags });
}

function describeMissingPlatform(endpoint: Endpoint, wish: ResolveWish, platforms: readonly string[]): RegistryError {
  const host = endpoint.account.slice(0, endpoint.account.indexOf('/'));
  const has = platforms.length === 0 ? 'it does not say what it is made for' : `it is made for ${platforms.join(', ')}`;
  return new RegistryError({
    kind: 'platform-missing',
    host,
    what: `there is no image for ${wish.platform}: ${has}`,
    why: `The TRE runs ${tre.platform}.`,
    fix: 'choose a tag that has this platform, or give the one you mean with --platform',
  });
}
