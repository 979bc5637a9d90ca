import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parse as parseToml, TomlError } from 'smol-toml';
import { UserError } from '../../model/errors.ts';
import { toRecords } from '../../shared/json-shapes.ts';

/** One place that images of a prefix come from. */
export interface Place {
  /** Host, port and path that replace the prefix. */
  readonly location: string;
  /** Plain http is allowed. */
  readonly insecure: boolean;
}

/** One `[[registry]]` of a registries.conf, as far as it matters for asking what a tag means. */
export interface RegistryMapping {
  /** `host[:port][/path]` that image names start with; `*.host` for every host below it. */
  readonly prefix: string;
  /** Asked in this order: mirrors that serve tags, then the registry itself. */
  readonly places: readonly Place[];
  readonly blocked: boolean;
}

/**
 * Reads the registries.conf that podman, buildah and skopeo read: `CONTAINERS_REGISTRIES_CONF`, else the person's own, else
 * the machine's; drop-in folders are not read. No file, no mappings. Throws UserError for one that cannot be understood.
 * Source: containers-registries.conf(5).
 */
export async function readRegistriesConf(
  variables: Readonly<Record<string, string | undefined>>,
): Promise<readonly RegistryMapping[]> {
  const named = variables['CONTAINERS_REGISTRIES_CONF'] ?? '';
  const home = variables['XDG_CONFIG_HOME'] || join(variables['HOME'] || homedir(), '.config');
  const paths =
    named === '' ? [join(home, 'containers', 'registries.conf'), '/etc/containers/registries.conf'] : [named];
  for (const path of paths) {
    const text = await readText(path, named !== '');
    if (text !== undefined) return parse(text, path);
  }
  return [];
}

async function readText(path: string, required: boolean): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (!required && error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new UserError({
      what: `cannot be read (${code})`,
      where: path,
      why: 'It says where images come from.',
      fix: required
        ? 'unset CONTAINERS_REGISTRIES_CONF, or let it name a file that exists'
        : `check the permissions of ${path}`,
    });
  }
}

function parse(text: string, path: string): readonly RegistryMapping[] {
  if (text.trim() === '') return [];
  let document: Record<string, unknown>;
  try {
    document = parseToml(text);
  } catch (error) {
    const line = error instanceof TomlError ? `:${String(error.line)}:${String(error.column)}` : '';
    throw new UserError({
      what: 'is not TOML',
      where: `${path}${line}`,
      why: 'It says where images come from, so no registry is asked before it can be read.',
      fix: 'correct it as containers-registries.conf(5) says',
    });
  }
  return toRecords(document['registry'])
    .map(readMapping)
    .filter((mapping) => mapping.prefix !== '');
}

function readMapping(table: Record<string, unknown>): RegistryMapping {
  const location = readString(table['location']);
  const prefix = readString(table['prefix']) || location;
  const serving = toRecords(table['mirror']).filter(
    (mirror) => mirror['pull-from-mirror'] !== 'digest-only' && table['mirror-by-digest-only'] !== true,
  );
  const own = { location: location || (prefix.startsWith('*.') ? '' : prefix), insecure: table['insecure'] === true };
  const mirrors = serving.map((mirror) => ({
    location: readString(mirror['location']),
    insecure: mirror['insecure'] === true,
  }));
  return {
    prefix,
    places: [...mirrors.filter((mirror) => mirror.location !== ''), own],
    blocked: table['blocked'] === true,
  };
}

function readString(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
