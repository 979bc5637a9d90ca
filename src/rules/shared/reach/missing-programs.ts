import type { Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts } from '../../../model/dockerfile/dockerfile-facts.ts';
import { trimEnd } from '../../../shared/trim-end.ts';

/** What a COPY names and the project has not, and that may hold programs. */
export function judgeMissing({ path: file, context }: DockerfileFacts): Verdict | undefined {
  const missing = context.missing.find(({ path }) => mayHoldPrograms(path));
  return missing === undefined
    ? undefined
    : unknown(
        `${missing.instruction.keyword} ${missing.path} names what is not among the files, so what it brings was not seen`,
        { file, line: missing.instruction.line },
      );
}

/** Of what is not there its name tells: a folder has no ending, and a table or a licence is no program. */
function mayHoldPrograms(path: string): boolean {
  const name = trimEnd(path, '/').replace(/^.*\//, '');
  return (
    !/\.\w+$/.test(name) || /\.(?:pyw?|ipynb|R|[Rq]md|jl|sh|m|do|pl|whl|zip|tar|t?gz|bz2|xz|jar|so|bin)$/i.test(name)
  );
}
