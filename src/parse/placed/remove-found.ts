import { resolvePath } from '../../model/dockerfile/container-path.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import type { PlacedFiles } from './placed-files.ts';

/** Tests of `find` that files of a project pass or fail by their names alone. */
const byName = /^-(?:name|type|depth|mindepth|maxdepth)$/;

/** `find /app -name "*.py" -delete` takes away what its patterns fit; with another test nobody knows which files are gone. */
export function removeFound(stage: PlacedFiles, { words, line, isConditional }: ShellCommand, workdir: string): void {
  const given = words.slice(1);
  const first = given.findIndex((word) => /^[-(!]/.test(word));
  const tests = first < 0 ? [] : given.slice(first);
  const removes = tests.includes('-delete') || /(?:^| )-exec(?:dir)? (?:rm|unlink|shred) /.test(tests.join(' '));
  if (!removes) return;
  const why = `may be deleted in line ${String(line)} (find)`;
  const ends = tests.findIndex((word) => /^-(?:delete|exec|execdir)$/.test(word));
  const asked = tests.slice(0, ends);
  const options = asked.filter((word) => word.startsWith('-') || /^[(!]/.test(word));
  const names = asked.flatMap((word, at) => (word === '-name' ? [asked[at + 1] ?? ''] : []));
  const isKnown = names.length === 1 && options.every((word) => byName.test(word)) && !asked.includes('-maxdepth');
  for (const folder of first <= 0 ? ['.'] : given.slice(0, first)) {
    const place = resolvePath(folder, workdir);
    if (!stage.holds(place)) continue;
    if (!isKnown) stage.replace(place, why, true);
    else for (const each of names) stage.remove(`${place === '/' ? '' : place}/**/${each}`, isConditional);
  }
}
