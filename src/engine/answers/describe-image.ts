import type { Answers, AnswersInput } from '../../model/answers/answers.ts';
import type { ImageReference } from '../../model/dockerfile/image-reference.ts';
import type { Base } from '../../model/render/base.ts';
import { parseImageReference } from '../../parse/dockerfile/image-reference.ts';
import { nearestImage } from '../../parse/dockerfile/nearest-image.ts';

/**
 * What a person is told whose base image is none of its base's: the Dockerfile is written for those. Nothing where image and base are as they were,
 * unless the image is another base's and the Dockerfile changes: somebody may have put another base into the record by hand.
 * `named`: images that are known by their whole name. `isCopy`: the Dockerfile is a copy of the repository's own, which knows its image.
 */
export function describeImage(
  earlier: AnswersInput | undefined,
  answers: Answers,
  {
    bases,
    named,
    changes,
    isCopy = false,
  }: {
    readonly bases: readonly Base[];
    readonly named: ReadonlySet<string>;
    readonly changes: boolean;
    readonly isCopy?: boolean;
  },
): readonly string[] {
  const parsed = parseImageReference(answers.image);
  const base = bases.find(({ name }) => name === answers.base);
  const isOld = earlier?.['image'] === answers.image && earlier['base'] === answers.base;
  if ((isOld && !changes) || base === undefined || 'error' in parsed) return [];
  const name = nameOf(parsed);
  if (brings(base, name)) return [];
  const other = bases.find((each) => brings(each, name));
  if ((isOld && other === undefined) || (isCopy && other !== undefined)) return [];
  const near = nearestImage(name, named);
  const own = `--set image=${base.images[0].reference}`;
  if (other !== undefined)
    return [
      `image: ${name} is an image of the base ${other.name}, and the Dockerfile of ${base.name} calls what it may not have: for that base --set base=${other.name}, for an image of ${base.name} ${own}`,
    ];
  return [
    near === undefined
      ? `image: ${name} is none that is known for the base ${base.name}: whether it has what the Dockerfile calls, nobody looked; tre-container rehearse builds it and shows`
      : `image: ${name} is known to nobody here: did you mean ${near}?`,
  ];
}

/** The base that an image belongs to; nothing for one of nobody's. */
export function baseOfImage(image: string, bases: readonly Base[]): Base | undefined {
  const parsed = parseImageReference(image);
  return 'error' in parsed ? undefined : bases.find((each) => brings(each, nameOf(parsed)));
}

function brings({ repositories, images }: Base, name: string): boolean {
  return repositories.includes(name) || images.some(({ reference }) => reference.startsWith(`${name}:`));
}

function nameOf({ canonicalRegistry, canonicalRepository }: ImageReference): string {
  return `${canonicalRegistry}/${canonicalRepository}`;
}
