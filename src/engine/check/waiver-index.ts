import type { Location } from '../../model/check/rule.ts';
import type { Waiver } from '../../model/check/waiver.ts';
import { groupBy } from '../../shared/group-by.ts';

/** What a waiver covers of a rule's findings. */
type Cover = Pick<Waiver, 'path' | 'below' | 'lines'>;

/** Waivers that cover the same places. */
interface Group {
  readonly waivers: readonly [Waiver, ...Waiver[]];
  /** Place of the first among all waivers. */
  readonly order: number;
}

/** Waivers by what they cover, since there may be thousands of them and of findings; it notes which of them were needed. */
export class WaiverIndex {
  private readonly groups = new Map<string, Group>();
  /** First lines of the groups of one rule and file that cover some lines only, in order. Those of one file are of instructions: none overlaps another. */
  private readonly starts = new Map<string, (readonly [number, number])[]>();
  private readonly used = new Set<Group>();

  constructor(waivers: readonly Waiver[]) {
    const ordered = waivers.map((waiver, order) => ({ waiver, order }));
    for (const [key, [first, ...others]] of groupBy(ordered, ({ waiver }) => keyOf(waiver.rule, waiver))) {
      const { rule, path, lines } = first.waiver;
      this.groups.set(key, {
        waivers: [first.waiver, ...others.map(({ waiver }) => waiver)],
        order: first.order,
      });
      if (lines === undefined) continue;
      const file = keyOf(rule, path === undefined ? {} : { path });
      const known = this.starts.get(file);
      if (known === undefined) this.starts.set(file, [lines]);
      else known.push(lines);
    }
    for (const lines of this.starts.values()) lines.sort(([a], [b]) => a - b);
  }

  /** The first waiver that covers a place; it and all that cover the same count as needed. */
  use(rule: string, location: Location | undefined): Waiver | undefined {
    const found = [...placesOf(location), ...this.linesAround(rule, location)]
      .flatMap((place) => this.groups.get(keyOf(rule, place)) ?? [])
      .toSorted((a, b) => a.order - b.order);
    for (const group of found) this.used.add(group);
    return found[0]?.waivers[0];
  }

  /** Waivers that were needed. */
  needed(): ReadonlySet<Waiver> {
    return new Set([...this.used].flatMap(({ waivers }) => waivers));
  }

  private linesAround(rule: string, location: Location | undefined): readonly Cover[] {
    const line = location?.line;
    if (location === undefined || line === undefined) return [];
    const ranges = this.starts.get(keyOf(rule, { path: location.file })) ?? [];
    let [low, high] = [0, ranges.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ranges[middle]?.[0] ?? Infinity) <= line) low = middle + 1;
      else high = middle;
    }
    const lines = ranges[low - 1];
    return lines === undefined || lines[1] < line ? [] : [{ path: location.file, lines }];
  }
}

function keyOf(rule: string, { path = '', below = '', lines = [0, 0] }: Cover): string {
  return JSON.stringify([rule, path, below, ...lines]);
}

/** What may be covered at a place: the whole project, the folders above it, its file. */
function placesOf(location: Location | undefined): readonly Cover[] {
  if (location === undefined) return [{}];
  const { file } = location;
  const folders = [...file.matchAll(/\//g)].map(({ index }) => ({ below: file.slice(0, index + 1) }));
  return [{}, ...folders, { path: file }];
}
