import type { ProgramFacts } from '../../../model/programs/program-facts.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';

/** When one process comes by things, as far as the order of its lines tells; what no call is seen to lead to comes last and is not in here. */
interface Process {
  /** Paths of its programs. */
  readonly files: ReadonlySet<string>;
  /** The first import of a library, by the first part of its name. */
  readonly imports: ReadonlyMap<string, number>;
  /** The first time that a variable is set, by `path:line`. */
  readonly sets: ReadonlyMap<string, number>;
  /** What it is started with. */
  readonly environment: ReadonlyMap<string, string>;
  readonly isBuilt: boolean;
  /** Whether it comes by a function of a file. */
  comesBy(path: string, within: string): boolean;
}

const known = new WeakMap<Reach, readonly Process[]>();

/**
 * Whether a process imports one of some libraries (by the first part of their names) before it comes to the line that sets a variable.
 * False where the order does not show, such as in functions that something else calls.
 */
export function isAfterImport(
  set: { readonly path: string; readonly line: number },
  libraries: ReadonlySet<string>,
  reach: Reach,
): boolean {
  const processes = processesOf(reach).filter(({ files }) => files.has(set.path));
  return (
    processes.length > 0 &&
    processes.every(({ imports, sets }) => {
      const at = sets.get(`${set.path}:${String(set.line)}`) ?? Number.POSITIVE_INFINITY;
      return [...libraries].some((name) => (imports.get(name) ?? Number.POSITIVE_INFINITY) < at);
    })
  );
}

/**
 * Whether a process imports one of some libraries and runs none of the programs that set a variable for them, nor is started with it: what
 * one program sets for itself, the next one that the container starts does not have.
 */
export function isWithout(
  variable: string,
  sets: readonly { readonly path: string }[],
  libraries: ReadonlySet<string>,
  reach: Reach,
  isBuilt: boolean,
): boolean {
  return processesOf(reach).some(
    ({ files, imports, environment, isBuilt: ofBuild }) =>
      ofBuild === isBuilt &&
      !environment.has(variable) &&
      [...libraries].some((name) => imports.has(name)) &&
      !sets.some(({ path }) => files.has(path)),
  );
}

/** Whether a process is seen to come by a function of a Python program: from the level of a file, by calls of what the project defines. */
export function isComeBy(path: string, within: string, reach: Reach): boolean {
  return processesOf(reach).some((each) => !each.isBuilt && each.comesBy(path, within));
}

function processesOf(reach: Reach): readonly Process[] {
  const before = known.get(reach);
  if (before !== undefined) return before;
  const programs = reach.programs.filter(({ program }) => program.language === 'python');
  const imported = new Set(programs.flatMap(({ program }) => program.imports.flatMap(({ files }) => files)));
  const roots = programs.filter(({ program }) => !imported.has(program.path));
  const found = roots.map((root) => new Run(programs, root).follow(root));
  known.set(reach, found);
  return found;
}

/** Steps that are followed in one process. */
const most = 20_000;
/** How deep calls are followed. */
const deepest = 100;

class Run implements Process {
  readonly files = new Set<string>();
  readonly imports = new Map<string, number>();
  readonly sets = new Map<string, number>();
  private readonly programs: ReadonlyMap<string, ProgramFacts>;
  private readonly seen = new Set<string>();
  private moment = 0;
  readonly environment: ReadonlyMap<string, string>;
  readonly isBuilt: boolean;

  constructor(
    programs: readonly ReachedProgram[],
    { environment, startedWith = environment, class: kind }: ReachedProgram,
  ) {
    this.environment = startedWith;
    this.isBuilt = kind === 'built';
    this.programs = new Map(programs.map(({ program }) => [program.path, program]));
  }

  follow({ program: { path }, entry }: ReachedProgram): Process {
    this.run(path, '', 0);
    if (entry !== undefined) this.run(path, entry, 0);
    return this;
  }

  comesBy(path: string, within: string): boolean {
    return this.seen.has(`${path}\0${within}`);
  }

  /** The lines of a file or of one of its functions, in their order. */
  private run(path: string, within: string, depth: number): void {
    const program = this.programs.get(path);
    const key = `${path}\0${within}`;
    if (program === undefined || this.seen.has(key) || depth > deepest) return;
    this.seen.add(key);
    this.files.add(path);
    const steps = [
      ...program.imports
        .filter((each) => (each.function ?? '') === within)
        .map(({ name, files, line }) => ({ line, take: () => this.importing(name, files, depth) })),
      ...program.variables
        .filter((each) => (each.function ?? '') === within)
        .map(({ line }) => ({ line, take: () => this.note(this.sets, `${path}:${String(line)}`) })),
      ...program.calls
        .filter((each) => each.function === within && each.file !== undefined)
        .map(({ callee, file = '', line }) => ({ line, take: () => this.calling(file, callee, depth) })),
    ].toSorted((a, b) => a.line - b.line);
    for (const { take } of steps) if (this.moment < most) take();
  }

  private importing(name: string, files: readonly string[], depth: number): void {
    for (const file of files) this.run(file, '', depth + 1);
    if (files.length === 0) this.note(this.imports, /^[^.]*/.exec(name)?.[0] ?? name);
  }

  private calling(file: string, callee: string, depth: number): void {
    const name = callee.replaceAll('()', '');
    this.run(file, name, depth + 1);
    this.run(file, `${name}.__init__`, depth + 1);
  }

  private note(moments: Map<string, number>, key: string): void {
    this.moment += 1;
    if (!moments.has(key)) moments.set(key, this.moment);
  }
}
