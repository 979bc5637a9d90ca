import type { Finding } from '../../../model/check/rule.ts';
import type { Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';

/** Several files need a folder, which only a slash at the end makes of a name for every builder. */
export function findBareFolder({ keyword, words, line, onbuild }: Instruction, file: string): Finding[] {
  if ((keyword !== 'COPY' && keyword !== 'ADD') || onbuild || words.length < 3) return [];
  const place = words.at(-1)?.value ?? '';
  if (/(?:^|\/)\.?$/.test(place) || /^["']|[$"']$/.test(place) || place.includes('$')) return [];
  return [
    {
      message: `${keyword} takes ${String(words.length - 1)} sources to ${place}, which has no slash at its end: docker without BuildKit stops here`,
      location: { file, line },
      fix: `write ${place}/`,
    },
  ];
}
