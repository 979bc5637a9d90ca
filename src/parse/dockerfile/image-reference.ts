import type { ImageReference, KnownParts } from '../../model/dockerfile/image-reference.ts';

// The grammar of distribution/reference: a host has a dot, a port or is `localhost`; the rest is a lower-case path.
const label = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const host = `(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])`;
const pathPart = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const repository = `${pathPart}(?:/${pathPart})*`;
const hostPattern = new RegExp(`^${host}(?::[0-9]+)?$`);
const repositoryPattern = new RegExp(`^${repository}$`);
const tagPattern = /^[\w][\w.-]{0,127}$/;
const digestPattern = /^sha256:[a-f0-9]{64}$|^sha512:[a-f0-9]{128}$/;

/** Docker Hub, as it is written in full. */
const hub = 'docker.io';

/**
 * Reads an image reference by the grammar that docker, podman and apptainer share.
 * Returns what is wrong with it, in one line, when it does not parse. Text with an unresolved `$` does not parse.
 */
export function parseImageReference(text: string): ImageReference | { readonly error: string } {
  if (text === '') return { error: 'is empty' };
  if (/\s/.test(text)) return { error: 'has white space in it' };
  const [named, digest, extra] = text.split('@');
  if (extra !== undefined || named === undefined) return { error: 'has more than one @' };
  if (digest !== undefined && !digestPattern.test(digest)) return { error: describeDigest(digest) };
  const slash = named.indexOf('/');
  const first = slash < 0 ? '' : named.slice(0, slash);
  const registry = isHost(first) ? first : undefined;
  if (registry !== undefined && !hostPattern.test(registry))
    return { error: `has "${registry}" where a registry host belongs` };
  const rest = registry === undefined ? named : named.slice(slash + 1);
  const colon = rest.lastIndexOf(':');
  const tag = colon < 0 ? undefined : rest.slice(colon + 1);
  const name = colon < 0 ? rest : rest.slice(0, colon);
  const problem = describeName(name, tag);
  if (problem !== undefined) return { error: problem };
  return {
    text,
    ...(registry === undefined ? {} : { registry }),
    repository: name,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
    canonicalRegistry: registry === undefined || registry === 'index.docker.io' ? hub : registry,
    canonicalRepository: canonicalRepository(registry, name),
  };
}

/** Reads what is written out of a reference that holds a variable: the name before an open tag or digest, tag and digest after an open name. */
export function readKnownParts(text: string): KnownParts {
  const [before = ''] = text.split('$', 1);
  // What a slash follows is a port.
  const isTag = /[:@]/.test(before.slice(before.lastIndexOf('/') + 1)) && !text.includes('/', before.length);
  const named = isTag ? readParts(withoutEnd(before)) : undefined;
  const open = text.slice(text.lastIndexOf('$'));
  const variable = /^\$(?:\w+|\{[^{}]*\})/.exec(open)?.[0];
  const tail = variable === undefined ? '' : open.slice(variable.length);
  const last = tail.includes('/') ? tail.slice(tail.lastIndexOf('/') + 1) : /^[:@]/.test(tail) ? `x${tail}` : '';
  const version = readParts(last);
  return { ...(named === undefined ? {} : { named }), ...(version === undefined ? {} : { version }) };
}

function withoutEnd(name: string): string {
  const [plain = ''] = name.split('@', 1);
  const colon = plain.indexOf(':', plain.lastIndexOf('/'));
  return colon < 0 ? plain : plain.slice(0, colon);
}

function readParts(text = ''): ImageReference | undefined {
  const read = parseImageReference(text);
  return 'error' in read ? undefined : read;
}

function isHost(first: string): boolean {
  return first === 'localhost' || /[.:]/.test(first) || /[A-Z]/.test(first);
}

function canonicalRepository(registry: string | undefined, name: string): string {
  const onHub = registry === undefined || registry === hub || registry === 'index.docker.io';
  return onHub && !name.includes('/') ? `library/${name}` : name;
}

function describeName(name: string, tag: string | undefined): string | undefined {
  if (name === '') return 'names no repository';
  if (/[A-Z]/.test(name)) return `has upper-case letters in "${name}"; repositories are lower-case`;
  if (!repositoryPattern.test(name)) return `has "${name}" where a repository name belongs`;
  if (name.length > 255) return 'has a repository name of more than 255 characters';
  if (tag !== undefined && !tagPattern.test(tag))
    return tag === '' ? 'ends in a colon without a tag' : `has "${tag}" where a tag belongs`;
  return undefined;
}

function describeDigest(digest: string): string {
  const hex = /^sha256:([a-fA-F0-9]*)$/.exec(digest)?.[1];
  if (hex === undefined) return `has "${digest}" where a digest belongs (sha256: and 64 hexadecimal digits)`;
  if (hex.length !== 64) return `has a digest of ${String(hex.length)} hexadecimal digits, not 64`;
  return 'has upper-case digits in its digest';
}
