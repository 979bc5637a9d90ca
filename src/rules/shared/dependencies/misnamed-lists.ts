import type { Finding, Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import { editDistance } from '../../../shared/edit-distance.ts';
import { mustSucceed } from '../image/must-succeed.ts';
import { locateFile } from './locate-file.ts';

/** A list that pip is told to read in a RUN and that no COPY brings. */
interface AbsentList {
  readonly path: string;
  readonly isConstraint: boolean;
  readonly line: number;
  /** A file that is copied and is nearly called so. */
  readonly near?: string;
}

/** Lists of a RUN that nearly have the name of a file that is copied: the build stops there. */
export function findMisnamedLists(image: FinalImage, dockerfile: DockerfileFacts): readonly Finding[] {
  return absentLists(image, dockerfile).flatMap(({ path, line, near }) =>
    near === undefined
      ? []
      : [
          {
            message: `pip is to read ${path}, and no COPY brings a file of that name: the image does not build`,
            location: { file: dockerfile.path, line },
            fix: `did you mean ${near}?`,
          },
        ],
  );
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
      : run.commands.flatMap(({ program, words, line }) => {
          if (!/^(?:pip[\d.]*|python[\d.]*|uv)$/.test(program)) return [];
          return listsIn(words).flatMap(({ path, isConstraint }) => {
            const name = path.slice(path.lastIndexOf('/') + 1);
            // What another line speaks of too may be made there.
            const isElsewhere = dockerfile.text.split(name).length > 2;
            if (/[$:*?]/.test(path) || name === '' || isElsewhere) return [];
            if (locateFile(path, run, { image, dockerfile }) !== undefined) return [];
            const near = [...names].find((each) => each !== name && editDistance(each, name) <= 2);
            return [{ path, isConstraint, line, ...(near === undefined ? {} : { near }) }];
          });
        }),
  );
}

function listsIn(words: readonly string[]): readonly { readonly path: string; readonly isConstraint: boolean }[] {
  if (!words.includes('install')) return [];
  return words.flatMap((word, at) => {
    const [, long, inline] = /^(--requirement|--constraint|-[rc])(?:=(.+))?$/.exec(word) ?? [];
    const path = inline ?? words[at + 1];
    return long === undefined || path === undefined ? [] : [{ path, isConstraint: /c/.test(long.slice(0, 3)) }];
  });
}
