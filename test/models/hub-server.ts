import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Content of a repository by path, at one commit. */
export type Commit = Readonly<Record<string, Buffer>>;

/** A Hub on loopback with the few endpoints that a download needs, and the faults that a download can meet. */
export interface HubServer {
  readonly address: string;
  /** Repository `org/model`: commits by their 40 hex digits. */
  readonly commits: Map<string, Commit>;
  /** Branches and tags. */
  readonly branches: Map<string, string>;
  /** Other repositories, at one commit that every revision means. */
  readonly others: Map<string, Commit>;
  /** Licence that every repository states. */
  licence: unknown;
  /** Authorization of every request; empty for none. */
  readonly tokens: string[];
  /** Text that is answered in place of what a repository is. */
  answer: () => string | undefined;
  /** Another server that a file is to be asked of. */
  redirect: (path: string) => string | undefined;
  /** Every request, `METHOD /path`, with the range if one was asked for. */
  readonly asked: string[];
  /** Called before a file is sent: what it returns is sent in its place, and `cut` breaks the connection half-way. */
  fault: (path: string) => { readonly bytes?: Buffer; readonly cut?: boolean; readonly status?: number } | undefined;
  close(): Promise<void>;
}

const hash = (algorithm: string, bytes: Buffer): string => createHash(algorithm).update(bytes).digest('hex');
/** Weights are kept as large files on the Hub, which states their SHA-256. */
const isLarge = (path: string): boolean => /\.(?:safetensors|bin|pth)$/.test(path);

/** Starts a Hub on an ephemeral port of 127.0.0.1. */
export async function serveHub(): Promise<HubServer> {
  const server = createServer((request, response) => answer(hub, request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const hub: HubServer = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    commits: new Map(),
    branches: new Map(),
    others: new Map(),
    licence: 'apache-2.0',
    tokens: [],
    answer: () => undefined,
    redirect: () => undefined,
    asked: [],
    fault: () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return hub;
}

function answer(hub: HubServer, request: IncomingMessage, response: ServerResponse): void {
  const url = decodeURIComponent((request.url ?? '').split('?')[0] ?? '');
  const range = request.headers.range === undefined ? '' : ` ${request.headers.range}`;
  hub.asked.push(`${request.method} ${url}${range}`);
  hub.tokens.push(request.headers.authorization ?? '');
  const api = /^\/api\/models\/(?<repository>[^/]+\/[^/]+)\/(?<what>revision|tree)\/(?<revision>[^/]+)/.exec(
    url,
  )?.groups;
  const file = /^\/(?<repository>[^/]+\/[^/]+)\/resolve\/(?<revision>[^/]+)\/(?<path>.+)$/.exec(url)?.groups;
  const plain = /^\/files\/(?<path>.+)$/.exec(url)?.groups;
  const revision = api?.['revision'] ?? file?.['revision'] ?? '';
  const repository = api?.['repository'] ?? file?.['repository'] ?? 'org/model';
  const other = hub.others.get(repository);
  const sha =
    other !== undefined
      ? hash('sha1', Buffer.from(repository))
      : plain === undefined
        ? (hub.branches.get(revision) ?? revision)
        : ([...hub.commits.keys()][0] ?? '');
  const commit = other ?? (repository === 'org/model' ? hub.commits.get(sha) : undefined);
  const path = (file ?? plain)?.['path'] ?? '';
  const elsewhere = hub.redirect(path);
  const said = api === undefined ? undefined : hub.answer();
  if (elsewhere !== undefined) response.writeHead(302, { Location: `${elsewhere}${request.url ?? ''}` }).end();
  else if (said !== undefined) response.end(said);
  else if (commit === undefined || (api === undefined && commit[path] === undefined)) {
    response
      .writeHead(404, { 'X-Error-Code': url.includes('org/model') ? 'RevisionNotFound' : 'RepoNotFound' })
      .end('{"error":"not found"}');
  } else if (api === undefined) {
    sendFile(hub, request, response, { sha, path, bytes: commit[path] ?? Buffer.alloc(0) });
  } else {
    response
      .writeHead(200, { 'Content-Type': 'application/json' })
      .end(JSON.stringify(api['what'] === 'tree' ? listTree(commit) : describe(repository, sha, commit, hub.licence)));
  }
}

const describe = (repository: string, sha: string, commit: Commit, licence: unknown): unknown => ({
  id: repository,
  sha,
  private: false,
  gated: false,
  downloads: 0,
  tags: [],
  cardData: { license: licence },
  siblings: Object.entries(commit).map(([rfilename, bytes]) => ({
    rfilename,
    size: bytes.length,
    blobId: hash('sha1', bytes),
    ...largeFile(rfilename, bytes, 'sha256'),
  })),
});

const listTree = (commit: Commit): unknown =>
  Object.entries(commit).map(([path, bytes]) => ({
    type: 'file',
    path,
    size: bytes.length,
    oid: hash('sha1', bytes),
    ...largeFile(path, bytes, 'oid'),
  }));

const largeFile = (path: string, bytes: Buffer, key: string): object =>
  isLarge(path) ? { lfs: { [key]: hash('sha256', bytes), size: bytes.length, pointerSize: 130 } } : {};

function sendFile(
  hub: HubServer,
  request: IncomingMessage,
  response: ServerResponse,
  { sha, path, bytes }: { sha: string; path: string; bytes: Buffer },
): void {
  const etag = `"${hash(isLarge(path) ? 'sha256' : 'sha1', bytes)}"`;
  const fault = request.method === 'GET' ? hub.fault(path) : undefined;
  const sent = fault?.bytes ?? bytes;
  const start = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const headers = {
    ETag: etag,
    'X-Repo-Commit': sha,
    'Accept-Ranges': 'bytes',
    'Content-Length': sent.length - start,
    'Content-Range': `bytes ${start}-${sent.length - 1}/${sent.length}`,
  };
  response.writeHead(fault?.status ?? (start > 0 ? 206 : 200), headers);
  if (request.method === 'HEAD') response.end();
  else if (fault?.cut === true)
    response.write(sent.subarray(start, start + Math.ceil((sent.length - start) / 2)), () =>
      setTimeout(() => response.destroy(), 50),
    );
  else response.end(sent.subarray(start));
}
