import { joinedLines } from '../../pipelines/recipes.ts';

/**
 * Whether a Makefile is nothing but rules that name their targets, plain values and lines for a shell, so that what it runs was read as a whole: nothing is
 * included, computed, asked for by a pattern or left to make's own rules. `asked`: targets that it is told to make.
 */
export function isPlainMakefile(text: string, asked: readonly string[]): boolean {
  const values = new Set<string>();
  const targets = new Set<string>();
  const used: string[] = [];
  for (const { text: line } of joinedLines(text)) {
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    if (line.startsWith('\t')) {
      const open = line.replaceAll(/\$\$|\$[@<^]/g, '');
      for (const [, one, two] of open.matchAll(/\$(?:\((\w+)\)|\{(\w+)\})?/g)) used.push(one ?? two ?? '');
      continue;
    }
    const value = /^([A-Za-z_]\w*)[ \t]*[:?]?:?=[^$]*$/.exec(line)?.[1];
    // What stands behind a semicolon is a line for the shell, which nobody has read.
    const rule = /^([\w./-]+(?:[ \t]+[\w./-]+)*)[ \t]*::?(?!=)[^=$%;]*$/.exec(line)?.[1];
    if (value === undefined && rule === undefined) return false;
    // Another program may read the lines, or the name stands for two things.
    if (value !== undefined && (/^(?:SHELL|MAKEFLAGS|VPATH)$/.test(value) || values.has(value))) return false;
    if (value !== undefined) values.add(value);
    for (const name of rule?.split(/[ \t]+/) ?? []) targets.add(name);
  }
  return targets.size > 0 && used.every((name) => values.has(name)) && asked.every((name) => targets.has(name));
}
