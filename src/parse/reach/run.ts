import { isUnder, resolvePath } from '../../model/dockerfile/container-path.ts';
import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import { belowMain, type ProgramFacts } from '../../model/programs/program-facts.ts';
import type { ReachClass, ReachedProgram, Step } from '../../model/programs/reach.ts';
import { textOf } from '../../model/programs/value.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { emptyFacts } from '../programs/empty-facts.ts';
import { readShell } from '../shell/shell.ts';
import type { FolderCopy } from './copied-folders.ts';
import type { ConsoleScript } from './console-scripts.ts';
import { fillIn, type Surroundings } from './fill-in.ts';
import type { PlacedFiles } from '../placed/placed-files.ts';
import type { Supposed } from './workflows/supposed.ts';

/** How a program is run. */
export interface Run {
  readonly class: ReachClass;
  readonly way: readonly Step[];
  readonly environment: ReadonlyMap<string, string>;
  /** As of a reached program. */
  readonly startedWith?: ReadonlyMap<string, string>;
  readonly workdir?: string;
  /** `cd` or the like has set the folder, or a job's manifest: it is no longer what WORKDIR says. */
  readonly hasMoved?: true;
  /** What stands for `$1`, `$2` ... and `$@` in a script. */
  readonly arguments: readonly string[];
  /** Imported by another program: what stands below its `__main__` does not run. */
  readonly isImported?: true;
  /** As of a reached program. */
  readonly isChoice?: true;
  /** The function that is called, of a console script. */
  readonly entry?: string;
  /** A copy runs that was installed: where that lies, nothing in the project tells. */
  readonly isCopy?: true;
  /** Path in the image. */
  readonly place?: string;
  /** Folders that scripts copied, the first first. */
  readonly copies?: readonly FolderCopy[];
  readonly supposed?: Supposed;
}

/** The image that the programs are in. */
export interface Surrounding {
  readonly files: PlacedFiles;
  readonly scripts: readonly ConsoleScript[];
  /** Programs that the base image starts by itself, which are no part of the project. */
  readonly ofBase?: ReadonlySet<string>;
  readonly dockerfile?: DockerfileFacts;
}

/** Where a file of the project lies that a program has or imports; nothing of a copy that was installed, unless PYTHONPATH names the folder that it was made from. */
export function placeFor(file: string, { isCopy, environment }: Run, { files }: Surrounding): string | undefined {
  const place = files.placeOf(file);
  if (isCopy !== true || place === undefined) return place;
  const folders = (environment.get('PYTHONPATH') ?? '').split(':');
  return folders.some((folder) => folder.startsWith('/') && isUnder(place, folder)) ? place : undefined;
}

/** What an imported module keeps of the run of the program that imports it. */
export function asImported(
  { startedWith, environment, isCopy, arguments: given }: Run,
  { language }: ProgramFacts,
): Pick<Run, 'startedWith' | 'isCopy' | 'arguments' | 'isImported'> {
  return {
    ...(language === 'python' ? { startedWith: startedWith ?? environment } : {}),
    ...(isCopy && { isCopy }),
    arguments: given,
    isImported: true,
  };
}

/** How a script is run that R loads by its path in the image: by the R that was started. */
export function asLoaded(run: Run, { language }: ProgramFacts): Run {
  return language === 'r' ? { ...run, isImported: true } : run;
}

/** What the programs and commands that a program starts keep of its run. */
export function keptOf({ class: kind, isChoice, supposed }: Run): Pick<Run, 'class' | 'isChoice' | 'supposed'> {
  return { class: kind, ...(isChoice && { isChoice }), ...(supposed && { supposed }) };
}

export function workdirAt(facts: ProgramFacts, line: number, run: Run): Pick<Run, 'workdir' | 'hasMoved'> {
  const last = facts.workdirs.findLast((each) => each.line <= line);
  if (last === undefined)
    return {
      ...(run.workdir === undefined ? {} : { workdir: run.workdir }),
      ...(run.hasMoved === undefined ? {} : { hasMoved: run.hasMoved }),
    };
  return movedTo(textOf(last.path), run);
}

/** After `cd PATH`; nothing known of `path` where it is not a constant. */
export function movedTo(path: string | undefined, run: Run): Pick<Run, 'workdir' | 'hasMoved'> {
  const hasMoved = path === undefined || /^[/~]|\$/.test(path) || run.hasMoved === true;
  return {
    ...(path === undefined ? {} : { workdir: resolvePath(path, run.workdir) }),
    ...(hasMoved ? { hasMoved } : {}),
  };
}

export function withExports(
  environment: ReadonlyMap<string, string>,
  facts: ProgramFacts,
  around: Surroundings,
): ReadonlyMap<string, string> {
  if (facts.variables.length === 0) return environment;
  const all = new Map(environment);
  for (const { name, value } of fillIn({ ...emptyFacts(facts), variables: facts.variables }, around).variables) {
    const text = textOf(value);
    if (text !== undefined) all.set(name, text);
  }
  return all;
}

/** `"$@"` and `$1` in a script stand for what it was given. */
export function passArguments(command: ShellCommand, given: readonly string[]): readonly ShellCommand[] {
  if (!command.words.some((word) => /\$(?:[@*1-9]|\{[@*1-9])/.test(word))) return [command];
  const words = command.words.flatMap((word) =>
    /^\$(?:[@*]|\{[@*](?::[^}]*)?\})$/.test(word)
      ? given
      : [
          word.replaceAll(
            /\$(?:\{([1-9])(?::?-([^{}]*))?\}|([1-9]))/g,
            (all, a: string | undefined, otherwise: string | undefined, b: string | undefined) =>
              given[Number(a ?? b) - 1] ?? otherwise ?? all,
          ),
        ],
  );
  const quoted = words.map(quoteWord).join(' ');
  const { line, assignments, directory, writes } = command;
  // `"$@" >log` writes whatever it is given.
  if (quoted === '') return writes.length === 0 ? [] : [{ ...command, program: ':', words: [':'] }];
  return readShell(quoted, () => line).map((each, at) => ({
    ...each,
    writes: at === 0 ? [...each.writes, ...writes] : each.writes,
    assignments: { ...assignments, ...each.assignments },
    ...(directory === undefined ? {} : { directory }),
  }));
}

/** `python3 "$@"` or `exec "$@"` in a script that was given nothing: whoever runs the image names what is started. */
export function awaitsProgram({ program, words }: ShellCommand, given: readonly string[]): boolean {
  if (given.length > 0) return false;
  const named = words.filter((word) => word !== 'exec');
  return (
    /^\$(?:[@*]|\{[@*]\})$/.test(named.at(-1) ?? '') &&
    (named.length === 1 ||
      (/^(?:python[\d.]*|pypy|Rscript|julia|(?:ba|da|z)?sh)$/.test(program) &&
        named.slice(1, -1).every((word) => word.startsWith('-'))))
  );
}

/** A word for a text of the shell; variables in it stay what they are. */
function quoteWord(word: string): string {
  if (!word.includes('$')) return `'${word.replaceAll("'", String.raw`'\''`)}'`;
  return /^\$\{?[\w@*]+\}?$/.test(word) ? word : `"${word.replaceAll(/(?<!\\)["`]/g, String.raw`\$&`)}"`;
}

/** `--model x` and `--model=x` of a command line by the option, and every word of it by its number. */
export function optionsOf(given: readonly string[]): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  given.forEach((word, at) => {
    options.set(String(at + 1), word);
    const [, name, value] = /^(--?[\w-]+)=([^]*)$/.exec(word) ?? [];
    const next = given[at + 1];
    if (name !== undefined && value !== undefined) options.set(name, value);
    else if (/^--?[A-Za-z]/.test(word) && next !== undefined && !next.startsWith('-')) options.set(word, next);
  });
  return options;
}

/** Lines of a text in another file: one after the other, or all at the line of the command that holds it. */
export function linesOf(text: string, line: number, counts: boolean): { readonly lines: readonly number[] } {
  return { lines: text.split('\n').map((_, at) => (counts ? line + at : line)) };
}

/** A program as it was reached: without what does not run there, and with the words and variables that it is given. */
export function finishProgram(program: ProgramFacts, run: Run, around: Surroundings): ReachedProgram {
  const dropped =
    run.isImported === true
      ? [...program.calls, ...program.imports, ...program.constants].filter(
          ({ onlyWhenStarted }) => onlyWhenStarted === true,
        )
      : [];
  const lines = new Set(dropped.map(({ line }) => line));
  const namesBy =
    run.isImported === true && program.namesBy?.has(belowMain) === true ? withoutMain(program.namesBy) : undefined;
  const runs =
    dropped.length === 0 && namesBy === undefined
      ? program
      : {
          ...program,
          ...(namesBy === undefined ? {} : { namesBy }),
          calls: program.calls.filter(({ onlyWhenStarted }) => !onlyWhenStarted),
          commands: program.commands.filter(({ line }) => !lines.has(line)),
          imports: program.imports.filter(({ onlyWhenStarted }) => onlyWhenStarted !== true),
          constants: program.constants.filter(({ onlyWhenStarted }) => onlyWhenStarted !== true),
        };
  const { class: kind, way, environment, startedWith, workdir, place, entry, isChoice } = run;
  return {
    program: withArguments(fillIn(runs, around, run.isImported), run),
    class: kind,
    way,
    environment,
    ...(startedWith === undefined ? {} : { startedWith }),
    ...(workdir === undefined ? {} : { workdir }),
    ...(place === undefined ? {} : { place }),
    ...(entry === undefined ? {} : { entry }),
    ...(isChoice === undefined ? {} : { isChoice }),
  };
}

function withoutMain(namesBy: NonNullable<ProgramFacts['namesBy']>): NonNullable<ProgramFacts['namesBy']> {
  return new Map([...namesBy].filter(([within]) => within !== belowMain));
}

/** A script with what it was given in place of `$1` and `"$@"`. */
function withArguments(program: ProgramFacts, { arguments: given }: Run): ProgramFacts {
  if (program.language !== 'shell') return program;
  const chosen = program.commands.map((command) => {
    const { onArgument, ...always } = command;
    return onArgument?.includes(given[0] ?? '') === true ? always : command;
  });
  return { ...program, commands: chosen.flatMap((command) => passArguments(command, given)) };
}

/** The command lines by which modules are reached: a module sees the words that were given to the program which imports it. */
export class GivenWords {
  private readonly first = new Map<string, string>();
  private readonly shared = new Set<string>();

  /** A program with these words imports the module `key`. */
  note(key: string, words: readonly string[]): void {
    const given = words.join('\0');
    const before = this.first.get(key);
    if (before === undefined) this.first.set(key, given);
    else if (before !== given) this.shared.add(key);
  }

  /** Whether programs with different words import it, so that none of them tells what it sees. */
  isShared(key: string): boolean {
    return this.shared.has(key);
  }
}

/** The way to what a program has on a line; of one that is started itself the first place is enough. */
export function wayOn({ way }: Run, { path }: ProgramFacts, line: number): Run['way'] {
  if (way.length > 0 && way.at(-1)?.location.file === path && path === way[0]?.location.file) return way;
  return [...way, { text: `${path}:${String(line)}`, location: { file: path, line } }];
}
