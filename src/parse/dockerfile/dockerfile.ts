import type { BuildContext, DockerfileFacts, Instruction, Stage } from '../../model/dockerfile/dockerfile-facts.ts';
import { readCopiedImages } from './copied-images.ts';
import { DockerfileWalk } from './dockerfile-walk.ts';
import { type Catalogue, describeFinalImage } from './final-image.ts';
import { readInstruction } from './instruction.ts';
import { splitDockerfile } from './split-dockerfile.ts';

const known = new Set([
  'FROM',
  'RUN',
  'CMD',
  'LABEL',
  'MAINTAINER',
  'EXPOSE',
  'ENV',
  'ADD',
  'COPY',
  'ENTRYPOINT',
  'VOLUME',
  'USER',
  'WORKDIR',
  'ARG',
  'ONBUILD',
  'STOPSIGNAL',
  'HEALTHCHECK',
  'SHELL',
]);

const nothingSent: BuildContext = { root: '', sent: [], copied: [], passed: [], missing: [], runtime: new Set() };

/**
 * Facts of one Dockerfile. Never throws: what BuildKit would refuse is in `problems`.
 * The build context is empty here; `parse/project/project.ts` fills it.
 */
export function parseDockerfile(path: string, text: string, catalogue: Partial<Catalogue> = {}): DockerfileFacts {
  const split = splitDockerfile(text);
  const walk = new DockerfileWalk(split.escape);
  const problems = [...split.problems];
  const unknown: { readonly line: number; readonly keyword: string }[] = [];
  for (const raw of split.instructions) {
    const read = readInstruction(raw, split.escape);
    if (!known.has(read.keyword)) unknown.push({ line: raw.line, keyword: read.keyword.slice(0, 40) });
    if (read.keyword === 'ENV' && (read.words.length === 0 || read.words.some(({ raw: word }) => !word.includes('='))))
      problems.push({ line: raw.line, what: 'ENV has a name without a value' });
    walk.take(read);
    if (read.keyword === 'ONBUILD') walk.takeOnbuild(readInstruction(raw, split.escape, read.at));
  }
  problems.push(...describeUnknown(unknown));
  if (walk.stages.length === 0) problems.push({ line: 1, what: 'there is no FROM' });
  for (const { from } of walk.stages)
    if (from.error !== undefined && from.word.unresolved.length === 0)
      problems.push({ line: from.word.line, what: `the image "${from.word.value}" ${from.error}` });
  const instructions: readonly Instruction[] = walk.instructions;
  const stages: readonly Stage[] = walk.stages;
  const final = describeFinalImage(stages, { bases: [], images: [], ...catalogue });
  return {
    path,
    text,
    problems,
    instructions,
    stages,
    copiedImages: readCopiedImages(text, instructions, stages),
    ...(final === undefined ? {} : { final }),
    context: nothingSent,
  };
}

/** Lines that are told one by one; a file that is no Dockerfile has as many as it has lines. */
const mostTold = 10;

function describeUnknown(
  unknown: readonly { readonly line: number; readonly keyword: string }[],
): DockerfileFacts['problems'] {
  const [next] = unknown.slice(mostTold);
  const told = unknown.slice(0, mostTold).map(({ line, keyword }) => ({
    line,
    what: `"${keyword}" is not a Dockerfile instruction`,
  }));
  if (next === undefined) return told;
  const what = `${String(unknown.length - mostTold)} more lines from here on begin with no Dockerfile instruction`;
  return [...told, { line: next.line, what }];
}
