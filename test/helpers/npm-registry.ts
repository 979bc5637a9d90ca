import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A package as it is published: its manifest and its tarball. */
export interface PublishedPackage {
  readonly manifest: {
    readonly name: string;
    readonly version: string;
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  readonly tarball: Buffer;
  /** What the registry says of the tarball's signature, if anything. */
  readonly signatures?: readonly object[];
}

/** A running registry on loopback. */
export interface NpmRegistry {
  readonly url: string;
  /** What was asked for, in order. */
  readonly asked: readonly string[];
  /** Takes the place of what is published under the package's name. */
  readonly publish: (entry: PublishedPackage) => void;
  readonly withdraw: (name: string) => void;
  readonly close: () => Promise<void>;
}

/** `sha512-...`, as npm writes and compares it. */
export function integrityOf(tarball: Buffer): string {
  return `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
}

/** The part of npm's registry that an installation needs: packuments and tarballs; 404 for everything else. */
export async function startNpmRegistry(): Promise<NpmRegistry> {
  const published = new Map<string, PublishedPackage>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '/');
    asked.push(path);
    const [, name = '', file, version] = /^\/((?:@[^/]+\/)?[^/]+)(?:\/-\/(.+)|\/(\d[^/]*))?$/.exec(path) ?? [];
    const entry = published.get(name);
    if (entry === undefined)
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"Not found"}');
    else if (version !== undefined && version !== entry.manifest.version)
      response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
    else if (version !== undefined)
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(describeVersion(entry, url())));
    else if (file === undefined)
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(describe(entry, url())));
    else response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(entry.tarball);
  });
  const url = (): string => `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: url(),
    asked,
    publish: (entry) => published.set(entry.manifest.name, entry),
    withdraw: (name) => published.delete(name),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

function describe(entry: PublishedPackage, registry: string): object {
  const { name, version } = entry.manifest;
  return { name, 'dist-tags': { latest: version }, versions: { [version]: describeVersion(entry, registry) } };
}

function describeVersion({ manifest, tarball, signatures }: PublishedPackage, registry: string): object {
  const { name, version } = manifest;
  const dist = {
    tarball: `${registry}${name}/-/${name.replace(/^@.*\//, '')}-${version}.tgz`,
    integrity: integrityOf(tarball),
    shasum: createHash('sha1').update(tarball).digest('hex'),
    ...(signatures === undefined ? {} : { signatures }),
  };
  return { ...manifest, dist };
}

/** A package from a tarball that `npm pack` made. */
export function readPackage(manifestFile: string, tarballFile: string): PublishedPackage {
  return {
    manifest: JSON.parse(readFileSync(manifestFile, 'utf8')) as PublishedPackage['manifest'],
    tarball: readFileSync(tarballFile),
  };
}
