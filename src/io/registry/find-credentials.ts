import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../model/errors.ts';
import { runCredentialHelper } from './run-credential-helper.ts';
import { trimEnd } from '../../shared/trim-end.ts';

/** What a person logged in with. Never printed, never part of an error. */
export type Credentials = { readonly username: string; readonly password: string } | { readonly identityToken: string };

/** Credentials of an account; `note` says why there are none although a file promised some. */
export interface FoundCredentials {
  readonly credentials?: Credentials;
  readonly note?: string;
}

interface AuthFile {
  readonly auths?: Record<
    string,
    { auth?: unknown; identitytoken?: unknown; username?: unknown; password?: unknown } | undefined
  >;
  readonly credHelpers?: Record<string, unknown>;
  readonly credsStore?: unknown;
}

/** Docker Hub's names in credential stores, oldest first. */
const hubServer = 'https://index.docker.io/v1/';
const hubNames = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);

/**
 * Looks an account (`host[:port]/repository`) up where `podman login` and `docker login` write, in podman's order: the file of
 * `REGISTRY_AUTH_FILE` alone when it is set, else `$XDG_RUNTIME_DIR/containers/auth.json`, podman's folder in the home, and
 * docker's configuration. The most specific entry wins. Throws UserError for a file that cannot be read.
 * Source: containers-auth.json(5), docker's `config.json`.
 */
export async function findCredentials(
  account: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<FoundCredentials> {
  let note: string | undefined;
  for (const path of listAuthFiles(variables)) {
    const file = await readAuthFile(path);
    const found = file === undefined ? {} : await searchFile(file, account, variables);
    if (found.credentials !== undefined) return found;
    note ??= found.note;
  }
  return note === undefined ? {} : { note };
}

function listAuthFiles(variables: Readonly<Record<string, string | undefined>>): string[] {
  const only = variables['REGISTRY_AUTH_FILE'] ?? '';
  if (only !== '') return [only];
  const home = variables['HOME'] || homedir();
  const runtime = variables['XDG_RUNTIME_DIR'] ?? '';
  return [
    ...(runtime === '' ? [] : [join(runtime, 'containers', 'auth.json')]),
    join(variables['XDG_CONFIG_HOME'] || join(home, '.config'), 'containers', 'auth.json'),
    join(variables['DOCKER_CONFIG'] || join(home, '.docker'), 'config.json'),
  ];
}

async function readAuthFile(path: string): Promise<AuthFile | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UserError({
      what: `cannot be read (${code})`,
      where: path,
      why: 'It may hold the login of a registry that asks for one.',
      fix: `check the permissions of ${path}`,
    });
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Said below; the parser's own message quotes the text, which holds secrets.
  }
  throw new UserError({
    what: 'is not JSON',
    where: path,
    why: 'It may hold the login of a registry that asks for one.',
    fix: 'correct or remove it, then log in again',
  });
}

async function searchFile(
  file: AuthFile,
  account: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<FoundCredentials> {
  const host = account.slice(0, account.indexOf('/'));
  const onHub = hubNames.has(host);
  const helperKey = Object.keys(file.credHelpers ?? {}).find((key) => normalise(key) === normalise(host));
  const helper = helperKey === undefined ? file.credsStore : file.credHelpers?.[helperKey];
  if (typeof helper === 'string' && helper !== '') {
    const answer = await runCredentialHelper(helper, onHub ? hubServer : (helperKey ?? host), variables);
    if (answer === 'missing') return { note: `The credential helper docker-credential-${helper} gave no answer.` };
    if (answer !== undefined) return { credentials: answer };
  }
  const wanted = normalise(account);
  const keys = Object.keys(file.auths ?? {}).filter(
    (key) => wanted === normalise(key) || wanted.startsWith(`${normalise(key)}/`),
  );
  for (const key of keys.toSorted((a, b) => normalise(b).length - normalise(a).length)) {
    const credentials = readEntry(file.auths?.[key]);
    if (credentials !== undefined) return { credentials };
  }
  return {};
}

/** `https://index.docker.io/v1/` and its kin become `docker.io`; scheme and version path of other keys fall away. */
function normalise(key: string): string {
  const bare = key.replace(/^https?:\/\//, '').replace(/\/(v1|v2)?\/?$/, '');
  const slash = bare.indexOf('/');
  const host = slash < 0 ? bare : bare.slice(0, slash);
  return `${hubNames.has(host) ? 'docker.io' : host}${slash < 0 ? '' : bare.slice(slash)}`;
}

function readEntry(
  entry: { auth?: unknown; identitytoken?: unknown; username?: unknown; password?: unknown } | undefined,
): Credentials | undefined {
  if (typeof entry?.identitytoken === 'string' && entry.identitytoken !== '')
    return { identityToken: entry.identitytoken };
  if (typeof entry?.auth === 'string' && entry.auth !== '') {
    const decoded = Buffer.from(entry.auth, 'base64').toString('utf8');
    const colon = decoded.indexOf(':');
    if (colon > 0) return { username: decoded.slice(0, colon), password: trimEnd(decoded.slice(colon + 1), '\0') };
  }
  if (typeof entry?.username === 'string' && typeof entry.password === 'string')
    return { username: entry.username, password: entry.password };
  return undefined;
}
