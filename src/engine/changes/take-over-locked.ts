import { diffIndices } from 'node-diff3';
import type { Baseline } from '../../model/upgrade/state.ts';
import { nameInCode, namesOnLine, writtenInCode } from '../answers/split-list.ts';
import { isSoonCompared } from '../upgrade/comparison-work.ts';

/** What a lock that takes the place of a list makes of the lines that somebody wrote there. */
export type TakenOver =
  /** It names them all: they are as rendered in `baseline`, and follow the template. */
  | { readonly baseline: Baseline; readonly names: readonly string[] }
  /** These it does not name, so that all of them stay the person's. */
  | { readonly missing: readonly string[] };

/**
 * What a person changed in a list of R or Julia, where it is entries alone and the project of the lock names each of those that they added; code that they changed is theirs as
 * before. `now`: the list as it is; `locked`: the names that the lock's project has. Nothing where no entry is changed.
 */
export function takeOverLocked(
  baseline: Baseline,
  list: string,
  now: string,
  locked: ReadonlySet<string>,
): TakenOver | undefined {
  const was = baseline.files.get(list);
  if (was === undefined) return undefined;
  const [before, after] = [was.text, now].map((text) => text.split(/\r?\n/)) as [string[], string[]];
  if (!isSoonCompared(before, after)) return undefined;
  const lines = [...before];
  const entries: string[] = [];
  let isChanged = false;
  for (const { buffer1, buffer2 } of diffIndices(before, after).toReversed()) {
    const [old, own] = [
      before.slice(buffer1[0], buffer1[0] + buffer1[1]),
      after.slice(buffer2[0], buffer2[0] + buffer2[1]),
    ];
    if (![...old, ...own].every(isOfList)) continue;
    lines.splice(buffer1[0], buffer1[1], ...own);
    entries.unshift(...own.filter((line) => !isComment(line)));
    isChanged = true;
  }
  if (!isChanged) return undefined;
  const missing = entries.filter((line) => !packagesOn(line).every((name) => locked.has(name))).map(sayEntry);
  if (missing.length > 0) return { missing };
  const text = lines.join('\n');
  return {
    baseline: { ...baseline, files: new Map([...baseline.files, [list, { ...was, text }]]) },
    names: entries.map(sayEntry),
  };
}

/** An entry on a line of its own, where what else stands there would be lost unseen; or what says nothing. */
function isOfList(line: string): boolean {
  return isComment(line) || (packagesOn(line).length > 0 && line.split('PackageSpec(').length <= 2);
}

function isComment(line: string): boolean {
  return /^\s*(?:#|$)/.test(line);
}

/** As lists compare names; of a repository `Name.jl` the package is Name. */
function packagesOn(line: string): readonly string[] {
  return namesOnLine(line.trim(), nameInCode).map((name) => name.replace(/-(?:jl|git)$/, ''));
}

function sayEntry(line: string): string {
  return writtenInCode(line.trim()) ?? line.trim().replaceAll(/["',]/g, '');
}
