import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { isInImage } from './image-places.ts';

/** What is said of an absolute place that this image lacks, and that another image has whose start runs the same program; nothing where none has it. */
export function hasInAnother(
  place: string,
  { program: { path } }: ReachedProgram,
  reach: Reach,
  { reach: all }: ProjectFacts,
): { readonly message: string; readonly fix: string } | undefined {
  const found = [...all].find(
    ([, other]) =>
      other !== reach &&
      other.programs.some(({ class: kind, program }) => kind === 'started' && program.path === path) &&
      isInImage(place, other),
  );
  if (found === undefined) return undefined;
  return {
    message: `reads ${place}, which the image of ${found[0]} has and this one has not`,
    fix: `if ${path} is meant to run in this image too, copy what it reads there, as ${found[0]} does`,
  };
}
