import { readMakefile, type Makefile, type MakeRule } from './read-makefile.ts';
import type { RecipeLine } from './recipe-lines.ts';

/** What make runs for some targets. */
export interface AskedRecipes {
  /** Each with its lines; what a target needs comes before it. */
  readonly recipes: readonly (readonly RecipeLine[])[];
  /** Why this may not be all: a line of the file, or a target without a rule. */
  readonly open?: { readonly line?: number; readonly target?: string };
}

/** Patterns beyond which no name is held against them. */
const mostPatterns = 50;
/** Endings that rules of make's own make programs of. */
const sources = /\.(?:c|cc|cpp|C|f|F|p|r|s|S|y|l|sh)$/;

/** The one that was read last: who asks for a target of it often asks for others. */
let last: { readonly text: string; readonly key: string; readonly makefile: Makefile } | undefined;

/** The recipes that a Makefile runs for some targets, or for its first one. Words with `=` in `asked` set variables. */
export function recipesAsked(text: string, asked: readonly string[]): AskedRecipes {
  const given = asked.filter((word) => word.includes('='));
  const targets = asked.filter((word) => !word.includes('='));
  const key = given.join('\0');
  if (last?.text !== text || last.key !== key)
    last = { text, key, makefile: readMakefile(text, new Map(given.map((word) => asValue(word)))) };
  const { makefile } = last;
  const { recipes, open } = collect(
    makefile,
    targets.length > 0 ? targets : makefile.first === undefined ? [] : [makefile.first],
  );
  if (makefile.open !== undefined) return { recipes, open: { line: makefile.open } };
  const line = makefile.rules.size === 0 ? 1 : open;
  const target = targets.find((name) => !makefile.rules.has(name));
  return {
    recipes,
    ...(line !== undefined ? { open: { line } } : target === undefined ? {} : { open: { target } }),
  };
}

function asValue(word: string): readonly [string, string] {
  const at = word.indexOf('=');
  return [word.slice(0, at).replace(/[:?+]$/, ''), word.slice(at + 1)];
}

/** What the recipes of these names need comes before each, and every recipe once. A chain of them may be as long as its file. */
function collect(
  makefile: Makefile,
  names: readonly string[],
): { readonly recipes: readonly (readonly RecipeLine[])[]; readonly open: number | undefined } {
  const begun = new Set<MakeRule>();
  const asked = new Set<string>();
  const recipes: (readonly RecipeLine[])[] = [];
  let open: number | undefined;
  const waiting: (string | MakeRule)[] = names.toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'string') {
      recipes.push(next.lines);
      continue;
    }
    if (asked.has(next)) continue;
    asked.add(next);
    const rules = makefile.rules.get(next) ?? [];
    open ??= openOf(makefile, next, rules);
    const fresh = rules.filter((rule) => !begun.has(rule)).toReversed();
    for (const rule of fresh) {
      begun.add(rule);
      waiting.push(rule);
    }
    for (const { needs } of fresh) for (const need of needs.toReversed()) waiting.push(need);
  }
  return { recipes: recipes.filter((lines) => lines.length > 0), open };
}

/** The line by which something else may be run for a target: one that is not plain, a second recipe, a pattern, a rule of make's own. */
function openOf(
  { rules: all, patterns, phony }: Makefile,
  name: string,
  rules: readonly MakeRule[],
): number | undefined {
  const unclear = rules.find((rule) => rule.open !== undefined);
  if (unclear !== undefined) return unclear.open;
  const compiled = rules.find(({ needs }) => needs.some((need) => need.endsWith('.o') && !all.has(need)));
  if (compiled !== undefined) return compiled.line;
  const recipes = rules.filter(({ lines }) => lines.length > 0);
  if (recipes.length > 0) return recipes.find((rule, at) => at > 0 && !rule.isDouble)?.line;
  if (phony.has(name)) return undefined;
  if (patterns.length > mostPatterns) return patterns[0]?.line;
  const pattern = patterns.find(
    ({ before, after }) =>
      name.length > before.length + after.length && name.startsWith(before) && name.endsWith(after),
  );
  return (
    pattern?.line ??
    rules.find(({ needs }) => needs.some((need) => need.startsWith(`${name}.`) && sources.test(need)))?.line
  );
}
