import { tre } from '../../../catalog/tre.ts';
import type { FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';

/** The first line of the last stage that goes to root, where nothing before it works in a directory of the TRE: there they can be made. */
export function findRootLine({ stage, instructions }: FinalImage): Instruction | undefined {
  const own = instructions.filter((each) => each.stage === stage.index);
  const at = own.findIndex(({ keyword, words }) => keyword === 'USER' && /^(?:root|0)$/.test(words[0]?.value ?? ''));
  const before = own
    .slice(0, at)
    .some(({ keyword, words }) => keyword === 'WORKDIR' && tre.directories.includes(words[0]?.value ?? ''));
  return before ? undefined : own[at];
}
