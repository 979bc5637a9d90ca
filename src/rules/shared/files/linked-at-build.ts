import { isUnder, resolvePath } from '../../../model/dockerfile/container-path.ts';
import type { FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import { trimEnd } from '../../../shared/trim-end.ts';
import { once } from '../once.ts';

/** How many links are followed one after the other: more than this lead round in a circle. */
const mostSteps = 10;

/** Links that RUN lines make in the image (`ln -s /safe_data /input`), by their place; one that is removed again is none. */
function linksOf(image: FinalImage): ReadonlyMap<string, string> {
  return once(image, 'linked at build', () => {
    const links = new Map<string, string>();
    for (const { keyword, commands, workdir } of image.instructions)
      for (const { program, words, directory, isConditional } of keyword === 'RUN' ? commands : []) {
        const base = directory === undefined ? workdir : resolvePath(directory, workdir);
        const names = words.slice(1).filter((word) => !word.startsWith('-'));
        if (/^(?:rm|rmdir|unlink|mv)$/.test(program))
          for (const name of names) links.delete(trimEnd(resolvePath(name, base), '/'));
        const [target, name, another] = names;
        const isLink = program === 'ln' && words.some((word) => /^(?:-[A-Za-rt-z]*s|--symbolic$)/.test(word));
        if (!isLink || target === undefined || name === undefined || another !== undefined || isConditional === true)
          continue;
        const place = trimEnd(resolvePath(name, base), '/');
        if (!/[$*?{]/.test(target + name))
          links.set(place, resolvePath(target, place.slice(0, place.lastIndexOf('/'))));
      }
    return links;
  });
}

/** Where a place of the image leads: links that the build made are followed. */
export function throughLinks(place: string, image: FinalImage): string {
  const links = linksOf(image);
  if (links.size === 0) return place;
  let now = place;
  for (let step = 0; step < mostSteps; step++) {
    const link = [...links].find(([each]) => isUnder(now, each));
    if (link === undefined) return now;
    now = link[1] + now.slice(link[0].length);
  }
  return place;
}
