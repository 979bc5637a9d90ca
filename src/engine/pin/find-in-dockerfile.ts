import type { DockerfileFacts, From, Instruction, Stage } from '../../model/dockerfile-facts.ts';
import type { PinPlace } from '../../model/pin.ts';
import { parseImageReference } from '../../parse/image-reference.ts';
import { toImagePlace } from './to-image-place.ts';

/** Every image from outside that a Dockerfile builds on or copies from; an ARG default that several FROMs share is one place. */
export function findInDockerfile(dockerfile: DockerfileFacts): readonly PinPlace[] {
  const places = dockerfile.stages.filter(({ from }) => from.stage === undefined && !from.scratch).map((stage) => readFromPlace(dockerfile, stage));
  const copies = dockerfile.instructions.filter(({ keyword }) => keyword === 'COPY' || keyword === 'RUN').flatMap((instruction) => findCopied(dockerfile, instruction));
  const first = new Map<string, PinPlace>();
  for (const place of [...places, ...copies]) {
    const key = place.kind === 'image' ? String(place.digestAt.start) : `${place.text} ${String(place.line)}`;
    if (!first.has(key)) first.set(key, place);
  }
  return [...first.values()];
}

function readFromPlace(dockerfile: DockerfileFacts, { from, line }: Stage): PinPlace {
  const { path: file, text } = dockerfile;
  if (from.image === undefined) return { kind: 'open', file, line, text: from.word.text, reason: from.error ?? 'it does not parse' };
  const digest = from.image.digest === undefined ? undefined : `@${from.image.digest}`;
  const ranges = candidateRanges(dockerfile, from);
  for (const { start, end } of ranges) {
    const at = digest === undefined ? end : start + text.slice(start, end).indexOf(digest);
    if (digest === undefined || at >= start) return { kind: 'image', file, line: lineOf(text, at), text: from.word.value, image: from.image, digestAt: { start: at, end: at + (digest?.length ?? 0) } };
  }
  return { kind: 'open', file, line, text: from.word.text, reason: 'its digest is put together from several variables' };
}

/** Where a FROM's digest may stand, the likeliest first: the text that holds all of it, the FROM itself, ARG defaults. */
function candidateRanges({ instructions, text }: DockerfileFacts, { editable, word }: From): { start: number; end: number }[] {
  const quote = /["']$/.test(text.slice(word.start, word.end)) ? 1 : 0;
  const defaults = instructions.filter(({ keyword, stage }) => keyword === 'ARG' && stage < 0);
  return [...(editable === undefined ? [] : [editable]), { start: word.start, end: word.end - quote }, ...defaults];
}

/** `COPY --from=IMAGE` and `RUN --mount=type=bind,from=IMAGE`; a stage by name or number is none of ours. */
function findCopied(dockerfile: DockerfileFacts, instruction: Instruction): PinPlace[] {
  const { path: file, stages, text } = dockerfile;
  const head = text.slice(instruction.start, instruction.end);
  const flags = /^\s*\S+(?:\s|\\\r?\n)+(?:--\S+(?:\s|\\\r?\n)+)*/.exec(head)?.[0] ?? '';
  return [...flags.matchAll(/(?:--|[=,])from=(["']?)([^\s,"']+)/g)].flatMap((found) => {
    const [whole, , name = ''] = found;
    if (/^\d+$/.test(name) || stages.some((stage) => stage.name === name.toLowerCase())) return [];
    const start = instruction.start + found.index + whole.length - name.length;
    const line = lineOf(text, start);
    if (name.includes('$')) return [{ kind: 'open', file, line, text: name, reason: 'it depends on a variable' } as const];
    const image = parseImageReference(name);
    return ['error' in image ? ({ kind: 'open', file, line, text: name, reason: image.error } as const) : toImagePlace(file, line, start, image)];
  });
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
