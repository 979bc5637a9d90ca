import type { Item } from '../upgrade/merge-items.ts';
import type { TextLine } from '../upgrade/text-lines.ts';

/** Splits a list with one entry a line (requirements, R package names, ignore patterns): comments and blank lines belong to the entry below. */
export function splitList(lines: readonly TextLine[]): readonly Item[] {
  const items: Item[] = [];
  let current: TextLine[] = [];
  for (const line of lines) {
    current.push(line);
    const text = line.content.trim();
    if (text === '' || text.startsWith('#')) continue;
    items.push({ key: keyOf(text), lines: current });
    current = [];
  }
  if (current.length > 0)
    items.push({ key: `# ${current.map(({ content }) => content.trim()).join(' ')}`, lines: current });
  return items;
}

/** A package's name without version, as its index compares names; anything else as it is. */
function keyOf(text: string): string {
  const entry = text.replace(/,$/, '').replace(/^(["'])(.*)\1$/, '$2');
  const name = /^(?<name>[A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\]\s*)?(?:[=<>!~;@#].*)?$/.exec(entry)?.groups?.['name'];
  return name === undefined ? entry : name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}
