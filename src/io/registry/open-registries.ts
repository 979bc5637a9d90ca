import { lookup } from 'node:dns/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Registries, Resolution, ResolvedImage, ResolveWish } from '../../model/pin/registry.ts';
import { chooseFetch } from './choose-fetch.ts';
import { findEndpoints } from './find-endpoints.ts';
import { limits } from './limits.ts';
import { readRegistriesConf } from './registries-conf.ts';
import { RegistryConnection, type Surroundings } from './registry-connection.ts';
import { RegistryError } from './registry-error.ts';
import { resolveImage } from './resolve-image.ts';

/** Milliseconds without an answer about an image. */
const slowAfterMs = 10_000;

/**
 * A client of the registries that images name, by the OCI distribution specification. It reads podman's and docker's own
 * configuration (logins, registries.conf) and the proxy variables when the first image is asked for, and asks each image once.
 * `around` replaces the network, the clock and the bounds in tests.
 */
export function openRegistries(
  variables: Readonly<Record<string, string | undefined>>,
  around: Partial<Surroundings> = {},
): Registries {
  const connections = new Map<string, RegistryConnection>();
  const answers = new Map<string, Promise<Resolution>>();
  let end: number | undefined;
  const prepare = once(async () => ({
    mappings: await readRegistriesConf(variables),
    around: {
      fetch: await chooseFetch(variables),
      limits,
      wait: (ms: number) => sleep(ms),
      lookUp: findAddresses,
      now: Date.now,
      variables,
      tell: () => undefined,
      ...around,
    },
  }));

  async function ask(wish: ResolveWish): Promise<ResolvedImage> {
    const ready = await prepare();
    end ??= ready.around.now() + ready.around.limits.runMs;
    let last: RegistryError | undefined;
    for (const found of findEndpoints(wish.image, ready.mappings)) {
      const endpoint = { ...found, clock: { end } };
      const connection = connections.get(endpoint.origin) ?? new RegistryConnection(ready.around);
      connections.set(endpoint.origin, connection);
      const stop = tellOfSlowness(endpoint.origin, ready.around.tell);
      try {
        return await resolveImage(connection, endpoint, wish, ready.around.limits.tagPages);
      } catch (error) {
        if (!(error instanceof RegistryError)) throw error;
        last = error;
      } finally {
        stop();
      }
    }
    throw last ?? new TypeError('an image has at least one endpoint');
  }

  return {
    resolve(wish) {
      const { registry, repository, tag } = wish.image;
      const key = JSON.stringify([registry, repository, tag, wish.known, wish.platform, wish.verify, wish.dates]);
      const answer = answers.get(key) ?? ask(wish).then((resolved) => ({ resolved }), toFailure);
      answers.set(key, answer);
      return answer;
    },
  };
}

async function findAddresses(hostname: string): Promise<readonly string[]> {
  try {
    return (await lookup(hostname, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}

function toFailure(error: unknown): Resolution {
  if (error instanceof RegistryError) return { failure: error.failure };
  throw error;
}

/** Says once that a registry is slow, unless it is stopped before. */
function tellOfSlowness(origin: string, tell: (sentence: string) => void): () => void {
  const timer = setTimeout(() => tell(`still waiting for ${new URL(origin).host}`), slowAfterMs);
  return () => clearTimeout(timer);
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
