import type { Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import { isUnder, resolvePath } from '../../../model/dockerfile/container-path.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import { cloneTarget, folderOf } from '../dependencies/find-clone.ts';
import { deletedBy } from '../made-paths.ts';
import { missedStarts } from '../reach/missed-starts.ts';

/**
 * The work itself, which a RUN clones instead of a COPY: the folder in which the image starts, one below it, one whose program it starts, or one that stays
 * where pip has it installed. A clone brings all that lies
 * in its repository, its data among it. What is cloned to be built and installed lies elsewhere.
 */
export function judgeClonedWork(
  image: FinalImage,
  { path }: DockerfileFacts,
  reach: Reach | undefined,
): Verdict | undefined {
  const workdir = image.workdir === undefined ? undefined : resolvePath(image.workdir.value, '/');
  const started = [image.entrypoint, image.cmd].flatMap((start) => start?.words.map(({ value }) => value) ?? []);
  // `cd /work/b && python3 main.py`, and what a script starts there.
  const reached = missedStarts(reach).flatMap(({ class: kind, what }) => (kind === 'built' ? [] : [what]));
  for (const run of image.instructions) {
    if (run.keyword !== 'RUN') continue;
    for (const command of run.commands) {
      const target = cloneTarget(command, run, image.known?.workdir);
      if (target === undefined || target === '/') continue;
      const isWork = (place: string): boolean => place === target || place.startsWith(`${target}/`);
      const isBelow = workdir !== undefined && workdir !== '/' && isUnder(target, workdir) && !isGone(target, image);
      const isMeant = isBelow || (workdir !== undefined && isWork(workdir)) || isEditable(target, image);
      if (!isMeant && ![...started, ...reached].some(isWork)) continue;
      return unknown(
        `${command.program} clones what the image works with into ${target}, and what else lies in that repository is not among the files`,
        { file: path, line: command.line },
        'copy the project from the build context, so that its files can be looked at',
      );
    }
  }
  return reach === undefined ? undefined : judgeUnpackedWork(workdir, started, path, reach);
}

/** A RUN deletes it, or the folder that it lies in. */
function isGone(target: string, image: FinalImage): boolean {
  return image.instructions.some(
    (each) => each.keyword === 'RUN' && deletedBy(each, image).some((place) => isUnder(target, place)),
  );
}

/** `pip install -e` of a folder leaves the package where it is. */
function isEditable(target: string, image: FinalImage): boolean {
  return image.instructions.some(
    (run) =>
      run.keyword === 'RUN' &&
      run.commands.some((command) => {
        const { program, words } = command;
        const at = /^(?:pip3?|uv)$/.test(program) ? words.findIndex((word) => /^(?:-e|--editable)$/.test(word)) : -1;
        const folder = words[at + 1]?.split('[', 1)[0];
        if (at < 0 || folder === undefined || folder.includes('://')) return false;
        return isUnder(resolvePath(folder, folderOf(command, run, image.known?.workdir)), target);
      }),
  );
}

/** The same of an archive that the build fetches and unpacks: nothing of the project lies where the image works. */
function judgeUnpackedWork(
  workdir: string | undefined,
  started: readonly string[],
  file: string,
  { unseen, places }: Reach,
): Verdict | undefined {
  const folders = [
    ...(workdir === undefined ? [] : [workdir]),
    ...started.flatMap((word) => /^(\/.+)\/[^/]+\.(?:py|[rR]|jl|sh|ipynb)$/.exec(word)?.[1] ?? []),
  ];
  for (const folder of folders) {
    const found = unseen.find((each) => each !== '/' && isUnder(folder, each));
    if (found === undefined || [...places.keys()].some((place) => isUnder(place, folder))) continue;
    return unknown(
      `the build fetches or unpacks what lies in ${folder}, where the image works, and that is not among the files`,
      { file },
      'copy the project from the build context, so that its files can be looked at',
    );
  }
  return undefined;
}
