import type { Value } from '../../../model/programs/value.ts';
import type { ProjectFile } from '../../../model/sources/facts.ts';
import { readPlainYaml } from '../../text/plain-yaml.ts';
import type { LocatedNode } from '../../text/located-yaml.ts';
import { locateScript, scriptPathOf } from '../locate-script.ts';
import { textWith, unknownFor } from '../values.ts';

/** More of a file is no settings of a person's. */
const longest = 100_000;
/** Levels of settings that are looked at. */
const deepest = 20;
/** Where settings lie that somebody gives when the container runs, or that the system has. */
const given = new Set(['data', 'etc', 'media', 'mnt', 'safe_data', 'safe_outputs', 'scratch', 'tmp', 'usr', 'var']);

/** What a file of the project says that a program reads its settings from: JSON, or YAML of the plain form. Nothing where it is not there, or could be one of two. */
export function settingsIn(
  path: Value | undefined,
  from: string,
  files: ReadonlyMap<string, ProjectFile>,
): Value | undefined {
  const written = scriptPathOf(path);
  if (written === undefined || !/\.(?:ya?ml|json)$/.test(written)) return undefined;
  if (written.startsWith('/') && given.has(written.split('/')[1] ?? '')) return undefined;
  const isOwn = files.has(written) && path?.kind === 'text' && typeof path.parts[0] === 'object';
  const paths = new Set(files.keys());
  const named = isOwn ? [written] : locateScript(paths, from, written);
  // A place of the image may be that of the project itself.
  const beside = named.length === 0 && written.startsWith('/') ? written.slice(written.lastIndexOf('/') + 1) : '';
  const [found, ...others] = beside === '' ? named : locateScript(paths, from, beside);
  const text = found === undefined || others.length > 0 ? undefined : files.get(found)?.text;
  if (text === undefined || text.length > longest) return undefined;
  if (written.endsWith('.json')) {
    try {
      return ofJson(JSON.parse(text), 0);
    } catch {
      return undefined;
    }
  }
  const [document, ...more] = readPlainYaml(text.endsWith('\n') ? text : `${text}\n`) ?? [];
  return document === undefined || more.length > 0 ? undefined : ofYaml(document, 0);
}

function ofJson(value: unknown, depth: number): Value {
  if (depth > deepest) return unknownFor('limit');
  if (typeof value === 'string') return textWith(value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return { kind: 'constant', value };
  if (Array.isArray(value)) return { kind: 'list', items: value.map((each) => ofJson(each, depth + 1)) };
  if (typeof value !== 'object') return unknownFor('computed');
  const entries = Object.entries(value).map(([name, each]) => [name, ofJson(each, depth + 1)] as const);
  return { kind: 'table', entries: new Map(entries), isRead: true };
}

function ofYaml({ text, entries, items }: LocatedNode, depth: number): Value {
  if (depth > deepest) return unknownFor('limit');
  if (text !== undefined) return ofScalar(text);
  if (items.length > 0) return { kind: 'list', items: items.map((each) => ofYaml(each, depth + 1)) };
  return entries.size === 0
    ? { kind: 'constant', value: null }
    : {
        kind: 'table',
        entries: new Map([...entries].map(([name, each]) => [name, ofYaml(each, depth + 1)])),
        isRead: true,
      };
}

function ofScalar(text: string): Value {
  if (/^(?:true|false)$/i.test(text)) return { kind: 'constant', value: text.toLowerCase() === 'true' };
  return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? { kind: 'constant', value: Number(text) } : textWith(text);
}
