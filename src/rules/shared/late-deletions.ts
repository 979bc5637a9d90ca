import type { Finding } from '../../model/check/rule.ts';
import type { FinalImage, Instruction } from '../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { readInstall } from '../../parse/shell/installs.ts';
import { deletedBy, madeBy } from './made-paths.ts';
import { condaPrograms, systemManagers } from '../../parse/shell/vocabulary.ts';

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
  const before = new MadePlaces();
  let untold: Instruction | undefined;
  return image.instructions.flatMap((instruction) => {
    const { keyword, commands } = instruction;
    const own = madeBy(instruction, image);
    const found =
      keyword === 'RUN' && deletes(instruction) ? findEarlier(instruction, image, { before, own, untold }) : undefined;
    before.add(own, instruction);
    if (keyword === 'RUN' && commands.some(isUntold)) untold = instruction;
    return found === undefined ? [] : [describe(instruction, image, found, file)];
  });
}

interface Earlier {
  readonly before: MadePlaces;
  /** Places that the RUN makes itself: to delete these is right. */
  readonly own: readonly string[];
  /** The last RUN that leaves something at a place that is not known. */
  readonly untold: Instruction | undefined;
}

function findEarlier(
  instruction: Instruction,
  image: FinalImage,
  { before, own, untold }: Earlier,
): Instruction | undefined {
  const kept = new Set(own);
  const deleted = deletedBy(instruction, image).filter((path) => path.startsWith('/') && !kept.has(path));
  const sources = deleted.flatMap((path) => before.find(path) ?? []);
  const last = sources.reduce<Instruction | undefined>(
    (a, b) => (a === undefined || b.line > a.line ? b : a),
    undefined,
  );
  return last ?? (onlyDeletes(instruction) ? untold : undefined);
}

function describe(instruction: Instruction, image: FinalImage, found: Instruction, file: string): Finding {
  const [place = ''] = deletedBy(instruction, image);
  return {
    message: `this RUN ${onlyDeletes(instruction) ? 'only deletes, but the files stay' : `deletes ${place}, which stays`} in the layer of line ${String(found.line)}`,
    location: { file, line: instruction.line },
    fix:
      found.keyword === 'RUN'
        ? `delete in the RUN at line ${String(found.line)}`
        : 'copy less, or mount it for the one RUN that needs it: RUN --mount=type=bind',
  };
}

/** Places that instructions made, found again by what lies in them or above them without looking at each. */
class MadePlaces {
  private readonly exact = new Map<string, Instruction>();
  private readonly folders = new Map<string, Instruction>();

  add(places: readonly string[], instruction: Instruction): void {
    for (const place of places) {
      this.exact.set(place, instruction);
      for (const folder of foldersOf(place)) this.folders.set(folder, instruction);
    }
  }

  /** The last instruction that made the place, something in it, or a folder that it lies in. */
  find(place: string): Instruction | undefined {
    const found = [
      this.folders.get(place),
      this.exact.get(place),
      ...foldersOf(place).map((above) => this.exact.get(above)),
    ];
    return found.reduce((a, b) => (a === undefined || (b !== undefined && b.line > a.line) ? b : a), undefined);
  }
}

/** The folders that a path lies in; of a path that is deeper than any real one, the outer ones. */
function foldersOf(place: string): readonly string[] {
  const parts = place.split('/').slice(0, 64);
  return parts.slice(1, -1).map((_, at) => parts.slice(0, at + 2).join('/'));
}

function onlyDeletes({ commands }: Instruction): boolean {
  return commands.every(({ program, words }) => idle.has(program) || words[1] === 'clean' || words[1] === 'autoremove');
}

const deletes = ({ commands }: Instruction): boolean =>
  commands.some(
    ({ program, words }) =>
      program === 'rm' || program === 'rmdir' || words[1] === 'clean' || words[1] === 'autoremove',
  );

/** What it writes, and where, shows only when it runs; what a package manager installs is not what people delete. */
function isUntold(command: ShellCommand): boolean {
  return (
    !tame.has(command.program) &&
    readInstall(command) === undefined &&
    !systemManagers.has(command.program) &&
    !condaPrograms.has(command.program) &&
    command.program !== 'pip'
  );
}
