import { tre } from '../../../catalog/tre.ts';
import type { Verdict } from '../../../model/check/rule.ts';
import { fail } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import { editDistance } from '../../../shared/edit-distance.ts';
import { trimEnd } from '../../../shared/trim-end.ts';
import { makesOne } from './undone-directories.ts';

/** Those that there are. */
const real: ReadonlySet<string> = new Set(['mkdir', 'mkdirp', 'rmdir']);

/** The line that makes the three directories, with `mkdir` written wrong: a second line beside it would leave a build that stops here. */
export function judgeMisspelt(image: FinalImage, { path, text }: DockerfileFacts): Verdict | undefined {
  for (const { keyword, start, end, commands } of image.instructions) {
    if (keyword !== 'RUN') continue;
    for (const { program, words, line } of commands) {
      const names = words.map((word) => trimEnd(word, '/'));
      const isMeant = !real.has(program) && program.length < 10 && editDistance(program, 'mkdir') <= 2;
      if (!isMeant || !tre.directories.every((directory) => names.includes(directory))) continue;
      const at = text.indexOf(program, start);
      return fail({
        message: `"${program}" is no command: the image does not build, and does not make the three directories`,
        location: { file: path, line },
        fix: `write mkdir in place of ${program}`,
        ...(at === -1 || at >= end
          ? {}
          : { edits: [{ file: path, start: at, end: at + program.length, text: 'mkdir' }] }),
      });
    }
  }
  return undefined;
}

/** What is wrong with directories that are not all made by one mkdir. */
export function describeMade({ instructions }: FinalImage): string {
  const words = instructions.flatMap(({ commands }) => commands.filter(makesOne).flatMap((each) => each.words));
  const left = tre.directories.filter((directory) => !words.some((word) => trimEnd(word, '/') === directory));
  return left.length === 0
    ? 'the three directories are not made together by one mkdir'
    : `the image does not make ${left.join(' and ')}`;
}
