import { readToml } from './read-python-project.ts';
import { toRecord } from '../../shared/json-shapes.ts';
import { foldName } from '../../shared/fold-name.ts';

interface LockedPackage {
  readonly name: string;
  readonly version: string;
  readonly needs: readonly string[];
  readonly hashes: readonly string[];
}

/**
 * Lines of pip for what a `uv.lock` or `poetry.lock` holds for the packages that a project names, and for what those need, each with its
 * version and hashes. Nothing where the lock cannot be read or lacks one of them. Markers are not judged: what is only for Windows is left out by name.
 */
export function linesFromLock(text: string, wanted: readonly string[]): readonly string[] | undefined {
  const entries = readToml(text)?.['package'];
  if (!Array.isArray(entries)) return undefined;
  const packages = new Map(entries.flatMap((entry) => readPackage(entry) ?? []).map((each) => [each.name, each]));
  const queue = wanted.map(foldName).filter((name) => name !== 'python');
  if (queue.length === 0 || queue.some((name) => !packages.has(name))) return undefined;
  const reached = new Set(queue);
  for (const name of reached)
    for (const need of packages.get(name)?.needs ?? []) if (packages.has(need)) reached.add(need);
  return [...reached].toSorted().flatMap((name) => {
    const found = packages.get(name);
    if (found === undefined || /^(?:colorama|pywin32|pywinpty|win32-setctime|appnope|pyreadline3)$/.test(name))
      return [];
    return [[`${found.name}==${found.version}`, ...found.hashes.map((hash) => `--hash=${hash}`)].join(' \\\n    ')];
  });
}

function readPackage(entry: unknown): LockedPackage | undefined {
  const table = toRecord(entry);
  const { name, version } = table;
  if (typeof name !== 'string' || typeof version !== 'string' || !/^[\w.+!-]+$/.test(version)) return undefined;
  const files = [table['files'], table['wheels'], [table['sdist']]].flatMap((each) =>
    Array.isArray(each) ? each : [],
  );
  const hashes = files
    .map((file) => toRecord(file)['hash'])
    .filter((hash) => typeof hash === 'string' && /^sha256:[0-9a-f]{64}$/.test(hash)) as string[];
  return {
    name: foldName(name),
    version,
    needs: needsOf(table['dependencies']),
    hashes: [...new Set(hashes)].toSorted(),
  };
}

/** uv: a list of tables with names; poetry: a table by name. */
function needsOf(value: unknown): readonly string[] {
  if (Array.isArray(value))
    return value.flatMap((each) =>
      typeof toRecord(each)['name'] === 'string' ? [foldName(toRecord(each)['name'] as string)] : [],
    );
  return Object.keys(toRecord(value)).map(foldName);
}
