import type { AdoptionToDo } from '../../../model/adopt/adoption.ts';
import type { PackageList } from '../../../model/adopt/repository-facts.ts';
import type { CondaVersions } from '../../../model/adopt/surveyed-language.ts';
import { foldName } from '../../../shared/fold-name.ts';
import { listSome } from '../../../shared/list-some.ts';

/** Lines for pip, by the names that a list of conda has, and what a person has to look at. */
interface TakenFromConda {
  readonly kept: PackageList['packages'];
  /** Packages that pip has nowhere. */
  readonly never: readonly string[];
  readonly toDo: readonly AdoptionToDo[];
}

type Entry = PackageList['packages'][number];

/** What becomes of one entry: `open` says that its version is not the one that a person worked with. */
interface Taken extends Entry {
  readonly said: string;
  readonly open?: 'line' | 'older';
}

/**
 * What a list of conda names of the packages that are `used`, for pip: by its own name of each, with a version that pip has. A version that pip does not have
 * would end the build.
 */
export function takeFromConda(
  list: PackageList,
  used: ReadonlySet<string>,
  { sameAs, folder }: { readonly sameAs: ReadonlyMap<string, readonly string[]>; readonly folder: string },
  { longer, since, never }: CondaVersions,
): TakenFromConda {
  const taken = list.packages.flatMap((entry): Taken[] => {
    const name = namePip(entry.name, used, sameAs);
    if (name === undefined || never.has(name)) return [];
    const { sign = '', version } = versionOf(entry.text);
    const said = `${entry.name} ${version ?? ''}`;
    if (version === undefined) return [{ name, text: name, line: entry.line, said }];
    const oldest = since.get(name);
    if (oldest !== undefined && isOlder(version, oldest))
      return [{ name, text: name, line: entry.line, said: `${said} (pip has none before ${oldest})`, open: 'older' }];
    // conda's `=1.21` is every 1.21; only a third number, or the build, says which.
    const isLine = longer.has(name) || (sign === '=' && version.split('.').length < 3);
    return [
      {
        name,
        text: `${name}==${version}${isLine ? '.*' : ''}`,
        line: entry.line,
        said,
        ...(isLine ? { open: 'line' } : {}),
      },
    ];
  });
  const absent = [...used].filter((name) => never.has(foldName(name))).toSorted();
  return {
    kept: taken.map(({ name, text, line }) => ({ name, text, line })),
    never: absent,
    toDo: sayToDos(list.path, taken, { absent, folder }),
  };
}

function sayToDos(
  path: string,
  taken: readonly Taken[],
  { absent, folder }: { readonly absent: readonly string[]; readonly folder: string },
): readonly AdoptionToDo[] {
  const place = (found: readonly Taken[]): string => `${path}:${String(found[0]?.line ?? 1)}`;
  const [lines, older] = (['line', 'older'] as const).map((open) => taken.filter((each) => each.open === open));
  const toDo: AdoptionToDo[] = [];
  if (lines !== undefined && lines.length > 0)
    toDo.push({
      id: 'conda-lines',
      text: `${listSome(
        lines.map(({ text }) => text),
        8,
      )}: ${path} says no whole release as pip counts them, so that the newest that begins so is installed: write the ${lines.length === 1 ? 'version' : 'versions'} that you work with (pip list)`,
      place: place(lines),
    });
  if (older !== undefined && older.length > 0)
    toDo.push({
      id: 'conda-older',
      text: `${listSome(
        older.map(({ said }) => said),
        8,
      )}: ${folder}/packages.txt names ${older.length === 1 ? 'it' : 'them'} without a version, since the build would end at that one: write one that pip has and your programs work with`,
      place: place(older),
    });
  if (absent.length > 0)
    toDo.push({
      id: 'conda-only',
      text: `${listSome(absent, 8)}: only conda has ${absent.length === 1 ? 'it by that name' : 'them by those names'}, and ${folder}/packages.txt is for pip: not installed. Take an image that brings ${absent.length === 1 ? 'it' : 'them'} (--set image=, or another --base), write pip's name for ${absent.length === 1 ? 'it' : 'them'} into that file if there is one, or do without`,
      place: path,
    });
  return toDo;
}

/** As pip calls a package that programs use. */
function namePip(
  name: string,
  used: ReadonlySet<string>,
  sameAs: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  if (used.has(name)) return name;
  // Of another package that brings it too, its version says nothing.
  const plain = name.replace(/^(?:py-|python-|lib)|-(?:base|gpu|cpu|core)$/g, '');
  if (plain !== name && used.has(plain)) return plain;
  return [...used].find((each) => (sameAs.get(each) ?? []).includes(name) && isNamed(each, name));
}

/** `tables` and `pytables`, `torch` and `pytorch`, `opencv-python-headless` and `opencv`: one package under two names. */
function isNamed(pip: string, conda: string): boolean {
  const bare = conda.replace(/^(?:py|lib)-?/, '').replace(/-(?:gpu|cpu)$/, '');
  return pip === bare || pip.startsWith(`${bare}-`);
}

function versionOf(text: string): { readonly sign?: string; readonly version?: string } {
  const [, sign, version, build] = /^(?:[\w./-]+::?)?[\w.-]+\s*(={1,2})\s*(\d[\w.]*)(=[\w.]+)?/.exec(text) ?? [];
  if (sign === undefined || version === undefined) return {};
  return { sign: build === undefined ? sign : '==', version: version.replace(/\.$/, '') };
}

function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((each) => each.split('.').map((part) => Number.parseInt(part, 10) || 0));
  for (const [at, part] of (b ?? []).entries()) {
    const difference = (a?.[at] ?? 0) - part;
    if (difference !== 0) return difference < 0;
  }
  return false;
}
