import { type Call, type ProgramFacts } from '../../../model/programs/program-facts.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import { choicesOf, startOf, textOf, type Value } from '../../../model/programs/value.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { isOfWindows, isUnder, resolvePath } from '../../../model/dockerfile/container-path.ts';
import { writtenPlace } from '../../../parse/programs/files/written-place.ts';
import { namesOf, renderedBy } from '../../../parse/programs/files/rendered.ts';
import { trimEnd } from '../../../shared/trim-end.ts';
import { isCalled, isIdle } from './is-called.ts';

/** A place that a program writes to. */
export interface WrittenPath {
  /** Absolute, or relative where nobody knows the working directory; the known beginning where the rest is not known, ended by `...`. */
  readonly path: string;
  readonly line: number;
  /** As the program has it, where all of it is known. */
  readonly written?: string;
  /** How a place ends of which the middle is not known. */
  readonly end?: string;
}

/** Places that a program writes to, and the calls whose place the files do not tell. */
export function findWrites(
  reached: ReachedProgram,
  reach: Reach | undefined,
): {
  readonly paths: readonly WrittenPath[];
  readonly open: ReadonlyArray<{ readonly callee: string; readonly line: number }>;
} {
  const { program, workdir, environment } = reached;
  const paths: WrittenPath[] = [];
  const open: { callee: string; line: number }[] = [];
  for (const call of program.calls) {
    const value = writtenPlace(call, program.language);
    if (value === undefined || (reach !== undefined && isIdle(call.function, reached, reach))) continue;
    const { folder, isUnknown } = folderOf(call, workdir);
    for (const each of choicesOf(value)) {
      const path = pathOf(each, folder);
      const written = textOf(each);
      if (isUnknown && path !== undefined && !/^[/~]/.test(path)) open.push({ callee: nameOf(call), line: call.line });
      else if (path !== undefined && isDatabase(call) && mayBeThere(path, reach)) {
        if (reach?.places.has(path) === true) open.push({ callee: nameOf(call), line: call.line });
      } else if (path !== undefined)
        paths.push({ path, line: call.line, ...(written === undefined ? endOf(each) : { written }) });
      else if (isOpen(each) && isCalled(call, reach) !== 'no') open.push({ callee: nameOf(call), line: call.line });
    }
  }
  paths.push(...namedPaths(program).filter(({ path }) => !paths.some((each) => isUnder(each.path, path))));
  for (const command of program.commands)
    for (const path of writtenBy(command))
      paths.push({
        path: resolvePath(path, command.directory === undefined ? workdir : resolvePath(command.directory, workdir)),
        line: command.line,
        written: path,
      });
  const placed = paths.map((each) => ({ ...each, path: atHome(each.path, environment) }));
  return { paths: placed, open: [...open, ...databasesOfData(program)] };
}

function isDatabase({ callee }: Call): boolean {
  return /(?:^|\.)(?:create_(?:async_)?engine|dataset\.connect|databases\.Database|TinyDB)$/.test(callee);
}

const fillsTables = /\.(?:to_sql|create_all|drop_all|add_all|bulk_save_objects|insert_multiple|upsert)$/;

function isOfData({ positional: [first] }: Call): boolean {
  return first !== undefined && /^(?:sqlite[+\w]*:\/{3})?\/safe_data\//.test(startOf(first));
}

/** Databases of /safe_data that a program opens which writes tables, and opens no others: whether it writes there, nobody knows. */
function databasesOfData({ calls }: ProgramFacts): ReadonlyArray<{ readonly callee: string; readonly line: number }> {
  const opened = calls.filter(isDatabase);
  return opened.every(isOfData) && calls.some(({ callee }) => fillsTables.test(callee))
    ? opened.map((call) => ({ callee: nameOf(call), line: call.line }))
    : [];
}

/** A database is made only where it is not there: what the image has may be read or written, and what lies among the data or on /scratch is read. */
function mayBeThere(path: string, reach: Reach | undefined): boolean {
  return isUnder(path, '/safe_data') || isUnder(path, '/scratch') || reach?.places.has(path) === true;
}

function nameOf({ callee }: Call): string {
  return callee.replace(/^\?/, '');
}

/** Where a call works; nobody knows where that is once the program has gone to a place that its files do not tell. */
export function folderOf(
  { workdir: moved }: Pick<Call, 'workdir'>,
  workdir: string | undefined,
): { readonly folder?: string; readonly isUnknown: boolean } {
  const target = moved === undefined ? undefined : textOf(moved);
  const folder = target === undefined ? workdir : resolvePath(target, workdir);
  if (moved !== undefined && target === undefined) return { isUnknown: isOpen(moved) };
  return { isUnknown: false, ...(folder === undefined ? {} : { folder }) };
}

/** `~/x` where HOME says it is. */
function atHome(path: string, environment: ReadonlyMap<string, string>): string {
  const home = environment.get('HOME');
  return home?.startsWith('/') === true && path.startsWith('~/') ? resolvePath(path.slice(2), home) : path;
}

function pathOf(value: Value, workdir: string | undefined): string | undefined {
  const whole = textOf(value);
  if (whole !== undefined && isOfWindows(whole)) return whole;
  if (whole !== undefined) return /^$|:\/\/|^:memory:$|^-$/.test(whole) ? undefined : resolvePath(whole, workdir);
  const start = startOf(value);
  const folder = start.slice(0, start.lastIndexOf('/') + 1);
  if (isHere(start)) return isGiven(value) ? undefined : `${trimEnd(resolvePath(folder, workdir), '/')}/...`;
  // What begins with a name is relative, whatever follows.
  const isRelative = /^(?:\.\/)?[\w-][\w./ -]*$/.test(start);
  if (isRelative && folder === '') return `${resolvePath(start, workdir)}...`;
  return isRelative || /^(?:\/|~\/)./.test(folder) ? `${trimEnd(resolvePath(folder, workdir), '/')}/...` : undefined;
}

/** `./`, `../`: the folder in which the program works, or one above it. */
const isHere = (start: string): boolean => /^(?:\.{1,2}\/)+$/.test(start);

/** Whether what follows the beginning is given from outside: where that is absolute, the beginning does not count. */
function isGiven(value: Value): boolean {
  return value.kind === 'text' && typeof value.parts.find((part) => typeof part !== 'string') === 'object';
}

function endOf(value: Value): Pick<WrittenPath, 'end'> {
  const last = value.kind === 'text' && value.parts.length > 1 ? value.parts.at(-1) : undefined;
  return typeof last === 'string' ? { end: last } : {};
}

/** A place that comes from a caller, a configuration or a computation; what a library gives (`tempfile.mkdtemp`) is the library's. */
function isOpen(value: Value): boolean {
  if (value.kind === 'text') {
    const [first, ...rest] = value.parts;
    if (isHere(startOf(value))) return isGiven(value);
    if (typeof first === 'object' && 'variable' in first) return !ofSystem.test(first.variable);
    return rest.length > 0 && first === undefined;
  }
  return value.kind === 'unknown' && value.why !== 'configuration';
}

/** Variables that every container has, or whose place the run gives. */
const ofSystem = /^(?:-.*|TMP|TEMP|TMPDIR|HOME|PWD|USER|XDG_\w+|TRE_\w+|\d+)$/;

const allowed = ['/safe_outputs', '/scratch', '/dev', '/proc', '/sys'];

/** Whether a place is one that the TRE neither keeps nor lets be written; a home directory is gone with the container. */
export function isLost(path: string): boolean {
  return isOfWindows(path) || (/^(?:\/|~\/)[^{$%]*/.test(path) && !allowed.some((place) => isUnder(path, place)));
}

/** Where a command writes: redirections, what copies and makes files, and absolute paths of options that say so. */
export function writtenBy({ program, words, writes }: ShellCommand): readonly string[] {
  const names = namesOf({ program, words });
  const targets = /^(?:mkdir|touch|tee)$/.test(program)
    ? names
    : /^(?:cp|mv|rsync|install)$/.test(program) && names.length > 1
      ? names.slice(-1)
      : [];
  const fetched = fetchers.test(program)
    ? names.slice(-1).filter((name) => names.length > 2 && !name.includes('://'))
    : [];
  const options = words.flatMap((word, index) => {
    const [, inline, next] =
      /^--?(?:o|out|output|out-?dir|output[-_](?:dir|file|path)|results?(?:[-_]dir)?)(?:(?:=|\s+)(\/.*)|())$/.exec(
        word,
      ) ?? [];
    return inline ?? (next === undefined ? undefined : words[index + 1]) ?? [];
  });
  const beside = renderedBy({ program, words });
  return [...writes, ...targets, ...fetched, ...options.filter((path) => path.startsWith('/')), ...beside].flatMap(
    (path) => {
      const open = path.indexOf('$');
      if (open < 0) return [path];
      // Of a name that is put together when it runs, the folder may be known.
      const folder = path.slice(0, path.slice(0, open).lastIndexOf('/') + 1);
      return /^(?:\/|[\w.-])/.test(folder) && folder !== '/' ? [`${folder}...`] : [];
    },
  );
}

/** Programs that copy from a store of others to the place that they are told last: `s3cmd get s3://bucket/x ./`. */
const fetchers = /^(?:aws|azcopy|gsutil|mc|rclone|s3cmd|s5cmd)$/;

const forResults = /^(?=\w+$)(?:\w+_)?(?:out|outputs?|results?|save)(?:_(?:dir|path|folder|root|file)\w*)?$/i;

/** By the name of a variable or an option: where it says that it is for results, that is what it is for. */
function namedPaths({ constants, calls }: ProgramFacts): readonly WrittenPath[] {
  const named = constants.filter(({ name }) => forResults.test(name)).map(({ value, line }) => ({ value, line }));
  const options = calls.flatMap(({ callee, positional, named: given, line }) => {
    const isOption = /(?:^|\.)(?:add_argument|option|make_option|add_option)$/.test(callee);
    const flags = positional
      .flatMap((each) => (each.kind === 'list' ? each.items : [each]))
      .flatMap((each) => textOf(each) ?? []);
    const value = given.get('default');
    return isOption &&
      value !== undefined &&
      flags.some((flag) => /^--?(?:o|out|output|results?|save)(?:[-_][\w-]*)?$/.test(flag))
      ? [{ value, line }]
      : [];
  });
  return [...named, ...options].flatMap(({ value, line }) =>
    choicesOf(value).flatMap((each) => {
      const path = textOf(each);
      return path?.startsWith('/') === true && path.length > 1 ? [{ path: resolvePath(path, undefined), line }] : [];
    }),
  );
}
