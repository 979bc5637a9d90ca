import { createHash } from 'node:crypto';
import type { Endpoint } from './find-endpoints.ts';
import type { RegistryConnection, Answer } from './registry-connection.ts';
import { RegistryError } from './registry-error.ts';
import { isRecord, type JsonRecord } from '../../shared/json-shapes.ts';

/** Every manifest that an image can have today; schema 1 of 2015 names no digest that can be checked. */
const mediaTypes = {
  'application/vnd.oci.image.index.v1+json': 'index',
  'application/vnd.docker.distribution.manifest.list.v2+json': 'index',
  'application/vnd.oci.image.manifest.v1+json': 'single-platform',
  'application/vnd.docker.distribution.manifest.v2+json': 'single-platform',
} as const;

export const acceptManifests = Object.keys(mediaTypes).join(', ');

/** A manifest whose bytes were checked against its digest. */
export interface Manifest {
  readonly digest: string;
  readonly kind: 'index' | 'single-platform';
  readonly json: Readonly<Record<string, unknown>>;
}

/**
 * Reads the manifest of a tag or digest and checks its bytes against the digest that the registry states and the one that is
 * expected. Returns nothing when there is none; throws RegistryError for everything that is no manifest.
 */
export async function readManifest(
  connection: RegistryConnection,
  endpoint: Endpoint,
  reference: string,
  expected?: string,
): Promise<Manifest | undefined> {
  const answer = await connection.ask({
    method: 'GET',
    endpoint,
    path: `manifests/${reference}`,
    accept: acceptManifests,
  });
  const { host } = new URL(endpoint.origin);
  refusePage(answer, host);
  if (answer.status === 404) return undefined;
  if (answer.status !== 200)
    throw new RegistryError({ kind: 'failing', host, what: `${host} answers with status ${String(answer.status)}` });
  const stated = expected ?? readDigest(answer);
  const digest = computeDigest(answer.body, stated);
  if (stated !== undefined && stated !== digest) {
    const why = `It says ${stated} and sends bytes of ${digest}: a cache or something else in between changed them.`;
    throw new RegistryError({
      kind: 'wrong-digest',
      host,
      what: `${host} sends a manifest that does not have the digest it states`,
      why,
      fix: 'ask from another network, and tell whoever runs the registry',
    });
  }
  const json = parseObject(answer.body);
  const type =
    typeof json?.['mediaType'] === 'string'
      ? json['mediaType']
      : (answer.headers.get('content-type') ?? '').replace(/;.*/, '').trim();
  const kind = Object.hasOwn(mediaTypes, type) ? mediaTypes[type as keyof typeof mediaTypes] : undefined;
  if (json !== undefined && kind !== undefined) return { digest, kind, json };
  const what =
    json === undefined
      ? `${host} sends something that is no manifest`
      : `${host} sends a manifest of a kind that is not supported`;
  throw new RegistryError({
    kind: 'not-a-registry',
    host,
    what,
    fix: 'if the image is older than 2017, build or push it again',
  });
}

/** The digest in an answer's header, when there is a well-formed one. */
export function readDigest(answer: Answer): string | undefined {
  const text = answer.headers.get('docker-content-digest') ?? '';
  return /^sha256:[0-9a-f]{64}$|^sha512:[0-9a-f]{128}$/.test(text) ? text : undefined;
}

/** Throws for a web page: what a captive portal, a login page or a proxy answers in a registry's place. */
export function refusePage(answer: Answer, host: string): void {
  if (!(answer.headers.get('content-type') ?? '').includes('html')) return;
  const why = 'A login page of the network, a proxy or a web site stands where a registry should be.';
  throw new RegistryError({
    kind: 'not-a-registry',
    host,
    what: `${host} answers with a web page, not with a manifest (status ${String(answer.status)})`,
    why,
    fix: `open https://${host}/v2/ in a browser to see it, and check HTTPS_PROXY and NO_PROXY`,
  });
}

function computeDigest(body: Buffer, like: string | undefined): string {
  const algorithm = like?.startsWith('sha512:') === true ? 'sha512' : 'sha256';
  return `${algorithm}:${createHash(algorithm).update(body).digest('hex')}`;
}

function parseObject(body: Buffer): JsonRecord | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
