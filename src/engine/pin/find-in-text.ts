import type { ImagePlace } from '../../model/pin/pin.ts';
import { parseImageReference } from '../../parse/dockerfile/image-reference.ts';
import { toImagePlace } from './to-image-place.ts';

// With its registry and its tag, since nothing less tells an image from a path. Not part of an address, an expression or a longer word.
const named =
  /(?<![\w./:@$%+-])(?:docker:\/\/)?([a-z0-9]+(?:-+[a-z0-9]+)*(?:\.[a-z0-9]+(?:-+[a-z0-9]+)*)*\.[a-z]{2,}(?::\d+)?(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)+:\w[\w.-]*(?:@sha256:[0-9a-f]{64})?)(?![\w$%{/:@-])/g;

/** What is looked at of a text: from one character up to another, of which the first stands on `line`. */
interface Part {
  readonly from: number;
  readonly to: number;
  readonly line: number;
}

/** Images that a script or a line of text names in full, comments left out. */
export function findInText(
  file: string,
  text: string,
  { from, to, line: firstLine }: Part = { from: 0, to: text.length, line: 1 },
): readonly ImagePlace[] {
  const places: ImagePlace[] = [];
  let offset = from;
  for (const [index, line] of text.slice(from, to).split('\n').entries()) {
    if (!/^\s*#/.test(line))
      places.push(
        ...findInLine(line)
          .map(({ at, name }) => toPlace(file, firstLine + index, offset + at, name))
          .filter((place) => place !== undefined),
      );
    offset += line.length + 1;
  }
  return places;
}

function findInLine(line: string): { at: number; name: string }[] {
  return [...line.matchAll(named)].flatMap(({ 0: whole, 1: name = '', index }) => {
    // `-v host.path/data:ro` mounts a folder.
    if (/(?:^|\s)(?:-v|--volume|--mount)[ =]$/.test(line.slice(Math.max(0, index - 10), index))) return [];
    return [{ at: index + whole.length - name.length, name }];
  });
}

function toPlace(file: string, line: number, start: number, name: string): ImagePlace | undefined {
  const image = parseImageReference(name);
  return 'error' in image ? undefined : toImagePlace(file, line, start, image);
}
