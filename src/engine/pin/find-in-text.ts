import type { ImagePlace } from '../../model/pin/pin.ts';
import { parseImageReference } from '../../parse/dockerfile/image-reference.ts';
import { toImagePlace } from './to-image-place.ts';

// With its registry and its tag, since nothing less tells an image from a path. Not part of an address, an expression or a longer word.
const named =
  /(?<![\w./:@$%+-])(?:docker:\/\/)?([a-z0-9]+(?:-+[a-z0-9]+)*(?:\.[a-z0-9]+(?:-+[a-z0-9]+)*)*\.[a-z]{2,}(?::\d+)?(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)+:\w[\w.-]*(?:@sha256:[0-9a-f]{64})?)(?![\w$%{/:@-])/g;

/** Images that a script or a line of text names in full, comments left out. `from` and `to` bound what is looked at. */
export function findInText(file: string, text: string, from = 0, to = text.length): readonly ImagePlace[] {
  const places: ImagePlace[] = [];
  let offset = from;
  const firstLine = text.slice(0, from).split('\n').length;
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
