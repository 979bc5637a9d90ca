import type { AdoptionToDo } from '../../../model/adopt/adoption.ts';
import type { Proposal } from '../../../model/adopt/proposal.ts';
import type { Base } from '../../../model/render/base.ts';
import { placeOf } from '../adoption-to-dos.ts';
import { allows } from './choose-image.ts';

/**
 * What to look at where the repository works with a version of its language, and the image, one that the catalogue knows and nobody chose, is not
 * named after a version: it has another one, or nobody here knows which. `image`: with or without digest.
 */
export function askVersionOfImage(
  { images, language: { label } }: Base,
  image: string,
  { version, reasons }: Pick<Proposal, 'version' | 'reasons'>,
): readonly AdoptionToDo[] {
  const known = images.find(({ reference }) => image.split('@', 1)[0] === reference);
  if (version === undefined || known === undefined || known.reference.includes(`/${label.toLowerCase()}:`)) return [];
  const of = new RegExp(`\\b${label} (\\d+)\\.(\\d+)`).exec(known.note ?? '');
  if (of !== null && allows(version, Number(of[1]), Number(of[2]))) return [];
  const why = reasons['version'];
  const place = why?.evidence[0];
  const has =
    of === null
      ? `which ${label} ${known.reference} has is not known here`
      : `${known.reference} has ${label} ${String(of[1])}.${String(of[2])}`;
  return [
    {
      id: 'image-version',
      text: `${label} ${version} is asked for${why === undefined ? '' : ` (${why.why})`}, and ${has}: look, and name an image that fits with --set image=NAME`,
      ...(place === undefined ? {} : { place: placeOf(place) }),
    },
  ];
}
