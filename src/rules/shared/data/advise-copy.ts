import { isUnder } from '../../../model/dockerfile/container-path.ts';
import type { DockerfileFacts } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { trimEnd } from '../../../shared/trim-end.ts';
import { acceptDataFile, judgeDataFile } from './data-files.ts';

/** How a file of the project comes into the image: what looks like data must not be copied before somebody has looked at it, and a copied code list needs a waiver. `place`: where a program opens it. */
export function adviseCopy(
  file: string,
  dockerfile: DockerfileFacts | undefined,
  { home }: ProjectFacts,
  place = '',
): string {
  const ignoreFile = dockerfile?.context.ignoreFile ?? '.dockerignore';
  const isTaken = dockerfile !== undefined && takes(dockerfile, file);
  const pass = isTaken
    ? `let ${ignoreFile} pass it by a line !${file} at its end`
    : dockerfile?.context.sent.includes(file) === true
      ? `COPY ${file}${place === '' ? '' : ` to ${place}`}, which ${ignoreFile} lets pass`
      : `let ${ignoreFile} pass ${file} and COPY it`;
  return judgeDataFile(file) === undefined
    ? `${pass}, if it is a part of the program; if it is data, read it from /safe_data`
    : `read it from /safe_data, or ${pass}. ${acceptDataFile(file, home)}`;
}

/** Whether a COPY takes a folder in which a file lies, so that only the ignore file keeps it out. */
function takes({ instructions }: DockerfileFacts, file: string): boolean {
  return instructions.some(
    ({ keyword, flags, words }) =>
      keyword === 'COPY' && flags['from'] === undefined && words.slice(0, -1).some(({ value }) => holds(value, file)),
  );
}

function holds(source: string, file: string): boolean {
  const folder = trimEnd(source.replace(/^(?:\.\/)+/, ''), '/');
  return folder === '.' || folder === '' || isUnder(file, folder);
}
