import type { Finding, Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { readInstall } from '../../../parse/shell/installs.ts';
import { editDistance } from '../../../shared/edit-distance.ts';
import { isBroughtBefore } from '../files/brought-before.ts';
import { brings, mayBring } from '../image/late-copies.ts';
import { mustSucceed } from '../image/must-succeed.ts';
import type { Subject } from './find-dependencies.ts';
import { fromFolder, locateFile } from './locate-file.ts';

/** A list that pip or conda is told to read in a RUN and that no COPY brings. */
interface AbsentList {
  readonly program: string;
  readonly path: string;
  readonly isConstraint: boolean;
  readonly line: number;
  /** A file that is copied and is nearly called so. */
  readonly near?: string;
  readonly isSure: boolean;
}

/** Lists of a RUN that nearly have the name of a file that is copied: the build stops there. */
export function findMisnamedLists(image: FinalImage, dockerfile: DockerfileFacts): readonly Finding[] {
  return absentLists(image, dockerfile).flatMap(({ program, path, line, near }) =>
    near === undefined
      ? []
      : [
          {
            message: `${program} is to read ${path}, and no COPY brings a file of that name: the image does not build`,
            location: { file: dockerfile.path, line },
            fix: `did you mean ${near}?`,
          },
        ],
  );
}

/** Lists that nothing brings, so that an install ends the build. One that may be put beside the Dockerfile before, or lies in another folder of the project, is none. */
export function findAbsentLists({ image, dockerfile, facts }: Subject): readonly Finding[] {
  if (facts.incomplete !== undefined) return [];
  return absentLists(image, dockerfile).flatMap(({ program, path, line, near, isSure }) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const lies = facts.files.some((file) => `/${file.path}`.endsWith(`/${name}`));
    const mayCome = lies || isBroughtBefore(`${dockerfile.context.root}${name}`, facts);
    if (!isSure || mayCome) return [];
    return [
      {
        message: `${program} installs from ${path}, and nothing brings a file of that name: the build ends there`,
        location: { file: dockerfile.path, line },
        fix: near === undefined ? `add it, and COPY it above this RUN` : `did you mean ${near}?`,
      },
    ];
  });
}

/** A file of constraints that nobody sees brought: of lists of packages, dependencies-pinned says so. */
export function judgeConstraints(image: FinalImage, dockerfile: DockerfileFacts): Verdict | undefined {
  const absent = absentLists(image, dockerfile).find(({ isConstraint }) => isConstraint);
  return absent === undefined
    ? undefined
    : unknown(
        `pip is to read ${absent.path}, which no COPY brings: whether it is there, the files do not tell`,
        { file: dockerfile.path, line: absent.line },
        'COPY it above, or take the option out',
      );
}

function absentLists(image: FinalImage, dockerfile: DockerfileFacts): readonly AbsentList[] {
  const names = new Set(dockerfile.context.copied.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)));
  return image.instructions.flatMap((run) =>
    !mustSucceed(run)
      ? []
      : run.commands.flatMap((command, index) => {
          const { line } = command;
          const program = /^(?:pip[\d.]*|python[\d.]*|uv)$/.test(command.program) ? 'pip' : command.program;
          return listsOf(command).flatMap(({ path, isConstraint }) => {
            const name = path.slice(path.lastIndexOf('/') + 1);
            // What another line speaks of too may be made there.
            const isElsewhere = dockerfile.text.split(name).length > 2;
            if (/[$:*?]/.test(path) || name === '' || isElsewhere) return [];
            if (locateFile(fromFolder(path, command), run, { image, dockerfile }) !== undefined) return [];
            const near = [...names].find((each) => each !== name && editDistance(each, name) <= 2);
            return [
              {
                program,
                path,
                isConstraint,
                line,
                isSure: isSurelyAbsent(path, { run, index }, image, dockerfile),
                ...(near === undefined ? {} : { near }),
              },
            ];
          });
        }),
  );
}

/** Whether nothing above is seen that might bring a file of any name, and the image begins as a known one. */
function isSurelyAbsent(
  path: string,
  { run, index }: { readonly run: Instruction; readonly index: number },
  image: FinalImage,
  dockerfile: DockerfileFacts,
): boolean {
  if (image.known === undefined || run.flags['mount'] !== undefined || run.heredocs.length > 0) return false;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const before = image.instructions.filter(({ line }) => line < run.line);
  return (
    run.commands.slice(0, index).every(({ program, writes }) => !brings.test(program) && writes.length === 0) &&
    !before.some((each) => mayBring(each, name) || isOpenCopy(each)) &&
    dockerfile.context.missing.length === 0
  );
}

/** `COPY ${LISTS} ./` */
function isOpenCopy({ keyword, words }: Instruction): boolean {
  return keyword === 'COPY' && words.some(({ value }) => value.includes('$'));
}

function listsOf(command: ShellCommand): readonly { readonly path: string; readonly isConstraint: boolean }[] {
  if (/^(?:pip[\d.]*|python[\d.]*|uv)$/.test(command.program)) return listsIn(command.words);
  return /^(?:conda|mamba|micromamba)$/.test(command.program)
    ? (readInstall(command)?.files ?? []).map((path) => ({ path, isConstraint: false }))
    : [];
}

function listsIn(words: readonly string[]): readonly { readonly path: string; readonly isConstraint: boolean }[] {
  if (!words.includes('install')) return [];
  return words.flatMap((word, at) => {
    const [, long, inline] = /^(--requirement|--constraint|-[rc])(?:=(.+))?$/.exec(word) ?? [];
    const path = inline ?? words[at + 1];
    return long === undefined || path === undefined ? [] : [{ path, isConstraint: /c/.test(long.slice(0, 3)) }];
  });
}
