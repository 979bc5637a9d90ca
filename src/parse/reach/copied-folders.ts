import { isUnder, resolvePath } from '../../model/dockerfile/container-path.ts';
import type { ProgramFacts } from '../../model/programs/program-facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';

/** A folder that a script copies before it works in the copy. */
export interface FolderCopy {
  readonly from: string;
  readonly to: string;
}

/** Copies of one script beyond which none is followed: each is looked at for each command after it. */
const most = 20;

/** The folders that whoever started a script copied, and before a line of it those that it copies itself. */
export class FolderCopies {
  private readonly before: readonly FolderCopy[];
  private readonly own: readonly (FolderCopy & { readonly line: number })[];

  constructor(before: readonly FolderCopy[], { language, commands }: ProgramFacts, workdir: string | undefined) {
    this.before = before;
    this.own =
      language === 'shell'
        ? commands
            .filter(isCopy)
            .slice(0, most)
            .flatMap((command) => placesOf(command, command.directory ?? workdir))
        : [];
  }

  at(line: number): readonly FolderCopy[] {
    return this.own.length === 0 ? this.before : [...this.before, ...this.own.filter((each) => each.line < line)];
  }
}

/** `cp -R /app /scratch/work`, one folder to one place. */
function isCopy({ program, words }: ShellCommand): boolean {
  return (
    program === 'cp' &&
    words.some((word) => /^-\w*[rRa]|^--(?:recursive|archive)$/.test(word)) &&
    words.filter((word) => !word.startsWith('-')).length === 3
  );
}

/** What scripts copy, wherever they do. */
export function copiesOf(scripts: readonly ProgramFacts[]): readonly FolderCopy[] {
  return scripts.flatMap((facts) => new FolderCopies([], facts, undefined).at(Number.POSITIVE_INFINITY));
}

/** Where a notebook is worked in: Jupyter starts it in its folder, or in that of the copy which the session made. Nothing for another program. */
export function inSession(
  place: string,
  copies: readonly FolderCopy[],
): { readonly workdir?: string; readonly hasMoved?: true; readonly copies?: readonly FolderCopy[] } {
  if (!place.endsWith('.ipynb') || !place.startsWith('/')) return {};
  const folder = place.replace(/\/[^/]*$/, '') || '/';
  const copy = copies.find(({ from }) => isUnder(folder, from));
  return {
    workdir: copy === undefined ? folder : `${copy.to}${folder.slice(copy.from.length)}`,
    hasMoved: true,
    copies,
  };
}

/** Into a folder that is there, or in its place: the words do not tell. */
function placesOf({ words, line }: ShellCommand, workdir: string | undefined): (FolderCopy & { line: number })[] {
  const [, source = '', target = ''] = words.filter((word) => !word.startsWith('-'));
  const [from, to] = [resolvePath(source, workdir), resolvePath(target, workdir)];
  return [
    { from, to, line },
    { from, to: `${to}/${from.slice(from.lastIndexOf('/') + 1)}`, line },
  ];
}

/** Where what lies at a path came from, the last copy first. */
export function originalsOf(place: string, copies: readonly FolderCopy[]): readonly string[] {
  return copies
    .toReversed()
    .filter(({ to }) => isUnder(place, to))
    .map(({ from, to }) => `${from}${place.slice(to.length)}`);
}

/** Where a run works, and what was copied before. */
export interface WorkedCopies {
  readonly workdir?: string;
  readonly copies?: readonly FolderCopy[];
}

/** A folder of the image as a run has it that works in a copy of it. */
export function inWorkedCopy(folder: string, { workdir = '/', copies = [] }: WorkedCopies): string {
  const copy = copies
    .filter(({ from, to }) => isUnder(folder, from) && isUnder(workdir, to))
    .toSorted((a, b) => b.to.length - a.to.length)[0];
  return copy === undefined ? folder : `${copy.to}${folder.slice(copy.from.length)}`;
}
