import type { BuildRequest } from '../../model/dockerfile/build-request.ts';
import type { BuildContext, DockerfileFacts, Instruction, Stage } from '../../model/dockerfile/dockerfile-facts.ts';
import { readCopiedImages } from './copied-images.ts';
import { mostDockerfileWork, workOfDockerfile } from './dockerfile-work.ts';
import { DockerfileWalk } from './dockerfile-walk.ts';
import { type Catalogue, describeFinalImage } from './final-image.ts';
import { readInstruction } from './instruction.ts';
import { findOtherReadings } from './other-readings.ts';
import { splitDockerfile } from './split-dockerfile.ts';
import { nearestWord } from '../../shared/nearest-word.ts';

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
 * Facts of one Dockerfile. Never throws: what BuildKit would refuse is in `problems`; one that is beyond what any build has is empty and says so.
 * `asks`: the stage that is built, and values in place of those that ARGs have by default. The build context is empty here; `parse/project/project.ts` fills it.
 */
export function parseDockerfile(
  path: string,
  text: string,
  catalogue: Partial<Catalogue> = {},
  asks?: BuildRequest,
): DockerfileFacts {
  const nothing = (unread: string): DockerfileFacts => ({ ...parseDockerfile(path, '', catalogue), unread });
  const refused = refuse(text);
  if (refused !== undefined) return nothing(refused);
  const split = splitDockerfile(text);
  const odd = split.instructions.flatMap(({ heredocs }) => heredocs).find(({ name }) => !isPlainWord(name));
  if (odd !== undefined)
    return nothing(
      `a heredoc before line ${String(odd.line)} ends with ${JSON.stringify(odd.name.slice(0, 40))}, which builders that know no heredocs read as a line of its own: name it EOF`,
    );
  const walk = new DockerfileWalk(split.escape, asks?.arguments);
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
  const unread = walk.instructions.find((each) => each.unread !== undefined);
  if (unread !== undefined)
    return nothing(`its ${unread.keyword} of line ${String(unread.line)} is not read: ${unread.unread ?? ''}`);
  problems.push(...describeUnknown(unknown));
  if (walk.stages.length === 0) problems.push({ line: 1, what: 'there is no FROM' });
  for (const { from } of walk.stages)
    if (from.error !== undefined && from.word.unresolved.length === 0)
      problems.push({ line: from.word.line, what: `the image "${from.word.value}" ${from.error}` });
  const instructions: readonly Instruction[] = walk.instructions;
  const stages: readonly Stage[] = walk.stages;
  const final = describeFinalImage(upTo(stages, asks?.target), { bases: [], images: [], ...catalogue });
  return {
    path,
    text,
    problems,
    otherReadings: findOtherReadings(text, split),
    instructions,
    stages,
    copiedImages: readCopiedImages(text, instructions, stages),
    ...(final === undefined ? {} : { final }),
    context: nothingSent,
  };
}

/** Stages up to the one that is built; all of them where none has that name, which stops the build. */
function upTo(stages: readonly Stage[], target: string | undefined): readonly Stage[] {
  const at = stages.findIndex(({ name, index }) => name === target?.toLowerCase() || String(index) === target);
  return target === undefined || at < 0 ? stages : stages.slice(0, at + 1);
}

/**
 * One word that is no instruction, begins no comment and goes on in no other line: a builder that knows no heredocs reads it as an instruction that it does not know, and
 * stops there. What other signs are to such a builder is not known.
 */
function isPlainWord(name: string): boolean {
  return /^[!-~]+$/.test(name) && !/^#|`/.test(name) && !known.has(name.toUpperCase());
}

/** Far above what any build has; what every stage inherits from all before it would fill the memory, as would what is known of each line. */
const mostStages = 1000;
const mostLines = 50_000;

function refuse(text: string): string | undefined {
  if (text.includes('\0')) return 'it is binary, not text';
  const stages = text.match(/^[ \t]*FROM\b/gim)?.length ?? 0;
  if (stages > mostStages)
    return `it has ${String(stages)} lines that begin with FROM; more than ${String(mostStages)} are not read`;
  const lines = text.length > mostLines ? text.split('\n').length : 0;
  if (lines > mostLines) return `it has ${String(lines)} lines; more than ${String(mostLines)} are not read`;
  return workOfDockerfile(text) > mostDockerfileWork
    ? 'it has more lines, commands and words than any build: such a Dockerfile is not read'
    : undefined;
}

/** Lines that are told one by one; a file that is no Dockerfile has as many as it has lines. */
const mostTold = 10;

function describeUnknown(
  unknown: readonly { readonly line: number; readonly keyword: string }[],
): DockerfileFacts['problems'] {
  const [next] = unknown.slice(mostTold);
  const told = unknown.slice(0, mostTold).map(({ line, keyword }) => {
    const meant = nearestWord(keyword, known);
    return {
      line,
      what: `"${keyword}" is not a Dockerfile instruction${meant === undefined ? '' : `: did you mean ${meant}?`}`,
    };
  });
  if (next === undefined) return told;
  const what = `${String(unknown.length - mostTold)} more lines from here on begin with no Dockerfile instruction`;
  return [...told, { line: next.line, what }];
}
