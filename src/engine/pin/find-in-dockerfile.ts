import type { DockerfileFacts, From, Instruction, Stage } from '../../model/dockerfile/dockerfile-facts.ts';
import type { PinPlace } from '../../model/pin/pin.ts';
import { lineEnds } from '../../parse/text/line-ends.ts';
import { toImagePlace } from './to-image-place.ts';

/** Every image from outside that a Dockerfile builds on or copies from; an ARG default that several FROMs share is one place. */
export function findInDockerfile(dockerfile: DockerfileFacts): readonly PinPlace[] {
  const { path, unread } = dockerfile;
  if (unread !== undefined)
    return [{ kind: 'open', file: path, line: 1, text: path, reason: `it was not looked at: ${unread}` }];
  const endsBefore = lineEnds(dockerfile.text);
  const defaults = dockerfile.instructions.filter(({ keyword, stage }) => keyword === 'ARG' && stage < 0);
  const places = dockerfile.stages
    .filter(({ from }) => from.stage === undefined && !from.scratch)
    .map((stage) => readFromPlace(dockerfile, stage, { defaults, lineOf: (offset) => 1 + endsBefore(offset) }));
  const copies = dockerfile.copiedImages.map(({ text, start, line, image, error }): PinPlace =>
    image === undefined
      ? { kind: 'open', file: dockerfile.path, line, text, reason: `it ${error ?? 'does not parse'}` }
      : toImagePlace(dockerfile.path, line, start, image),
  );
  const first = new Map<string, PinPlace>();
  for (const place of [...places, ...copies]) {
    const key = place.kind === 'image' ? String(place.digestAt.start) : `${place.text} ${String(place.line)}`;
    if (!first.has(key)) first.set(key, place);
  }
  return [...first.values()];
}

/** What all FROMs of a Dockerfile share. */
interface Shared {
  /** ARGs before the first FROM. */
  readonly defaults: readonly Instruction[];
  readonly lineOf: (offset: number) => number;
}

function readFromPlace(dockerfile: DockerfileFacts, { from, line }: Stage, { defaults, lineOf }: Shared): PinPlace {
  const { path: file, text } = dockerfile;
  if (from.image === undefined)
    return { kind: 'open', file, line, text: from.word.text, reason: from.error ?? 'it does not parse' };
  const digest = from.image.digest === undefined ? undefined : `@${from.image.digest}`;
  const ranges = candidateRanges(text, from, defaults);
  for (const { start, end } of ranges) {
    const at = digest === undefined ? end : start + text.slice(start, end).indexOf(digest);
    if (digest === undefined || at >= start)
      return {
        kind: 'image',
        file,
        line: lineOf(at),
        text: from.word.value,
        image: from.image,
        digestAt: { start: at, end: at + (digest?.length ?? 0) },
      };
  }
  return {
    kind: 'open',
    file,
    line,
    text: from.word.text,
    reason: 'its digest is put together from several variables',
  };
}

/** Where a FROM's digest may stand, the likeliest first: the text that holds all of it, the FROM itself, ARG defaults. */
function candidateRanges(
  text: string,
  { editable, word }: From,
  defaults: readonly Instruction[],
): { start: number; end: number }[] {
  const quote = /["']$/.test(text.slice(word.start, word.end)) ? 1 : 0;
  return [...(editable === undefined ? [] : [editable]), { start: word.start, end: word.end - quote }, ...defaults];
}
