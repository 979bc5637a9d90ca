import type { CopiedImage, Instruction, Stage } from '../../model/dockerfile/dockerfile-facts.ts';
import { lineEnds } from '../text/line-ends.ts';
import { parseImageReference, readKnownParts } from './image-reference.ts';

/** Images of `COPY --from=IMAGE` and `RUN --mount=type=bind,from=IMAGE`; a stage by name or number is none. */
export function readCopiedImages(
  text: string,
  instructions: readonly Instruction[],
  stages: readonly Stage[],
): CopiedImage[] {
  const names = new Set(stages.map(({ name }) => name));
  const endsBefore = lineEnds(text);
  return instructions
    .filter(({ keyword }) => keyword === 'COPY' || keyword === 'RUN')
    .flatMap(({ start: from, end }) => {
      const flags = /^\s*\S+(?:\s|\\\r?\n)+(?:--\S+(?:\s|\\\r?\n)+)*/.exec(text.slice(from, end))?.[0] ?? '';
      return [...flags.matchAll(/(?:--|[=,])from=(["']?)([^\s,"']+)/g)].flatMap((found) => {
        const [whole, , name = ''] = found;
        if (/^\d+$/.test(name) || names.has(name.toLowerCase())) return [];
        const start = from + found.index + whole.length - name.length;
        const image = name.includes('$')
          ? { error: 'depends on a variable', ...readKnownParts(name) }
          : parseImageReference(name);
        return [
          {
            text: name,
            start,
            line: 1 + endsBefore(start),
            ...('error' in image ? image : { image, named: image, version: image }),
          },
        ];
      });
    });
}
