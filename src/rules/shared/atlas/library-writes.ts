import type { AtlasEntry, Write } from '../../../model/atlas/atlas-entry.ts';
import { resolvePath } from '../../../model/dockerfile/container-path.ts';
import { argumentOf, type Call } from '../../../model/programs/program-facts.ts';
import type { ReachedProgram } from '../../../model/programs/reach.ts';
import { textOf, type Value } from '../../../model/programs/value.ts';
import { folderOf } from '../reach/written-paths.ts';
import { indexAtlas } from './index-atlas.ts';
import { fitsPattern, firstPart } from './match-name.ts';

/** A place that a library writes to although no argument names it. */
export interface LibraryWrite {
  readonly path: string;
  readonly line: number;
  /** What writes, as a finding says it. */
  readonly what: string;
  /** A variable that moves it. */
  readonly variable?: string;
}

/** Places that the libraries of a program write to of their own accord: beside a file, or in the working directory. */
export function findLibraryWrites(
  reached: ReachedProgram,
  atlas: readonly AtlasEntry[],
  all: readonly ReachedProgram[] = [reached],
): readonly LibraryWrite[] {
  const { program } = reached;
  const imported = new Map(program.imports.map(({ name, line }) => [firstPart(name), line]));
  return indexAtlas(atlas)
    .writing()
    .flatMap((entry) => {
      if (entry.language !== program.language) return [];
      const at = entry.imports.map((name) => imported.get(firstPart(name))).find((line) => line !== undefined);
      return (entry.writes ?? []).flatMap((write) => {
        if (write.calls === undefined) return at === undefined ? [] : place(entry, write, reached, { line: at });
        const calls = program.calls.filter(
          (call) =>
            call.file === undefined &&
            write.calls?.some((pattern) => isMeant(call.callee, pattern, at !== undefined)) === true,
        );
        const isNamed =
          write.unlessNamed?.some((name) => all.some(({ program: { names } }) => names.has(name))) === true;
        return calls.length === 0 || isNamed || saysElsewhere(write, all)
          ? []
          : calls.flatMap((call) => place(entry, write, reached, call));
      });
    });
}

const said = new WeakMap<readonly ReachedProgram[], Map<Write, boolean>>();

/** Whether one of the programs makes a call that says another place, or is a document, which draws into a device of its own. */
function saysElsewhere(write: Write, all: readonly ReachedProgram[]): boolean {
  const { unlessCalled } = write;
  if (unlessCalled === undefined) return false;
  const known = said.get(all) ?? new Map<Write, boolean>();
  said.set(all, known);
  const says =
    known.get(write) ??
    all.some(
      ({ program: { path, calls } }) =>
        /\.(?:[rq]md|rnw)$/i.test(path) ||
        calls.some(({ callee }) => unlessCalled.some((pattern) => fitsPattern(callee, pattern))),
    );
  known.set(write, says);
  return says;
}

/** R calls a function by its bare name where its package is attached. */
function isMeant(callee: string, pattern: string, isImported: boolean): boolean {
  const bare = pattern.includes('::') && !callee.includes('::') && isImported ? pattern.replace(/^.*::/, '') : pattern;
  if (bare.startsWith('*') && !isImported) return false;
  return fitsPattern(callee, bare);
}

function place(
  entry: AtlasEntry,
  { place: written, argument, movedBy = [], unless = [], given: asked }: Write,
  { environment, workdir }: ReachedProgram,
  call: Pick<Call, 'line'> & Partial<Call>,
): readonly LibraryWrite[] {
  const { line, positional = [], named = new Map(), callee } = call;
  const given = { positional, named } as unknown as Call;
  if (asked !== undefined && !isAsked(argumentOf(given, asked.at, asked.names))) return [];
  if (unless.some(({ at, names }) => argumentOf(given, at, names) !== undefined)) return [];
  if (movedBy.some((name) => environment.has(name))) return [];
  const what = callee === undefined ? `import of ${entry.title}` : callee.replace(/^\?/, '');
  const [variable] = movedBy;
  const more = { line, what, ...(variable === undefined ? {} : { variable }) };
  if (written === 'beside') {
    const file = argument === undefined ? undefined : textOf(argumentOf(given, argument.at, argument.names));
    return file === undefined ? [] : [{ path: `${resolvePath(file, workdir).replace(/\/[^/]*$/, '')}/...`, ...more }];
  }
  const { folder } = folderOf(call, workdir);
  return written.startsWith('./') ? [{ path: resolvePath(written.slice(2), folder), ...more }] : [];
}

/** An argument that is a text, or true. */
function isAsked(value: Value | undefined): boolean {
  return value?.kind === 'text' || (value?.kind === 'constant' && value.value === true);
}
