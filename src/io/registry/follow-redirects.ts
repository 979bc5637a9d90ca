import type { Fetch } from './choose-fetch.ts';
import { isLoopback, leadsInside, type LookUp } from './inner-address.ts';
import { RegistryError } from './registry-error.ts';

/** One request as it leaves us. */
export interface Outgoing {
  readonly method: 'HEAD' | 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Value of the Authorization header: sent to the origin of `url` and to no other. */
  readonly authorization?: string | undefined;
  readonly body?: string;
}

/**
 * Sends a request and follows its redirects by hand, so that the Authorization header stays with its origin and a
 * secure address never leads to an insecure one, nor one of the internet to one of ours. Throws RegistryError for a loop and for a redirect that leads nowhere safe.
 */
export async function followRedirects(
  outgoing: Outgoing,
  fetch: Fetch,
  most: number,
  signal: AbortSignal,
  lookUp: LookUp,
): Promise<Response> {
  let url = outgoing.url;
  for (let followed = 0; followed <= most; followed += 1) {
    const own = url.origin === outgoing.url.origin && outgoing.authorization !== undefined;
    const headers = own ? { ...outgoing.headers, authorization: outgoing.authorization } : { ...outgoing.headers };
    const body = outgoing.body === undefined ? {} : { body: outgoing.body };
    const response = await fetch(url, { method: outgoing.method, headers, redirect: 'manual', signal, ...body });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    // A form with a refresh token in it goes to the address that was named, nowhere else.
    if (outgoing.body !== undefined) throw refuse(outgoing.url, 'redirects a login to another address');
    const target = readTarget(location, url, outgoing.url);
    if (await leadsInside(target, outgoing.url, lookUp))
      throw refuse(
        outgoing.url,
        `redirects to ${target.host}, an address of this machine or of a network that is not its own`,
      );
    url = target;
  }
  throw refuse(outgoing.url, `redirects in a circle (more than ${String(most)} times)`);
}

function readTarget(location: string, from: URL, first: URL): URL {
  if (!URL.canParse(location, from.href)) throw refuse(first, 'redirects to something that is no address');
  const target = new URL(location, from);
  const safe =
    target.protocol === 'https:' ||
    (target.protocol === 'http:' &&
      from.protocol === 'http:' &&
      isLoopback(target.hostname) === isLoopback(from.hostname));
  if (!safe) throw refuse(first, `redirects to an insecure address (${target.protocol}//${target.host})`);
  if (hasLogin(target)) throw refuse(first, `redirects to ${target.host} with a user name in the address`);
  return target;
}

/** Whether an address brings a login of its own, which fetch takes none of. */
export function hasLogin({ username, password }: URL): boolean {
  return username !== '' || password !== '';
}

function refuse(url: URL, what: string): RegistryError {
  return new RegistryError({
    kind: 'failing',
    host: url.host,
    what: `${url.host} ${what}`,
    why: 'It is not followed.',
    fix: 'try again later; if it stays so, tell whoever runs the registry or the proxy in front of it',
  });
}
