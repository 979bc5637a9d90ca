import type { AtlasEntry, Trigger } from '../../../model/atlas/atlas-entry.ts';
import { firstPart, lastPart } from './match-name.ts';

/** A pattern of a trigger, and whose it is. */
export interface Pattern {
  readonly entry: AtlasEntry;
  readonly trigger: Trigger;
  readonly pattern: string;
}

/** The atlas by what a program shows of it. */
export interface AtlasIndex {
  /** By the last part of the pattern, for those where that is a plain name. */
  readonly byLastPart: ReadonlyMap<string, readonly Pattern[]>;
  /** The others, by their first part. */
  readonly byFirstPart: ReadonlyMap<string, readonly Pattern[]>;
  /** First parts of all of them. */
  readonly firstParts: ReadonlySet<string>;
  /** By the name of a program. */
  readonly byProgram: ReadonlyMap<string, readonly Pattern[]>;
  /** By an import name, a package that is attached or a module. */
  readonly byImport: ReadonlyMap<string, readonly AtlasEntry[]>;
  /** By the name of the entry. */
  readonly byName: ReadonlyMap<string, AtlasEntry>;
}

const known = new WeakMap<readonly AtlasEntry[], AtlasIndex>();

/** Sorts an atlas, once each. What was only reported makes nothing fail and nothing pass, so it is left out. */
export function indexAtlas(atlas: readonly AtlasEntry[]): AtlasIndex {
  const before = known.get(atlas);
  if (before !== undefined) return before;
  const byLastPart = new Map<string, Pattern[]>();
  const byFirstPart = new Map<string, Pattern[]>();
  const firstParts = new Set<string>();
  const byProgram = new Map<string, Pattern[]>();
  const byImport = new Map<string, AtlasEntry[]>();
  for (const entry of atlas) {
    for (const name of entry.imports) add(byImport, name, entry);
    for (const trigger of entry.seen.how === 'reported' ? [] : entry.triggers) {
      if (trigger.reported === true) continue;
      for (const pattern of trigger.calls ?? []) {
        const last = lastPart(pattern);
        firstParts.add(firstPart(pattern));
        if (/[*<]/.test(last)) add(byFirstPart, firstPart(pattern), { entry, trigger, pattern });
        else add(byLastPart, last, { entry, trigger, pattern });
      }
      for (const pattern of trigger.commands ?? []) {
        add(byProgram, pattern.split(' ')[0] ?? pattern, { entry, trigger, pattern });
      }
    }
  }
  const byName = new Map(atlas.map((entry) => [entry.name, entry]));
  const index = { byLastPart, byFirstPart, firstParts, byProgram, byImport, byName };
  known.set(atlas, index);
  return index;
}

function add<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
