import type { Verdict } from '../../../model/check/rule.ts';
import { notApplicable, unknown } from '../../../model/check/verdicts.ts';
import { showWay, type Reach } from '../../../model/programs/reach.ts';
import type { Subject } from '../dependencies/find-dependencies.ts';
import { isOfUnknownBase, startOf } from './judge-reached.ts';

/** Programs that may import what was not installed. */
const importing = /\.(?:py|ipynb|[rR]|[rRq]md|jl)$/;

/** What is said of imports where no program that imports anything was read: what is started was not followed, or is decided by a base that nobody knows. */
export function judgeNothingRead({ image, dockerfile }: Subject, reach: Reach | undefined): Verdict {
  // A program that the image has by its name was installed with what it needs.
  const missed = reach?.unfollowed.find(
    (each) => each.class === 'started' && each.isInstalled !== true && each.isSupposed !== true,
  );
  if (missed !== undefined)
    return unknown(`${showWay(missed.way)} starts ${missed.what}, which ${missed.why}`, missed.location);
  if (isOfUnknownBase(image) && dockerfile.context.copied.some(({ path }) => importing.test(path)))
    return unknown(
      `nothing of the project is started, and what ${image.from.word.text} starts is not known`,
      startOf(image, dockerfile),
    );
  return notApplicable('no program that imports anything is started');
}
