import type { Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import { showWay, type Reach } from '../../../model/programs/reach.ts';

/** A script that the build runs and that nobody could follow may install anything; nothing where each was read. */
export function judgeUnseenScripts(reach: Reach | undefined): Verdict | undefined {
  const missed = reach?.unfollowed.find(
    ({ class: kind, isInstalled, what }) =>
      kind === 'built' &&
      isInstalled !== true &&
      script.test(what) &&
      !/conda|mamba|miniforge/i.test(what.slice(what.lastIndexOf('/'))),
  );
  const unread = reach?.programs.find(
    ({ class: kind, program }) => kind === 'built' && program.unread !== undefined && script.test(program.path),
  );
  if (missed !== undefined)
    return unknown(
      `${showWay(missed.way)} runs ${missed.what} while the image is built, which ${missed.why}: what that installs was not seen`,
      missed.location,
    );
  return unread === undefined
    ? undefined
    : unknown(
        `${unread.program.path} runs while the image is built and was not read: ${unread.program.unread ?? ''}; what it installs was not seen`,
        { file: unread.program.path },
      );
}

const script = /\.(?:sh|bash|py|[Rr]|jl)$/;
