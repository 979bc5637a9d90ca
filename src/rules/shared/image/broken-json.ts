import type { Finding } from '../../../model/check/rule.ts';
import { isBrokenList, mendList } from '../../../model/dockerfile/broken-list.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';

/** Instructions that somebody wrote as a list, and that a shell is given: it looks for a program of the name `[python3`. */
export function findBrokenLists(
  { instructions, entrypoint, cmd }: FinalImage,
  { path }: DockerfileFacts,
): readonly Finding[] {
  return instructions
    .filter((each) => each === entrypoint || each === cmd || each.keyword === 'RUN')
    .filter(isBrokenList)
    .map(({ keyword, line, text }) => ({
      message: `${keyword} begins as a list of JSON and is none, so that a shell is given its text: ${keyword === 'RUN' ? 'the image does not build' : 'no container starts'}`,
      location: { file: path, line },
      fix: mendList({ keyword, text }),
    }));
}

/** A start as a list whose first element holds a whole command: a program of that name, blanks and all, is in no image. */
export function findOneWord(
  { entrypoint, cmd, known }: FinalImage,
  { path, text }: DockerfileFacts,
): readonly Finding[] {
  const start = entrypoint ?? cmd;
  const [first] = start?.form === 'json' ? start.words : [];
  // What an entry point of the base makes of a CMD only that tells.
  const isRun = entrypoint !== undefined || known?.entrypoint.length === 0 || known?.passes === 'exec';
  if (start === undefined || first === undefined || !isRun || !/^[\w./+-]+\s+\S/.test(first.value)) return [];
  // A file may have such a name.
  if (text.split(first.value).length > 2) return [];
  const words = start.words.flatMap(({ value }, at) => (at === 0 ? value.trim().split(/\s+/) : [value]));
  return [
    {
      message: `${start.keyword} starts a program of the name "${first.value}": no shell parts the words of a list, so that no container starts`,
      location: { file: path, line: start.line },
      fix: `write each word by itself: ${start.keyword} ${JSON.stringify(words)}`,
    },
  ];
}

/** A start as a list whose program is a variable, which no shell puts in: `CMD ["$@"]`. */
export function findUnexpanded({ entrypoint, cmd }: FinalImage, { path }: DockerfileFacts): readonly Finding[] {
  const start = entrypoint ?? cmd;
  const [program] = start?.form === 'json' ? start.words : [];
  if (start === undefined || program?.value.startsWith('$') !== true) return [];
  return [
    {
      message: `${start.keyword} starts a program of the name ${program.value}: no shell reads a list, so that nothing takes the place of the variable, and no container starts`,
      location: { file: path, line: start.line },
      fix: 'write the program itself',
    },
  ];
}
