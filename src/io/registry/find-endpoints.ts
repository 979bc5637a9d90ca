import type { ImageName } from '../../model/pin/registry.ts';
import { isLoopback } from './inner-address.ts';
import type { Place, RegistryMapping } from './registries-conf.ts';
import { RegistryError } from './registry-error.ts';

/** Where an image is asked for. */
export interface Endpoint {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly repository: string;
  /** `host/repository` by which credentials are stored. */
  readonly account: string;
  readonly clock?: Clock;
}

/** Milliseconds since the epoch. */
export interface Clock {
  /** When the look-up must have ended: set with its first request. */
  until?: number;
  /** When all look-ups of the run must have. */
  readonly end?: number;
}

/** Docker Hub's names: in references and credentials it has one, on the wire another. */
const hub = { name: 'docker.io', host: 'registry-1.docker.io' };

/**
 * Where to ask for an image, in order: the mirrors and the location that registries.conf gives its longest matching prefix,
 * else its own registry. Plain http only to this machine and to places that registries.conf calls insecure.
 * Throws RegistryError for a blocked prefix.
 */
export function findEndpoints(image: ImageName, mappings: readonly RegistryMapping[]): readonly Endpoint[] {
  const name = `${image.registry}/${image.repository}`;
  const mapping = mappings
    .filter((one) => matches(one.prefix, name))
    .toSorted((a, b) => b.prefix.length - a.prefix.length)[0];
  if (mapping === undefined) return [toEndpoint({ location: name, insecure: false }, '')];
  if (mapping.blocked)
    throw new RegistryError({
      kind: 'blocked',
      host: image.registry,
      what: `is blocked by registries.conf (prefix ${mapping.prefix})`,
      fix: 'ask whoever wrote it, or name another registry',
    });
  const rest = mapping.prefix.startsWith('*.') ? name.slice(name.indexOf('/')) : name.slice(mapping.prefix.length);
  return mapping.places.map((place) =>
    toEndpoint(place.location === '' ? { ...place, location: image.registry } : place, rest),
  );
}

function matches(prefix: string, name: string): boolean {
  if (prefix.startsWith('*.')) return name.slice(0, name.indexOf('/')).endsWith(prefix.slice(1));
  return name === prefix || name.startsWith(`${prefix}/`);
}

function toEndpoint(place: Place, rest: string): Endpoint {
  const whole = `${place.location}${rest}`;
  const slash = whole.indexOf('/');
  const host = whole.slice(0, slash);
  const wire = host === hub.name || host === 'index.docker.io' ? hub.host : host;
  const plain = place.insecure || isLoopback(wire.replace(/:\d+$/, ''));
  return {
    origin: `${plain ? 'http' : 'https'}://${wire}`,
    repository: whole.slice(slash + 1),
    account: whole,
  };
}
