import { toRecord } from '../../shared/json-shapes.ts';
import { readToml } from './read-python-project.ts';

/** A package that a lock has for other machines than those of the TRE. */
export interface ForeignWheel {
  readonly name: string;
  /** Of its name in the lock. */
  readonly line: number;
  /** The last tag of one of its files, such as `manylinux2014_aarch64`. */
  readonly wheel: string;
}

/** What is wanted everywhere: asked for without a marker. */
interface Locked {
  readonly name: string;
  readonly needs: readonly string[];
  readonly isOwn: boolean;
  readonly files: readonly string[];
  readonly hasSource: boolean;
}

/**
 * Packages of a `uv.lock` or `poetry.lock` that the project needs without a condition, and of which no entry has a source or a wheel for Linux on x86-64. Of
 * those on a condition nobody knows here whether they are wanted.
 */
export function findForeignWheels(text: string): readonly ForeignWheel[] {
  if (!/\b(?:aarch64|arm64|macosx|win32|win_amd64)\b|_(?:aarch64|arm64|amd64)\./.test(text)) return [];
  const entries = readToml(text)?.['package'];
  const locked = Array.isArray(entries) ? entries.flatMap((entry) => readLocked(entry) ?? []) : [];
  const wanted = new Set(locked.filter(({ isOwn }) => isOwn).flatMap(({ needs }) => needs));
  const byName = new Map<string, Locked[]>();
  for (const each of locked) byName.set(each.name, [...(byName.get(each.name) ?? []), each]);
  for (const name of wanted) {
    const all = byName.get(name) ?? [];
    // Of several entries of one name each is for some machines.
    if (all.length === 1) for (const need of all[0]?.needs ?? []) wanted.add(need);
  }
  return [...wanted].flatMap((name) => {
    const all = byName.get(name) ?? [];
    const files = all.flatMap((each) => each.files);
    if (files.length === 0 || all.some(({ hasSource }) => hasSource) || files.some(fits)) return [];
    const line = text.slice(0, Math.max(0, text.indexOf(`name = "${name}"`))).split('\n').length;
    return [
      {
        name,
        line,
        wheel:
          (files[0] ?? '')
            .replace(/\.whl$/, '')
            .split('-')
            .at(-1) ?? '',
      },
    ];
  });
}

/** Whether a wheel is for every machine, or for Linux on x86-64. */
function fits(file: string): boolean {
  const tag =
    file
      .replace(/\.whl$/, '')
      .split('-')
      .at(-1) ?? '';
  return (
    !file.endsWith('.whl') ||
    tag.split('.').some((each) => each === 'any' || (each.includes('linux') && each.endsWith('_x86_64')))
  );
}

function readLocked(entry: unknown): Locked | undefined {
  const { name, source, dependencies, wheels, files, sdist } = toRecord(entry);
  if (typeof name !== 'string') return undefined;
  const kind = toRecord(source);
  const development = Object.values(toRecord(toRecord(entry)['dev-dependencies']));
  const all = [files, wheels].flatMap((each) => (Array.isArray(each) ? each : [])).map(fileName);
  return {
    name,
    needs: [dependencies, ...development].flatMap(needsOf),
    isOwn: kind['editable'] === '.' || kind['virtual'] === '.',
    files: all.filter((each) => each.endsWith('.whl')),
    hasSource:
      sdist !== undefined || all.some((each) => !each.endsWith('.whl')) || 'git' in kind || 'directory' in kind,
  };
}

/** uv names an address or a path, poetry the file. */
function fileName(entry: unknown): string {
  const { url, path, file, filename } = toRecord(entry);
  const named = [url, path, file, filename].find((each) => typeof each === 'string');
  return typeof named === 'string' ? named.slice(named.lastIndexOf('/') + 1) : '';
}

function needsOf(list: unknown): readonly string[] {
  return (Array.isArray(list) ? list : []).flatMap((each) => {
    const { name, marker, extra } = toRecord(each);
    return typeof name === 'string' && marker === undefined && extra === undefined ? [name] : [];
  });
}
