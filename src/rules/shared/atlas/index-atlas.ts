import type { AtlasEntry, Trigger } from '../../../model/atlas/atlas-entry.ts';
import type { AtlasTable, PatternPlace } from '../../../model/atlas/atlas-table.ts';
import { firstPart, lastPart } from './match-name.ts';
import { foldName } from '../../../shared/fold-name.ts';

/** A pattern of a trigger, and whose it is. */
export interface Pattern {
  readonly entry: AtlasEntry;
  readonly trigger: Trigger;
  readonly pattern: string;
}

const tables = new WeakMap<readonly AtlasEntry[], AtlasTable>();
const indexes = new WeakMap<readonly AtlasEntry[], AtlasIndex>();

/** Gives an atlas the table that the build made of it: a short run then reads none of the entries that its project has nothing of. */
export function rememberTable(atlas: readonly AtlasEntry[], table: AtlasTable): void {
  tables.set(atlas, table);
}

/** The index of an atlas, made once each. */
export function indexAtlas(atlas: readonly AtlasEntry[]): AtlasIndex {
  const before = indexes.get(atlas);
  if (before !== undefined) return before;
  const index = new AtlasIndex(atlas, tables.get(atlas) ?? tabulateAtlas(atlas));
  indexes.set(atlas, index);
  return index;
}

/** The atlas by what a program shows of it. */
export class AtlasIndex {
  private readonly atlas: readonly AtlasEntry[];
  private readonly table: AtlasTable;
  private readonly firstParts: ReadonlySet<string>;
  private readonly found = new Map<readonly PatternPlace[], readonly Pattern[]>();

  constructor(atlas: readonly AtlasEntry[], table: AtlasTable) {
    this.atlas = atlas;
    this.table = table;
    this.firstParts = new Set(table.firstParts);
  }

  /** Patterns by their last part, where that is a plain name. */
  byLastPart(part: string): readonly Pattern[] {
    return this.patterns(listOf(this.table.byLastPart, part));
  }

  /** The others, by their first part. */
  byFirstPart(part: string): readonly Pattern[] {
    return this.patterns(listOf(this.table.byFirstPart, part));
  }

  /** Whether a pattern begins with this part. */
  isFirstPart(part: string): boolean {
    return this.firstParts.has(part);
  }

  /** By the name of a program. */
  byProgram(name: string): readonly Pattern[] {
    return this.patterns(listOf(this.table.byProgram, name));
  }

  /** By an import name, a package that is attached or a module. */
  byImport(name: string): readonly AtlasEntry[] {
    return this.entries(listOf(this.table.byImport, name));
  }

  /** By the name of a package, as {@link foldName} gives it. */
  byPackage(name: string): readonly AtlasEntry[] {
    return this.entries(listOf(this.table.byPackage, name));
  }

  /** By the name of the entry. */
  byName(name: string): AtlasEntry | undefined {
    return this.entries(listOf(this.table.byName, name))[0];
  }

  /** Those that write somewhere of their own accord. */
  writing(): readonly AtlasEntry[] {
    return this.entries(this.table.writing);
  }

  private entries(numbers: readonly number[]): readonly AtlasEntry[] {
    return numbers.flatMap((number) => this.atlas[number] ?? []);
  }

  private patterns(places: readonly PatternPlace[]): readonly Pattern[] {
    const before = this.found.get(places);
    if (before !== undefined) return before;
    const patterns = places.flatMap(([number, at, pattern]) => {
      const entry = this.atlas[number];
      return entry === undefined ? [] : [new PlacedPattern(entry, at, pattern)];
    });
    this.found.set(places, patterns);
    return patterns;
  }
}

/** Asks its entry for the trigger only where somebody wants to know it. */
class PlacedPattern implements Pattern {
  readonly entry: AtlasEntry;
  readonly pattern: string;
  private readonly at: number;

  constructor(entry: AtlasEntry, at: number, pattern: string) {
    this.entry = entry;
    this.pattern = pattern;
    this.at = at;
  }

  get trigger(): Trigger {
    const trigger = this.entry.triggers[this.at];
    if (trigger === undefined) throw new Error(`${this.entry.name} has no trigger ${String(this.at)}`);
    return trigger;
  }
}

const nothing: readonly never[] = [];

/** The names are those of programs: `constructor` is no key of ours. */
function listOf<Item>(lists: Readonly<Record<string, readonly Item[]>>, key: string): readonly Item[] {
  return Object.hasOwn(lists, key) ? (lists[key] ?? nothing) : nothing;
}

/** Sorts an atlas. What was only reported makes nothing fail and nothing pass, so it is left out. */
export function tabulateAtlas(atlas: readonly AtlasEntry[]): AtlasTable {
  const byLastPart = new Map<string, PatternPlace[]>();
  const byFirstPart = new Map<string, PatternPlace[]>();
  const byProgram = new Map<string, PatternPlace[]>();
  const byImport = new Map<string, number[]>();
  const byPackage = new Map<string, number[]>();
  const firstParts = new Set<string>();
  for (const [number, entry] of atlas.entries()) {
    for (const name of entry.imports) add(byImport, name, number);
    for (const name of new Set(Object.values(entry.packages).flat().map(foldName))) add(byPackage, name, number);
    for (const [at, trigger] of entry.seen.how === 'reported' ? [] : entry.triggers.entries()) {
      if (trigger.reported === true) continue;
      for (const pattern of trigger.calls ?? []) {
        const last = lastPart(pattern);
        firstParts.add(firstPart(pattern));
        if (/[*<]/.test(last)) add(byFirstPart, firstPart(pattern), [number, at, pattern]);
        else add(byLastPart, last, [number, at, pattern]);
      }
      for (const pattern of trigger.commands ?? [])
        add(byProgram, pattern.split(' ')[0] ?? pattern, [number, at, pattern]);
    }
  }
  return {
    byLastPart: Object.fromEntries(byLastPart),
    byFirstPart: Object.fromEntries(byFirstPart),
    firstParts: [...firstParts],
    byProgram: Object.fromEntries(byProgram),
    byImport: Object.fromEntries(byImport),
    byPackage: Object.fromEntries(byPackage),
    byName: Object.fromEntries(atlas.map(({ name }, number) => [name, [number]])),
    writing: atlas.flatMap(({ writes, seen }, number) =>
      writes === undefined || seen.how === 'reported' ? [] : [number],
    ),
  };
}

function add<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
