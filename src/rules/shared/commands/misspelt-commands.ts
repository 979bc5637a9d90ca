import type { Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { editDistance } from '../../../shared/edit-distance.ts';

/** Commands of a build that are long enough for a slip to show, and the neighbours of these that are commands too. */
const usual =
  'mkdir chmod chown chgrp useradd usermod userdel groupadd groupmod groupdel adduser addgroup deluser delgroup apt-get apt-key unzip gunzip bunzip2 bzip2 touch export source install python python2 python3 Rscript julia conda mamba micromamba locale-gen ldconfig rsync rmdir mkdirp'
    .split(' ')
    .filter((name) => name.length > 4);
const known: ReadonlySet<string> = new Set(usual);

/** A RUN, or the start, that calls what is nearly written as a usual command, and that nothing here speaks of otherwise: unknown, since an image may have a command of that name. */
export function judgeCommands(
  image: FinalImage,
  { path, text }: DockerfileFacts,
  { files }: ProjectFacts,
): Verdict | undefined {
  for (const { keyword, commands } of image.instructions) {
    if (!/^(?:RUN|CMD|ENTRYPOINT)$/.test(keyword)) continue;
    for (const { program, words, line } of commands) {
      const isPlain = words[0] === program && /^[A-Za-z][a-zA-Z-]{3,14}\d?$/.test(program) && !known.has(program);
      const near = isPlain ? usual.find((each) => editDistance(program, each) === 1) : undefined;
      if (near === undefined || text.split(program).length > 2) continue;
      if (files.some(({ path: each }) => each.endsWith(`/${program}`) || each === program)) continue;
      return unknown(
        `${keyword} calls ${program}, which no table here has: where the image has no such command, it does not ${keyword === 'RUN' ? 'build' : 'start'}`,
        { file: path, line },
        `did you mean ${near}?`,
      );
    }
  }
  return undefined;
}
