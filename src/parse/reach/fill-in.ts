import { isUnder } from '../../model/dockerfile/container-path.ts';
import type { Call, ProgramFacts } from '../../model/programs/program-facts.ts';
import type { OwnPart, TextPart, Value, VariablePart } from '../../model/programs/value.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { ownFolder } from '../shell/own-folder.ts';
import { combineChoices, joinParts, oneOf, partsOf, textWith, unknownFor } from '../programs/values.ts';

/** What an image and a start add to what a program says. */
export interface Surroundings {
  /** Environment variables, and options of the command line by their names with hyphens. */
  readonly environment: ReadonlyMap<string, string>;
  /** Where a file of the project lies in the image. */
  readonly placeOf: (file: string) => string | undefined;
}

/** The facts of a program with everything filled in that its image and its start tell. `isImported`: another program loads it. */
export function fillIn(program: ProgramFacts, around: Surroundings, isImported = false): ProgramFacts {
  const filler = new Filler(
    around,
    isImported ? { path: program.path, by: 'sourced' } : { path: program.path, by: 'started' },
  );
  const filled = <T extends { readonly value: Value }>(list: readonly T[]): readonly T[] =>
    mapped(list, (each) => {
      const value = filler.value(each.value);
      return value === each.value ? each : { ...each, value };
    });
  return {
    ...program,
    calls: mapped(program.calls, (call) => filler.call(call)),
    commands: mapped(program.commands, (command) => fillInCommand(command, around.environment)),
    constants: filled(isImported ? program.constants : program.constants.filter(({ isIdle }) => isIdle !== true)),
    variables: filled(program.variables),
    workdirs: program.workdirs.map((each) => ({ ...each, path: filler.value(each.path) })),
  };
}

/** The same list where nothing in it changes: a program that many images and commands start is kept once. */
function mapped<T>(list: readonly T[], change: (each: T) => T): readonly T[] {
  let changed: T[] | undefined;
  list.forEach((each, at) => {
    const now = change(each);
    if (now !== each) changed ??= list.slice(0, at);
    changed?.push(now);
  });
  return changed ?? list;
}

function mappedTable(table: ReadonlyMap<string, Value>, change: (each: Value) => Value): ReadonlyMap<string, Value> {
  const before = [...table.values()];
  const now = mapped(before, change);
  return now === before
    ? table
    : new Map([...table.keys()].map((name, at) => [name, now[at] ?? unknownFor('computed')]));
}

/** The program that is filled in, and how it is come to. */
interface Filled {
  readonly path: string;
  readonly by: 'started' | 'sourced';
}

class Filler {
  private readonly around: Surroundings;
  private readonly filled: Filled;

  constructor(around: Surroundings, filled: Filled) {
    this.around = around;
    this.filled = filled;
  }

  call(call: Call): Call {
    const positional = mapped(call.positional, (each) => this.value(each));
    const named = call.named.size === 0 ? call.named : mappedTable(call.named, (each) => this.value(each));
    const [receiver, workdir] = [call.receiver, call.workdir].map((each) => each && this.value(each));
    const isSame =
      positional === call.positional && named === call.named && receiver === call.receiver && workdir === call.workdir;
    if (isSame) return call;
    return {
      ...call,
      positional,
      named,
      ...(receiver === undefined ? {} : { receiver }),
      ...(workdir === undefined ? {} : { workdir }),
    };
  }

  value(value: Value): Value {
    if (value.kind === 'list') {
      const items = mapped(value.items, (each) => this.value(each));
      return items === value.items ? value : { ...value, items };
    }
    if (value.kind === 'table') {
      const entries = mappedTable(value.entries, (each) => this.value(each));
      const others = value.others === undefined ? undefined : mapped(value.others, (each) => this.value(each));
      if (entries === value.entries && others === value.others) return value;
      return { ...value, entries, ...(others === undefined ? {} : { others }) };
    }
    if (value.kind === 'oneOf') {
      const values = mapped(value.values, (each) => this.value(each));
      return values === value.values ? value : oneOf(values);
    }
    if (value.kind !== 'text' || value.parts.every((part) => typeof part !== 'object')) return value;
    const [only] = value.parts;
    const filled =
      value.parts.length === 1 && typeof only === 'object' && 'variable' in only
        ? this.variable(only)
        : combineChoices(
            value.parts.map((part) => this.part(part)),
            (choice) => joinParts(choice.flatMap(partsOf)),
          );
    return filled.kind === 'text' && value.variable !== undefined ? { ...filled, variable: value.variable } : filled;
  }

  private part(part: TextPart): Value {
    if (typeof part !== 'object') return { kind: 'text', parts: [part] };
    if (!('variable' in part)) return this.place(part);
    const value = this.variable(part);
    // In a longer text it stays: what nobody sets is chosen when the program is started.
    return value.kind === 'unknown' ? { kind: 'text', parts: [{ variable: part.variable }] } : value;
  }

  private variable({ variable, otherwise }: VariablePart): Value {
    const value = this.around.environment.get(variable);
    if (value !== undefined) return textWith(value);
    if (variable === 'HOME') return textWith('~');
    return otherwise === undefined ? unknownFor('configuration') : this.value(otherwise);
  }

  private place({ file, up, of }: OwnPart): Value {
    // A script that another one sources sees the other one where it asks what was started.
    if (of !== undefined && file === this.filled.path && of !== this.filled.by) return unknownFor('computed');
    let place = this.around.placeOf(file);
    for (let level = 0; level < up; level += 1) place = place?.replace(/\/[^/]*$/, '');
    return place === undefined ? unknownFor('computed') : textWith(place === '' ? '/' : place);
  }
}

function isKnown(word: string): boolean {
  return !word.includes('$');
}

/** A command with the variables of the environment filled in; a default stands where nothing sets the variable. */
export function fillInCommand(command: ShellCommand, environment: ReadonlyMap<string, string>): ShellCommand {
  const fill = (word: string): string => fillInWord(word, environment);
  const { directory } = command;
  if ([...command.words, ...command.writes, directory ?? ''].every(isKnown)) return command;
  const words = command.words.flatMap((word) =>
    /^\$\{?\w+\}?$/.test(word)
      ? fill(word)
          .split(/\s+/)
          .filter((each) => each !== '')
      : [fill(word)],
  );
  const [first = ''] = words;
  // A program that a variable names is known once that is filled in.
  const program = command.program.includes('$') ? first.slice(first.lastIndexOf('/') + 1) : command.program;
  const moved = directory === undefined ? {} : { directory: fill(directory) };
  return { ...command, program, words, writes: command.writes.map(fill), ...moved };
}

/** Longer values are no names or paths, and would be copied into every word that uses them. */
const longestValue = 2000;
const longestWord = 20_000;

export function fillInWord(word: string, environment: ReadonlyMap<string, string>): string {
  if (word.length > longestWord) return word;
  return word.replaceAll(
    /\$(?:\{(\w+|0%\/\*)(?::?-([^{}$]*))?\}|(\w+))/g,
    (written, braced: string | undefined, otherwise: string | undefined, bare: string | undefined) => {
      const value = environment.get(braced ?? bare ?? '') ?? otherwise;
      return value === undefined || value.length > longestValue ? written : value;
    },
  );
}

/** Whether a path is one that a base image has, so that no file of the project can lie there unseen. */
export function isOfSystem(path: string): boolean {
  return [
    '/bin',
    '/sbin',
    '/usr/bin',
    '/usr/sbin',
    '/usr/lib',
    '/lib',
    '/opt/conda/bin',
    '/opt/conda/envs',
    '/usr/local/lib',
    '/etc',
    '/dev',
    '/proc',
    '/nix',
  ].some((folder) => isUnder(path, folder));
}

/** Scripts that set the variables of a shell for what was installed, and do no more: of conda, of virtual environments, of FreeSurfer and FSL. */
const setsUp =
  /\/(?:etc\/profile\.d\/(?:conda|mamba)\.sh|bin\/activate|FreeSurferEnv\.sh|SetUpFreeSurfer\.sh|etc\/fslconf\/fsl\.sh)$/;

export function setsUpShell(path: string): boolean {
  return setsUp.test(path);
}

/** Variables of a script that lies at a place: it may ask for the folder that it is in. */
export function withOwnFolder(
  environment: ReadonlyMap<string, string>,
  place: string | undefined,
): ReadonlyMap<string, string> {
  if (place === undefined || !place.startsWith('/')) return environment;
  return new Map([...environment, [ownFolder, place.replace(/\/[^/]*$/, '') || '/']]);
}
