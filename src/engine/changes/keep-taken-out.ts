import type { RenderedTree } from '../../model/render/artefact.ts';
import type { Baseline } from '../../model/upgrade/state.ts';
import { type EntryNames, nameInCode, nameInConda, nameOfEntry, namesOnLine } from '../answers/split-list.ts';

/**
 * The text of a list of packages as it is recorded: with the lines that the person took out and that this rendering does not have, so that one stays out where a later
 * rendering has it again, as after a change of base and back. Any other file as it is rendered. `was`: what was recorded before; `now`: the file as the person has it.
 */
export function keepTakenOut(path: string, rendered: string, was: string, now: string): string {
  const names = entryNamesOf(path);
  if (names === undefined) return rendered;
  const namesIn = (text: string): readonly string[] =>
    text.split('\n').flatMap((line) => namesOnLine(line.trim(), names));
  const known = new Set([...namesIn(rendered), ...namesIn(now)]);
  if (namesIn(was).every((name) => known.has(name))) return rendered;
  const lines = rendered.replace(/^dependencies: \[\]$/m, 'dependencies:').split('\n');
  let at = 0;
  for (const line of was.split('\n')) {
    const name = names(line.trim());
    if (name !== undefined && !known.has(name)) lines.splice(at, 0, line);
    const found = lines.indexOf(line, at);
    if (line.trim() !== '' && found >= 0) at = found + 1;
  }
  return lines.join('\n');
}

/**
 * A list of packages that the former base's was, that became the person's, and that is rendered again: each of its lines is theirs by now, though an answer brought it, and
 * only what this rendering has as well may follow the template. What they took out of it stays out, whatever version this rendering has. `now`: the list as it is.
 */
export function keepListed(baseline: Baseline, rendered: RenderedTree, list: string, now: string): Baseline {
  const [was, next] = [baseline.former?.get(list), rendered.get(list)];
  if (was === undefined || next === undefined || baseline.files.has(list)) return baseline;
  const names = entryNamesOf(list);
  const there = new Set(names === undefined ? [] : now.split('\n').flatMap((line) => namesOnLine(line.trim(), names)));
  const nameOf = (line: string): string | undefined => names?.(line.trim());
  const lines = new Set(next.text.split('\n'));
  const named = new Map([...lines].map((line) => [nameOf(line) ?? '', line]));
  const shared = was.entry.text.split('\n').flatMap((line) => {
    const name = nameOf(line) ?? '';
    if (lines.has(line)) return [line];
    return name === '' || there.has(name) ? [] : (named.get(name) ?? []);
  });
  // YAML writes an empty list on one line, and every other one on several.
  const text = next.text.includes('\ndependencies: []') ? next.text : shared.join('\n');
  return {
    ...baseline,
    former: new Map([...(baseline.former ?? []), [list, { ...was, entry: { ...was.entry, text } }]]),
  };
}

/** How the entries of a list of packages are named; nothing for another file. */
function entryNamesOf(path: string): EntryNames | undefined {
  if (/^requirements[\w.-]*\.txt$/.test(path)) return nameOfEntry;
  if (/^install_packages\.(?:R|jl)$/.test(path)) return nameInCode;
  return path === 'environment.yml' ? nameInConda : undefined;
}
