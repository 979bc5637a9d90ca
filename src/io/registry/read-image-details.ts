import { createHash } from 'node:crypto';
import type { Endpoint } from './find-endpoints.ts';
import { readManifest, type Manifest } from './read-manifest.ts';
import type { RegistryConnection } from './registry-connection.ts';
import { isRecord } from '../../shared/json-shapes.ts';

/** What an image says about itself. */
export interface ImageDetails {
  /** `os/architecture[/variant]`, sorted; those of an index as it lists them, else the one of the configuration. */
  readonly platforms: readonly string[];
  /** Day it was made, ISO 8601; absent when it does not say, or says the epoch, as reproducible builds do. */
  readonly created?: string;
}

/** Reads the platforms of an image, and its date where `dates` asks for it: from an index that takes two more requests. */
export async function readImageDetails(
  connection: RegistryConnection,
  endpoint: Endpoint,
  manifest: Manifest,
  wish: { readonly platform: string; readonly dates: boolean },
): Promise<ImageDetails> {
  if (manifest.kind === 'single-platform') {
    const config = await readConfig(connection, endpoint, manifest);
    return withDate([...new Set(readPlatform(config))], config['created']);
  }
  const children = readChildren(manifest);
  const platforms = [...new Set(children.map((child) => child.platform))].toSorted();
  if (!wish.dates) return { platforms };
  const child = children.find((one) => hasPlatform([one.platform], wish.platform)) ?? children[0];
  const single = child === undefined ? undefined : await readManifest(connection, endpoint, child.digest, child.digest);
  if (single?.kind !== 'single-platform') return { platforms };
  return withDate(platforms, (await readConfig(connection, endpoint, single))['created']);
}

/** Whether one of the platforms is the wanted one; a wish without variant takes any variant. */
export function hasPlatform(platforms: readonly string[], wanted: string): boolean {
  return platforms.some((one) => one === wanted || one.startsWith(`${wanted}/`));
}

function withDate(platforms: readonly string[], created: unknown): ImageDetails {
  const day = typeof created === 'string' ? /^\d{4}-\d\d-\d\d(?=T)/.exec(created)?.[0] : undefined;
  return day === undefined || day < '1990' ? { platforms } : { platforms, created: day };
}

function readChildren(manifest: Manifest): { digest: string; platform: string }[] {
  const list = Array.isArray(manifest.json['manifests']) ? manifest.json['manifests'].filter(isRecord) : [];
  return list.flatMap((entry) => {
    const [platform] = isRecord(entry['platform']) ? readPlatform(entry['platform']) : [];
    // Attestations stand in an index as platform unknown/unknown.
    if (typeof entry['digest'] !== 'string' || platform === undefined || platform.startsWith('unknown/')) return [];
    return [{ digest: entry['digest'], platform }];
  });
}

async function readConfig(
  connection: RegistryConnection,
  endpoint: Endpoint,
  manifest: Manifest,
): Promise<Record<string, unknown>> {
  const descriptor = manifest.json['config'];
  const digest = isRecord(descriptor) ? descriptor['digest'] : undefined;
  if (typeof digest !== 'string' || !/^sha256:[0-9a-f]{64}$/.test(digest)) return {};
  const answer = await connection.ask({ method: 'GET', endpoint, path: `blobs/${digest}`, accept: '*/*' });
  if (
    answer.status !== 200 ||
    createHash('sha256').update(answer.body).digest('hex') !== digest.slice('sha256:'.length)
  )
    return {};
  try {
    const value: unknown = JSON.parse(answer.body.toString('utf8'));
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function readPlatform(value: Readonly<Record<string, unknown>>): [string] | [] {
  const parts = [value['os'], value['architecture'], value['variant']].filter(
    (part) => typeof part === 'string' && part !== '',
  );
  return parts.length < 2 ? [] : [parts.join('/')];
}
