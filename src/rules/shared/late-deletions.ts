import type { Finding } from '../../model/check/rule.ts';
import { isUnder } from '../../model/dockerfile/container-path.ts';
import type { FinalImage, Instruction } from '../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { readInstall } from '../../parse/shell/installs.ts';
import { deletedBy, madeBy } from './made-paths.ts';

/** Commands that a RUN that only deletes may hold besides. */
const idle: ReadonlySet<string> = new Set([':', 'cd', 'echo', 'exit', 'rm', 'rmdir', 'set', 'sync', 'true']);
/** Commands that leave nothing at a place that is not known. */
const tame: ReadonlySet<string> = new Set([
  ...idle,
  'chmod',
  'chown',
  'dpkg-reconfigure',
  'export',
  'groupadd',
  'ldconfig',
  'ln',
  'locale-gen',
  'mkdir',
  'printf',
  'test',
  'update-ca-certificates',
  'update-locale',
  'useradd',
  'usermod',
]);

/** Deletions of what an earlier layer holds: a RUN that only deletes, or one that deletes what was copied or made before it. */
export function findLateDeletions(image: FinalImage, file: string): Finding[] {
  const before: Instruction[] = [];
  return image.instructions.flatMap((instruction) => {
    const earlier = [...before];
    before.push(instruction);
    if (instruction.keyword !== 'RUN' || instruction.commands.length === 0) return [];
    const deleted = deletedBy(instruction, image);
    const own = madeBy(instruction, image);
    const source = earlier.findLast((each) =>
      madeBy(each, image).some((made) =>
        deleted.some(
          (path) => path.startsWith('/') && (isUnder(made, path) || isUnder(path, made)) && !own.includes(path),
        ),
      ),
    );
    const onlyDeletes = instruction.commands.every(
      ({ program, words }) => idle.has(program) || words[1] === 'clean' || words[1] === 'autoremove',
    );
    const untold = earlier.findLast(({ keyword, commands }) => keyword === 'RUN' && commands.some(isUntold));
    const found = source ?? (onlyDeletes && deletes(instruction) ? untold : undefined);
    if (found === undefined) return [];
    return [
      {
        message: `this RUN ${onlyDeletes ? 'only deletes, but the files stay' : `deletes ${deleted[0] ?? ''}, which stays`} in the layer of line ${String(found.line)}`,
        location: { file, line: instruction.line },
        fix:
          found.keyword === 'RUN'
            ? `delete in the RUN at line ${String(found.line)}`
            : 'copy less, or mount it for the one RUN that needs it: RUN --mount=type=bind',
      },
    ];
  });
}

const deletes = ({ commands }: Instruction): boolean =>
  commands.some(({ program, words }) => program === 'rm' || words[1] === 'clean' || words[1] === 'autoremove');

/** What it writes, and where, shows only when it runs; what a package manager installs is not what people delete. */
function isUntold(command: ShellCommand): boolean {
  return (
    !tame.has(command.program) &&
    readInstall(command) === undefined &&
    !/^(?:apt|apt-get|apk|conda|dnf|mamba|micromamba|pip|yum)$/.test(command.program)
  );
}
