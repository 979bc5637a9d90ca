import { parse } from 'smol-toml';
import { lineFinder } from '../programs/program-text.ts';
import type { PackageList } from '../../model/adopt/repository-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { pipName } from './read-pip-list.ts';
import { toRecord } from '../../shared/json-shapes.ts';

type Table = Readonly<Record<string, unknown>>;
type Found = Omit<PackageList, 'path' | 'isSide'> | undefined;

/** `pyproject.toml` with dependencies (of the standard, or poetry's), `setup.py`, `setup.cfg` and `Pipfile`. */
export function readPythonProject(path: string, text: string, files: ReadonlyMap<string, ProjectFile>): Found {
  if (path.endsWith('setup.py')) return readSetup(text, /install_requires\s*=\s*\[((?:(?!install_requires)[^\]])*)\]/);
  if (path.endsWith('setup.cfg')) return readSetup(text, /^install_requires\s*=((?:\n?[ \t]+[^\n]*)*)/m);
  const data = readToml(text);
  if (data === undefined) return undefined;
  if (path.endsWith('Pipfile'))
    return list('pip-project', Object.keys(toRecord(data['packages'])), text, undefined, false);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const lock = ['uv.lock', 'poetry.lock', 'pdm.lock', 'pylock.toml']
    .map((name) => `${folder}${name}`)
    .find((name) => files.has(name));
  const project = toRecord(data['project']);
  const poetry = toRecord(toRecord(data['tool'])['poetry']);
  const standard = Array.isArray(project['dependencies'])
    ? project['dependencies'].filter((each) => typeof each === 'string')
    : undefined;
  const dependencies = Object.keys(toRecord(poetry['dependencies'])).filter((name) => name !== 'python');
  const isDynamic = Array.isArray(project['dynamic']) && project['dynamic'].includes('dependencies');
  if (standard === undefined && dependencies.length === 0 && !isDynamic) return undefined;
  const installer =
    lock?.endsWith('uv.lock') === true
      ? 'uv'
      : dependencies.length > 0 || lock?.endsWith('poetry.lock') === true
        ? 'poetry'
        : 'pip-project';
  const found = list(installer, [...(standard ?? []), ...dependencies], text, lock, lock !== undefined);
  const extras = Object.values(toRecord(project['optional-dependencies'])).flat();
  const optional = list(
    installer,
    extras.filter((each) => typeof each === 'string'),
    text,
    undefined,
    false,
  )?.packages;
  return found && { ...found, ...(optional === undefined || optional.length === 0 ? {} : { optional }) };
}

/** The Python that a project wants: `>=3.10,<3.13`, with its line. */
export function readPythonVersion(text: string): { readonly version: string; readonly line: number } | undefined {
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const found = /^\s*(?:requires-python|python_requires|python)\s*=\s*["']([^"']+)["']/.exec(line)?.[1];
    if (found !== undefined) return { version: found, line: index + 1 };
  }
  return undefined;
}

function readSetup(text: string, pattern: RegExp): Found {
  const inside = pattern.exec(text)?.[1];
  if (inside === undefined) return undefined;
  const names = [...inside.matchAll(/["']([^"']+)["']|^[ \t]+([A-Za-z][^\n#]*)$/gm)].map((found) =>
    (found[1] ?? found[2] ?? '').trim(),
  );
  return list('pip-project', names, text, undefined, false);
}

function list(
  installer: 'pip-project' | 'poetry' | 'uv',
  entries: readonly string[],
  text: string,
  lock: string | undefined,
  locked: boolean,
): Found {
  const lineOf = lineSearch(text);
  const packages = entries.flatMap((entry) => {
    const name = pipName(entry);
    return name === undefined ? [] : [{ name, text: entry, line: lineOf(entry) }];
  });
  return { language: 'python', installer, packages, locked, ...(lock === undefined ? {} : { lock }), problems: [] };
}

/** Characters that entries are looked for from the start of a text; beyond them, which thousands of entries take, from where the last one was found. */
const mostSearched = 100_000_000;

/** Finds the line of an entry, 1 where it is not written as it is meant. */
function lineSearch(text: string): (word: string) => number {
  const lineAt = lineFinder({ text });
  let [left, last] = [mostSearched, 0];
  return (word) => {
    const at = text.indexOf(word, left > 0 ? 0 : last);
    left -= at < 0 ? text.length : at;
    if (at < 0) return 1;
    last = at;
    return lineAt(at);
  };
}

/** The file as data; nothing where it is no TOML. */
export function readToml(text: string): Table | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
