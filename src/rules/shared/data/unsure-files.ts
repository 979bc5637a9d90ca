import type { Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { groupBy } from '../../../shared/group-by.ts';
import { isFetch } from '../fetches.ts';
import { describeUnsure, judgeDataFile, settleUnsure, writtenAsData } from './data-files.ts';

/** A file that may be data, and what brings it. */
export interface UnsureFile {
  readonly path: string;
  readonly instruction: Instruction;
}

/** What is said of files that may be data: of each that a waiver names at the file, so that it can be accepted alone; of the others once. */
export interface UnsureVerdicts {
  readonly accepted: readonly Verdict[];
  readonly open?: Verdict;
}

/** Says of files that may be data that nobody knows it. `accepted`: what the waiver of a file names. */
export function judgeUnsure(
  files: readonly UnsureFile[],
  accepted: (path: string) => string | undefined,
  dockerfile: DockerfileFacts,
  { byPath }: ProjectFacts,
): UnsureVerdicts {
  const describe = (path: string): string => describeUnsure(path, byPath.get(path));
  const settle = (path: string): string => settleUnsure(path, dockerfile.context.ignoreFile);
  const [first, ...others] = files.filter(({ path }) => accepted(path) === undefined);
  const named = groupBy(
    files.filter(({ path }) => accepted(path) !== undefined),
    ({ path }) => accepted(path),
  );
  const count = (rest: readonly UnsureFile[]): string => {
    const more = new Set(rest.map(({ path }) => path)).size;
    return more === 0 ? '' : ` (and at ${String(more)} more)`;
  };
  return {
    accepted: [...named.values()].map(([{ path }, ...rest]) =>
      unknown(`${describe(path)}${count(rest)}`, { file: path }, settle(path)),
    ),
    ...(first === undefined
      ? {}
      : {
          open: unknown(
            `${describe(first.path)}${count(others)}`,
            { file: dockerfile.path, line: first.instruction.line },
            settle(first.path),
          ),
        }),
  };
}

/** What another program says goes into a file, and is not fetched, which is for a finding of its own. */
function isOpen(command: ShellCommand): boolean {
  return !/^(?:echo|printf)$/.test(command.program) && !isFetch(command);
}

/** A text that an instruction writes itself, of which nobody knows whether it is about people. */
export function judgeBrought(image: FinalImage, { path: file }: DockerfileFacts): Verdict | undefined {
  for (const { keyword, words, commands, heredocs, line } of image.instructions) {
    const copies = keyword === 'COPY' || keyword === 'ADD';
    const open = copies ? [] : writtenAsData(commands.filter(isOpen), commands);
    if (open[0] !== undefined)
      return unknown(`${keyword} writes ${open[0]}, and nobody knows what it holds: a person must look`, {
        file,
        line,
      });
    const targets = copies ? words.slice(-1).map(({ value }) => value) : commands.flatMap(({ writes }) => writes);
    const unsure = targets.find((path) => heredocs.some(({ text }) => judgeDataFile(path, { text }) === 'unsure'));
    if (unsure !== undefined)
      return unknown(`${keyword} writes ${unsure}, which reads like a list or table of people: a person must look`, {
        file,
        line,
      });
  }
  return undefined;
}
