import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';

/** `["a"`, `['a', 'b'`: how a list begins, and no test of a shell (`[ "$a" = b ]`). */
const beginsAsList = /^\[(?:["']|\s{1,9}(?:"[^"]*"|'[^']*')\s{0,9},)/;

/** Whether a text was meant as a list of JSON and is none: a comma that is missing, quotes that are single. */
export function isBrokenList({ form, text }: { readonly form: string; readonly text: string }): boolean {
  return form === 'shell' && beginsAsList.test(text);
}

/** Instructions that somebody wrote as a list, and that a shell is given: it looks for a program of the name `[python3`. */
export function findBrokenLists(
  { instructions, entrypoint, cmd }: FinalImage,
  { path }: DockerfileFacts,
): readonly Finding[] {
  return instructions
    .filter((each) => each === entrypoint || each === cmd || each.keyword === 'RUN')
    .filter(isBrokenList)
    .map(({ keyword, line }) => ({
      message: `${keyword} begins as a list of JSON and is none, so that a shell is given its text: ${keyword === 'RUN' ? 'the image does not build' : 'no container starts'}`,
      location: { file: path, line },
      fix: `write each word in double quotes, with a comma between two: ${keyword} ["program", "argument"]`,
    }));
}
