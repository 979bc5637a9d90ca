import type { Verdict } from '../../../model/check/rule.ts';
import { fail, pass, unknown } from '../../../model/check/verdicts.ts';
import type { FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';

/** A variable without a value names no port: the build goes through, and nothing is exposed. */
export function judgeOpenPort(
  { value, line, unresolved: [name = ''] }: FinalImage['ports'][number],
  { known, from, instructions }: FinalImage,
  file: string,
): Verdict {
  const [port] = known?.ports ?? [];
  if (port !== undefined) return pass(`the base image exposes port ${String(port)}`, { file, line: from.word.line });
  const isAsked = instructions.some(
    ({ keyword, words }) => keyword === 'ARG' && words.some((each) => each.value === name),
  );
  const location = { file, line };
  const fix = 'write the number of the port, and no variable';
  if (isAsked || (known === undefined && !from.scratch))
    return unknown(
      isAsked
        ? `EXPOSE ${value}, and ARG ${name} has no default: which port that is, if any, whoever builds it says`
        : `EXPOSE ${value}, and nothing gives ${name} a value: whether ${from.word.value} does, or exposes a port itself, is not known`,
      location,
      fix,
    );
  return fail({
    message: `EXPOSE ${value} names no port: nothing in the file gives ${name} a value, and a variable that is set when the container starts comes too late`,
    location,
    fix,
  });
}
