import type { Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { spendOn } from '../../../model/check/rule-work.ts';
import { editDistance } from '../../../shared/edit-distance.ts';

/** Commands of a build that are long enough for a slip to show, and the neighbours of these that are commands too. */
const usual =
  'mkdir chmod chown chgrp useradd usermod userdel groupadd groupmod groupdel adduser addgroup deluser delgroup apt-get apt-key unzip gunzip bunzip2 bzip2 touch export source install python python2 python3 Rscript julia conda mamba micromamba locale-gen ldconfig rsync rmdir mkdirp'
    .split(' ')
    .filter((name) => name.length > 4);
const known: ReadonlySet<string> = new Set(usual);

/** Characters that are looked through in the time of a step. */
const charactersOfStep = 100;

function isNear(program: string, name: string): boolean {
  return Math.abs(program.length - name.length) <= 1 && editDistance(program, name) === 1;
}

/** A RUN, or the start, that calls what is nearly written as a usual command, and that nothing here speaks of otherwise: unknown, since an image may have a command of that name. */
export function judgeCommands(
  image: FinalImage,
  { path, text }: DockerfileFacts,
  facts: ProjectFacts,
): Verdict | undefined {
  const seen = new Set<string>();
  for (const { keyword, commands } of image.instructions) {
    if (!/^(?:RUN|CMD|ENTRYPOINT)$/.test(keyword)) continue;
    for (const { program, words, line } of commands) {
      if (words[0] !== program || known.has(program) || seen.has(program)) continue;
      seen.add(program);
      if (!/^[A-Za-z][a-zA-Z-]{3,14}\d?$/.test(program)) continue;
      const near = usual.find((each) => isNear(program, each));
      if (near === undefined) continue;
      spendOn(facts, facts.files.length + text.length / charactersOfStep);
      if (
        text.split(program).length > 2 ||
        facts.files.some(({ path: each }) => each.endsWith(`/${program}`) || each === program)
      )
        continue;
      return unknown(
        `${keyword} calls ${program}, which no table here has: where the image has no such command, it does not ${keyword === 'RUN' ? 'build' : 'start'}`,
        { file: path, line },
        `did you mean ${near}?`,
      );
    }
  }
  return undefined;
}
