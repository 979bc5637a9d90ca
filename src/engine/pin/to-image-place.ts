import type { ImageReference } from '../../model/dockerfile/image-reference.ts';
import type { ImagePlace } from '../../model/pin/pin.ts';

/** The place of a reference that stands in a file letter for letter, from `start` on. */
export function toImagePlace(file: string, line: number, start: number, image: ImageReference): ImagePlace {
  const end = start + image.text.length;
  const length = image.digest === undefined ? 0 : image.digest.length + 1;
  return { kind: 'image', file, line, text: image.text, image, digestAt: { start: end - length, end } };
}
