import type { RuleResult } from '../../model/check/check-report.ts';

/** What several findings of one rule are, sorted by what mends them: in each group one fix, or the same with other names in it. The order stays. */
export function alikeFixes<Item>(
  items: readonly Item[],
  resultOf: (item: Item) => Pick<RuleResult, 'message' | 'fix'>,
): readonly (readonly Item[])[] {
  const groups = new Map<string, Item[]>();
  const byFix = new Map<string, Item[]>();
  for (const item of items) {
    const result = resultOf(item);
    const { fix = '' } = result;
    const shape = shapeOf(result);
    const group = byFix.get(fix) ?? groups.get(shape) ?? [];
    group.push(item);
    byFix.set(fix, group);
    groups.set(shape, group);
  }
  return [...new Set(groups.values())];
}

/** The words of a fix without names: those of files, versions and commands, and those that the finding speaks of. */
function shapeOf({ message, fix = '' }: Pick<RuleResult, 'message' | 'fix'>): string {
  const said = new Set(message.split(/[\s,;:()]+/));
  return fix
    .split(/[\s,;:()]+/)
    .filter((word) => /^[a-z]+$/.test(word) && !said.has(word))
    .join(' ');
}
