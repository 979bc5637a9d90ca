import { resolvePath } from '../../../model/dockerfile/container-path.ts';
import type { Import } from '../../../model/programs/program-facts.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import { pathFrom } from '../../../parse/programs/locate-script.ts';
import { allDockerfiles, type ProjectFacts } from '../../../model/sources/facts.ts';
import { groupBy } from '../../../shared/group-by.ts';
import { listSome } from '../../../shared/list-some.ts';
import { once } from '../once.ts';
import type { Found } from '../reach/judge-reached.ts';
import { isInImage } from '../files/image-places.ts';

/** An `include()` of Julia that names a place of the image where nothing lies: it looks beside the file that it stands in, and nowhere else. */
export function findMisplaced(
  { name, line, isConditional, function: within }: Import,
  { program, place, class: kind }: ReachedProgram,
  reach: Reach,
  facts: ProjectFacts,
): Found | undefined {
  if (kind !== 'started' || program.language !== 'julia' || place?.endsWith('.jl') !== true) return undefined;
  if (!name.endsWith('.jl') || /^[/~$]/.test(name) || isConditional === true || (within ?? '') !== '') return undefined;
  if (!reach.places.has(place)) return undefined;
  const folder = folderOf(place);
  const wanted = resolvePath(name, folder);
  if (isInImage(wanted, reach) || isMade(name, program, facts)) return undefined;
  const last = name.slice(name.lastIndexOf('/') + 1);
  const others =
    once(reach.places, 'places by name', () => groupBy([...reach.places.keys()], lastPart)).get(last) ?? [];
  const has =
    others.length === 0
      ? ''
      : `: the image has ${listSome(others.map((each) => `${reach.places.get(each) ?? ''} at ${each}`))}`;
  const meant = others.map((each) => `include("${pathFrom(place, each)}")`);
  return {
    message: `loads ${name}, which is not in the image at ${wanted}${has}`,
    line,
    fix:
      meant.length === 0
        ? `bring ${name} back, or take the line out`
        : `write ${listSome(meant, 3)}: a path in include() begins where the file lies that it stands in`,
  };
}

/** What the build makes, or the program itself. */
function isMade(name: string, { texts }: ReachedProgram['program'], facts: ProjectFacts): boolean {
  const words = name.split('/').filter((word) => !/^\.*$/.test(word));
  const [first = '', last = ''] = [words[0], words.at(-1)];
  return (
    texts.some(({ text }) => text !== name && text.endsWith(last) && !name.endsWith(text)) ||
    allDockerfiles(facts).some(({ instructions }) =>
      instructions.some(
        ({ keyword, text, commands }) =>
          keyword === 'RUN' &&
          (text.includes(last) ||
            commands.some(
              (each) => !plain.test(each.program) && each.words.some((word) => word.split('/').includes(first)),
            )),
      ),
    )
  );
}

/** These put no program anywhere. */
const plain = /^(?:rm|mkdir|chmod|chown)$/;

function folderOf(place: string): string {
  return place.slice(0, place.lastIndexOf('/')) || '/';
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
