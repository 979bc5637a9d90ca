import { isUnder } from '../../../model/dockerfile/container-path.ts';
import type { FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';

/** What makes the project of a folder renv's own, or may do so in a file that R reads at its start. */
const loads = /\bactivate\.R\b|\brenv::(?:activate|load|init|autoload)\b|Rprofile|R_PROFILE|R_ENVIRON|\bRENV_/;

/**
 * Whether renv may have a project loaded where a program of the build runs. Without one it installs into the first library of R, and puts no links to its
 * cache there.
 */
export function mayHaveProject(
  { program, workdir, way }: ReachedProgram,
  { instructions, environment }: FinalImage,
  { places, unseen }: Reach,
  byPath: ProjectFacts['byPath'],
): boolean {
  const line = way[0]?.location.line ?? Infinity;
  const before = instructions.filter((each) => each.line <= line);
  const isSaid =
    before.some(({ keyword, text }) => keyword !== 'COPY' && keyword !== 'ADD' && loads.test(text)) ||
    [...environment.keys()].some((name) => loads.test(name)) ||
    loads.test(program.calls.map(({ callee }) => callee).join(' ')) ||
    program.imports.some(({ name }) => loads.test(name));
  if (isSaid || (workdir !== undefined && unseen.some((each) => isUnder(workdir, each)))) return true;
  // Of a folder that nobody named, each may be it.
  const end = workdir === undefined ? '/.Rprofile' : `${workdir === '/' ? '' : workdir}/.Rprofile`;
  const hasProfile = [...places.keys()].some((place) => (workdir === undefined ? place.endsWith(end) : place === end));
  return hasProfile && before.some((each) => mayBring(each, byPath));
}

/** Whether a COPY may put a `.Rprofile` somewhere: it names it, or more than files that bear other names. */
function mayBring({ keyword, words, flags }: Instruction, byPath: ProjectFacts['byPath']): boolean {
  if (keyword !== 'COPY' && keyword !== 'ADD') return false;
  if (flags['from'] !== undefined) return true;
  return words
    .slice(0, -1)
    .some(({ value }) => value.endsWith('.Rprofile') || !byPath.has(value.replace(/^(?:\.?\/)+/, '')));
}
