import type { Baseline } from '../../model/upgrade/state.ts';
import { nameInCode } from '../answers/split-list.ts';
import { readEntry, readListed } from './listed-packages.ts';

/**
 * The baseline without the lines of packages that a person took out of the list and names again in this run: to the merge the template brings them anew, so that
 * they come back. What nobody names again stays out. `now`: the list as it is.
 */
export function nameAnew(baseline: Baseline, list: string, now: string, named: readonly string[]): Baseline {
  const was = baseline.files.get(list);
  if (was === undefined) return baseline;
  const listed = new Set(readListed(list, now).map(({ name }) => name));
  const gone = new Set(named.map((entry) => readEntry(entry).name).filter((name) => !listed.has(name)));
  const nameOf = (line: string): string | undefined =>
    /\.(?:R|jl)$/.test(list) ? nameInCode(line) : readEntry(line.replace(/^- +/, '')).name;
  const lines = was.text.split('\n').filter((line) => !gone.has(nameOf(line.trim()) ?? ''));
  return { ...baseline, files: new Map([...baseline.files, [list, { ...was, text: lines.join('\n') }]]) };
}
