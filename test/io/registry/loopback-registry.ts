import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { limits } from '../../../src/io/registry/limits.ts';
import { openRegistries } from '../../../src/io/registry/open-registries.ts';
import type { Surroundings } from '../../../src/io/registry/registry-connection.ts';
import type { Registries, RegistryFailure, ResolvedImage, ResolveWish } from '../../../src/model/pin/registry.ts';

const running: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});

/** One request as a test server saw it. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
}

/** A server on loopback that stops by itself after the test. `seen` grows with every request. */
export async function serve(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ host: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    seen.push({ method: request.method ?? '', url: request.url ?? '', authorization: request.headers.authorization });
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { host: `127.0.0.1:${String((server.address() as AddressInfo).port)}`, seen };
}

export interface Content {
  readonly type: string;
  readonly bytes: Buffer;
  readonly digest: string;
}

export function toContent(type: string, value: unknown): Content {
  const bytes = Buffer.from(JSON.stringify(value));
  return { type, bytes, digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}` };
}

/** An image's configuration and manifest. */
export function makeImage(
  platform: { os: string; architecture: string },
  created: string,
): { config: Content; manifest: Content } {
  const config = toContent('application/vnd.oci.image.config.v1+json', {
    ...platform,
    created,
    rootfs: { type: 'layers', diff_ids: [] },
  });
  const manifest = toContent('application/vnd.oci.image.manifest.v1+json', {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: config.type, digest: config.digest, size: config.bytes.length },
    layers: [],
  });
  return { config, manifest };
}

export function makeIndex(
  images: readonly { manifest: Content; platform: { os: string; architecture: string } }[],
): Content {
  const manifests = images.map(({ manifest, platform }) => ({
    mediaType: manifest.type,
    digest: manifest.digest,
    size: manifest.bytes.length,
    platform,
  }));
  return toContent('application/vnd.oci.image.index.v1+json', {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests,
  });
}

export const amd64 = { os: 'linux', architecture: 'amd64' };
export const arm64 = { os: 'linux', architecture: 'arm64' };

/** An index for two platforms with everything it leads to; `made` is the day of its amd64 image. */
export function makeTwoPlatformImage(made: string): { index: Content; contents: Content[] } {
  const one = makeImage(amd64, `${made}T10:00:00Z`);
  const two = makeImage(arm64, `${made}T11:00:00Z`);
  const index = makeIndex([
    { manifest: one.manifest, platform: amd64 },
    { manifest: two.manifest, platform: arm64 },
  ]);
  return { index, contents: [index, one.manifest, one.config, two.manifest, two.config] };
}

/** Answers manifests, blobs and tag lists of one repository from memory, as a registry does. */
export function answerFrom(repository: string, tags: ReadonlyMap<string, Content>, contents: readonly Content[]) {
  const byDigest = new Map(contents.map((content) => [content.digest, content]));
  return (request: IncomingMessage, response: ServerResponse): void => {
    const [path = ''] = (request.url ?? '').split('?');
    const [, kind, reference = ''] = /^\/v2\/.+\/(manifests|blobs|tags)\/([^/]+)$/.exec(path) ?? [];
    if (!path.startsWith(`/v2/${repository}/`) || kind === undefined)
      return end(response, 404, '{"errors":[{"code":"NAME_UNKNOWN"}]}');
    if (kind === 'tags') return end(response, 200, JSON.stringify({ name: repository, tags: [...tags.keys()] }));
    const content = tags.get(reference) ?? byDigest.get(reference);
    if (content === undefined) return end(response, 404, '{"errors":[{"code":"MANIFEST_UNKNOWN"}]}');
    response.writeHead(200, {
      'content-type': content.type,
      'docker-content-digest': content.digest,
      'content-length': content.bytes.length,
    });
    response.end(request.method === 'HEAD' ? undefined : content.bytes);
  };
}

export function end(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Record<string, string> = { 'content-type': 'application/json' },
): void {
  response.writeHead(status, headers);
  response.end(body);
}

/** A client whose waits pass at once and are written down. It sees none of the machine's own configuration. */
export function openTestClient(
  around: Partial<Surroundings> = {},
  variables: Record<string, string> = {},
): { registries: Registries; waits: number[] } {
  const waits: number[] = [];
  const wait = async (ms: number): Promise<void> => {
    waits.push(ms);
  };
  const nowhere = { HOME: '/nonexistent', CONTAINERS_REGISTRIES_CONF: '/dev/null' };
  return {
    registries: openRegistries({ ...nowhere, ...variables }, { limits, wait, lookUp: async () => [], ...around }),
    waits,
  };
}

export function wishFor(host: string, repository: string, tag: string, more: Partial<ResolveWish> = {}): ResolveWish {
  return {
    image: { registry: host, repository, tag },
    known: [],
    platform: 'linux/amd64',
    verify: 'changed',
    dates: false,
    ...more,
  };
}

export async function expectResolved(registries: Registries, wish: ResolveWish): Promise<ResolvedImage> {
  const answer = await registries.resolve(wish);
  if ('failure' in answer) throw new Error(`${answer.failure.kind}: ${answer.failure.what}`);
  return answer.resolved;
}

export async function expectFailure(registries: Registries, wish: ResolveWish): Promise<RegistryFailure> {
  const answer = await registries.resolve(wish);
  if ('resolved' in answer) throw new Error(`resolved to ${answer.resolved.digest}`);
  return answer.failure;
}

/** A port of this machine on which nothing listens. */
export async function findClosedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
