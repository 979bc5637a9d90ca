import type { Endpoint } from './find-endpoints.ts';
import { findCredentials, type Credentials, type FoundCredentials } from './find-credentials.ts';
import { hasLogin, type Outgoing } from './follow-redirects.ts';
import { isLoopback, leadsInside, type LookUp } from './inner-address.ts';
import { parseChallenges, type Challenge } from './parse-challenges.ts';
import { PassingError, RegistryError } from './registry-error.ts';
import { isRecord } from '../../shared/json-shapes.ts';
import { shellWord } from '../../shared/shell-word.ts';

/** Sends a request to the token service and gives its status, its pause and its parsed JSON. */
export type AskTokenService = (
  outgoing: Outgoing,
  endpoint: Endpoint,
) => Promise<{ readonly status: number; readonly afterMs?: number | undefined; readonly json: unknown }>;

/**
 * Keeps the Authorization header of each repository at one registry, and gets it by the registry's own challenge: `Basic`, or
 * `Bearer` through a token service with the scope to pull (anonymously where nobody logged in).
 * Source: CNCF distribution, "Token Authentication Specification" and "OAuth2 Token Authentication".
 */
export class Authorizer {
  readonly #ask: AskTokenService;
  readonly #variables: Readonly<Record<string, string | undefined>>;
  readonly #headers = new Map<string, Promise<string>>();

  readonly #lookUp: LookUp;

  constructor(ask: AskTokenService, variables: Readonly<Record<string, string | undefined>>, lookUp: LookUp) {
    this.#ask = ask;
    this.#variables = variables;
    this.#lookUp = lookUp;
  }

  /** What the repository was asked with last; nothing at first. */
  async current(endpoint: Endpoint): Promise<string | undefined> {
    return this.#headers.get(endpoint.repository);
  }

  /** Answers a challenge. `refused` is the header that was just refused, if any. Throws RegistryError when there is no answer to give. */
  async answer(header: string | null, endpoint: Endpoint, refused: string | undefined): Promise<string> {
    const known = this.#headers.get(endpoint.repository);
    // Another request of the same repository may have got a fresh one meanwhile.
    if (known !== undefined && (await known) !== refused) return known;
    const fresh = this.#get(parseChallenges(header ?? ''), endpoint);
    this.#headers.set(endpoint.repository, fresh);
    fresh.catch(() => this.#headers.delete(endpoint.repository));
    return fresh;
  }

  async #get(challenges: readonly Challenge[], endpoint: Endpoint): Promise<string> {
    const found = await this.#find(endpoint);
    const bearer = challenges.find((one) => one.scheme === 'bearer' && one.parameters['realm'] !== undefined);
    if (bearer !== undefined) return `Bearer ${await this.#getToken(bearer, endpoint, found)}`;
    const basic = found.credentials === undefined ? undefined : toBasic(found.credentials);
    if (basic !== undefined && challenges.some((one) => one.scheme === 'basic')) return basic;
    throw denied(endpoint, found);
  }

  async #find(endpoint: Endpoint): Promise<FoundCredentials> {
    const found = await findCredentials(endpoint.account, this.#variables);
    const origin = new URL(endpoint.origin);
    const readable = origin.protocol === 'http:' && !isLoopback(origin.hostname);
    return readable && found.credentials !== undefined
      ? { note: 'There is a login for it, which is not sent over plain http.' }
      : found;
  }

  async #getToken(challenge: Challenge, endpoint: Endpoint, found: FoundCredentials): Promise<string> {
    const url = readRealm(challenge, endpoint);
    const { host } = new URL(endpoint.origin);
    if (await leadsInside(url, new URL(endpoint.origin), this.#lookUp))
      throw new RegistryError({
        kind: 'not-a-registry',
        host,
        what: `${host} names ${url.host} as its token service, an address of this machine or of a network that is not its own`,
        why: 'It is not asked: it may be something that only this machine can reach.',
      });
    const { credentials, ...rest } = found;
    const mayHave = credentials === undefined || belongsTo(url, endpoint);
    const note = `There is a login for it, which was not sent: ${host} wants it at ${url.host}, which is not known to be its own.`;
    const sent = mayHave ? found : { ...rest, note };
    const answer = await this.#ask(writeTokenRequest(url, challenge, endpoint, sent.credentials), endpoint);
    const { token, access_token: accessToken } = isRecord(answer.json) ? answer.json : {};
    const value = [token, accessToken].find((one) => typeof one === 'string' && one !== '');
    if (answer.status === 200 && typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)) return value;
    if (answer.status === 429 || answer.status >= 500)
      throw new PassingError(
        {
          kind: answer.status === 429 ? 'rate-limited' : 'failing',
          host,
          what: `${host} gives no token now (status ${String(answer.status)})`,
          fix: 'try again later',
        },
        answer.afterMs,
      );
    if (answer.status >= 400) throw denied(endpoint, sent);
    throw new RegistryError({
      kind: 'not-a-registry',
      host,
      what: `the token service of ${host} answers with something that is no token`,
    });
  }
}

/** Token services that are known to be a registry's own, though on another host: by the registry's host. */
const pairings: Readonly<Record<string, string>> = {
  'registry-1.docker.io': 'auth.docker.io',
  'registry.gitlab.com': 'gitlab.com',
};

/**
 * Whether what a person logged in with at a registry may be shown at the address that it names: its own host and port, that host's ordinary port for
 * https (a GitLab of one's own is the token service of its registry on another port), and the known ones. Behind any other port of a host may be anybody
 * who has an account there; on this machine, which plain http is for, a registry and its token service are told apart by nothing else.
 */
function belongsTo(realm: URL, endpoint: Endpoint): boolean {
  const origin = new URL(endpoint.origin);
  if (realm.hostname !== origin.hostname) return realm.host === pairings[origin.hostname];
  return realm.port === origin.port || (realm.protocol === 'https:' ? realm.port === '' : isLoopback(realm.hostname));
}

/** The address of the token service. A registry that is asked securely must not make us ask an insecure one, and http stays on this machine. */
function readRealm(challenge: Challenge, endpoint: Endpoint): URL {
  const realm = challenge.parameters['realm'] ?? '';
  const { host, protocol } = new URL(endpoint.origin);
  const url = URL.canParse(realm) ? new URL(realm) : undefined;
  if (url !== undefined && hasLogin(url))
    throw new RegistryError({
      kind: 'not-a-registry',
      host,
      what: `${host} names a token service with a user name in its address`,
      why: 'It is not asked: a login is never taken from what a registry says.',
    });
  if (url?.protocol === 'https:') return url;
  if (url?.protocol === 'http:' && protocol === 'http:' && isLoopback(url.hostname)) return url;
  throw new RegistryError({
    kind: 'not-a-registry',
    host,
    what: `${host} names a token service that is no secure address`,
  });
}

/** What a token service is asked by. Source: as of {@link Authorizer}. */
const asked = ['service', 'scope', 'account', 'client_id', 'offline_token'];

/** Asks for the right to pull our repository, and for nothing else that the challenge may name. */
function writeTokenRequest(
  realm: URL,
  challenge: Challenge,
  endpoint: Endpoint,
  credentials: Credentials | undefined,
): Outgoing {
  const url = new URL(realm);
  // What is asked for is said below and nowhere else: a service may take a scope that stands there twice for two.
  for (const name of asked) url.searchParams.delete(name);
  const scope = `repository:${endpoint.repository}:pull`;
  const service = challenge.parameters['service'];
  const query = [...(service === undefined ? [] : [['service', service] as const]), ['scope', scope] as const];
  if (credentials !== undefined && 'identityToken' in credentials) {
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: 'generator-tre-container',
      service: service ?? '',
      scope,
      refresh_token: credentials.identityToken,
    });
    return {
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: form.toString(),
    };
  }
  for (const [key, value] of query) url.searchParams.append(key, value);
  return {
    method: 'GET',
    url,
    headers: { accept: 'application/json' },
    authorization: credentials === undefined ? undefined : toBasic(credentials),
  };
}

function toBasic(credentials: Credentials): string | undefined {
  if ('identityToken' in credentials) return undefined;
  return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`, 'utf8').toString('base64')}`;
}

/** What to say where a registry keeps an image to itself; many say the same of one that does not exist. */
export function denied(endpoint: Endpoint, found: FoundCredentials): RegistryError {
  const host = endpoint.account.slice(0, endpoint.account.indexOf('/'));
  const why =
    found.note ??
    (found.credentials === undefined
      ? 'Nobody is logged in there; a registry says the same of a private image and of one that does not exist.'
      : 'The login that is stored for it does not allow it.');
  return new RegistryError({
    kind: 'denied',
    host,
    what: 'does not exist, or is private',
    why,
    fix: `check the name, or log in: podman login ${shellWord(host)} (or docker login ${shellWord(host)})`,
  });
}
