import type { Effect } from '../../../model/atlas/atlas-entry.ts';
import type { Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ReachedProgram } from '../../../model/programs/reach.ts';
import type { Use } from '../atlas/find-uses.ts';
import { describeOpen, usesIn } from '../atlas/uses-of.ts';
import { describeWay } from '../reach/judge-reached.ts';

const licences: ReadonlySet<Effect> = new Set<Effect>(['licence']);

/** What needs a licence that nothing here shows. */
export function findUnlicensed(
  image: FinalImage,
  { path }: DockerfileFacts,
  started: readonly ReachedProgram[],
  uses: readonly Use[],
): Verdict | undefined {
  const why = 'nothing here says where it gets one';
  if (isMatlab(image))
    return unknown(`MATLAB asks for a licence when it starts, and ${why}`, { file: path, line: image.from.word.line });
  for (const reached of started) {
    const [use] = usesIn(uses, reached, 'yes', licences);
    if (use === undefined) continue;
    const { message, fix } = describeOpen({ ...use, why });
    return unknown(`${message}${describeWay(reached, use.location)}`, use.location, fix);
  }
  return undefined;
}

/** An image of MATLAB itself. */
function isMatlab({ from }: FinalImage): boolean {
  return /^mathworks\/matlab(?:-deep-learning)?$/.test(from.named?.canonicalRepository ?? '');
}
