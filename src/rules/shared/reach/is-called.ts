import { belowMain, type Call, type ProgramFacts } from '../../../model/programs/program-facts.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import { choicesOf } from '../../../model/programs/value.ts';
import { once } from '../once.ts';
import { isIdleInR, isReadWhole } from './idle-in-r.ts';

/**
 * Whether the function that a call stands in runs, as far as names tell: `yes`, `no` where no program names it, and `maybe` where it is
 * named and not called, such as a sub-command that somebody may choose or a function that is handed to a library.
 */
export function isCalled(
  { function: within }: Pick<Call, 'function'>,
  reach: Reach | undefined,
  { isAsked = true }: { readonly isAsked?: boolean } = {},
): 'yes' | 'maybe' | 'no' {
  if (within === '' || reach === undefined) return 'yes';
  const names = once(reach, `called, asked ${String(isAsked)}`, () => calledNames(reach, isAsked));
  if (startersOf(within).some((each) => names.has(each))) return 'yes';
  const name = lastName(within);
  return name.startsWith('__') || usedNames(reach).has(name) ? 'maybe' : 'no';
}

/** Calls that find a function or a class by a text, so that no name need show that it is used. */
const byText =
  /^(?:fire\.Fire|globals|locals|vars|getattr|dir|inspect\.getmembers|operator\.(?:attrgetter|methodcaller)|pydoc\.locate|(?:\w+\.)*(?:instantiate|import_string|LightningCLI))$/;
/** Names by which a runner of tests, a web server or a platform finds a function. */
const byCustom = /^(?:test\w*|(?:create|make)_app|\w*handler|__\w+__)$/;

/**
 * Whether something stands in a function, or a method of a class, of Python or R that nothing which runs names: no call, no value, no decorator, no text
 * that is a name; and it has no name by which a runner looks for it. It does not run when the container starts.
 */
export function isIdle(within: string, { program, class: kind }: ReachedProgram, reach: Reach): boolean {
  if (within === '' || kind !== 'started') return false;
  if (program.language === 'r') return isIdleInR(within, reach);
  if (program.language !== 'python') return false;
  if (findsByText(reach)) return false;
  const names = namesInUse(reach);
  const starter = starterOf(within, plainClasses(program));
  return !names.has(starter) && !names.has(ownName(program.path, starter));
}

/** Classes that inherit from nothing: no library calls their methods. */
function plainClasses({ functions }: ProgramFacts): ReadonlySet<string> {
  return once(
    functions,
    'plain classes',
    () => new Set(functions.flatMap(({ name, isPlain }) => (isPlain === true ? [name] : []))),
  );
}

/** The name that must be in use for a function to run: its own, that of the class, or of a plain class that of the method. */
function starterOf(within: string, plain: ReadonlySet<string>): string {
  const [top = '', method] = within.split('.');
  return method !== undefined && plain.has(top) && !byCustom.test(method) ? method : top;
}

/** Programs as they were read, by those without what does not run. */
const whole = new WeakMap<ProgramFacts, ProgramFacts>();

/** The program as it was read, of one that {@link withoutIdle} gave. */
export function wholeOf(program: ProgramFacts): ProgramFacts {
  return whole.get(program) ?? program;
}

/** Whether something in a function of a program, or outside of all, may run when the container starts, or when somebody starts the program. */
export function mayRun(within: string, reached: ReachedProgram, reach: Reach): boolean {
  if (isIdle(within, reached, reach)) return false;
  // A file of R that somebody starts and that only gives names to functions does nothing else.
  const onlyDefines = reached.class === 'could' && reached.program.language === 'r' && isReadWhole(reach);
  return !(onlyDefines && isCalled({ function: within }, reach) === 'no');
}

/** A program without what does not run when the container starts. */
export function withoutIdle(reached: ReachedProgram, reach: Reach): ReachedProgram {
  const { program } = reached;
  const runs = ({ function: within = '' }: { readonly function?: string }): boolean => mayRun(within, reached, reach);
  const [calls, commands] = [program.calls.filter(runs), program.commands.filter(runs)];
  const isWhole = calls.length === program.calls.length && commands.length === program.commands.length;
  if (isWhole) return reached;
  const left = { ...program, calls, commands };
  whole.set(left, program);
  return { ...reached, program: left };
}

const used = new WeakMap<Reach, ReadonlySet<string>>();

/** What nearly every program calls the function that it begins with. */
const first = 'main';

/** A name that a file gives to a function or class of its own: it is no other file's where this file uses it. */
const ownName = (path: string, name: string): string => `${path}\0${name}`;

/** Names that stand in what may run: on the level of a file, then in the functions and classes that these names are of, and so on. */
function namesInUse(reach: Reach): ReadonlySet<string> {
  const known = used.get(reach);
  if (known !== undefined) return known;
  const names = new Set<string>();
  const waiting = new Map<string, ReadonlySet<string>[]>();
  const use = (given: Iterable<string>): void => {
    const open = [...given];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (names.has(name)) continue;
      names.add(name);
      for (const inside of waiting.get(name) ?? []) for (const each of inside) open.push(each);
      waiting.delete(name);
    }
  };
  const programs = reach.programs.filter(({ class: kind }) => kind !== 'built');
  for (const { program } of programs) {
    const plain = plainClasses(program);
    for (const [within, inside] of ownNames(program))
      if (within === '' || within === belowMain) use(inside);
      else
        for (const name of [starterOf(within, plain), ownName(program.path, starterOf(within, plain))]) {
          const others = waiting.get(name);
          if (names.has(name)) use(inside);
          else if (others === undefined) waiting.set(name, [inside]);
          else others.push(inside);
        }
  }
  use(wordsOf(withoutFiles(reach.start?.text ?? '')));
  for (const each of programs) use(namedOtherwise(each));
  used.set(reach, names);
  return names;
}

/** The names that a program uses, by where; its own first function is told from those of other files. */
function ownNames(program: ProgramFacts): readonly (readonly [string, ReadonlySet<string>])[] {
  const { path, functions, calls, namesBy = new Map<string, ReadonlySet<string>>() } = program;
  // Nearly every program calls its first function so; `other.main()` is the one of another file.
  const isOwn =
    functions.some(({ name }) => name === first) &&
    !calls.some(({ callee, file }) => lastName(callee) === first && (callee !== first || (file ?? path) !== path));
  return [...namesBy].map(([within, inside]) => [
    within,
    isOwn && inside.has(first) ? new Set([...inside, ownName(path, first)].filter((name) => name !== first)) : inside,
  ]);
}

/** Names of functions that a program has in texts and commands, or that something outside of it looks for. */
function namedOtherwise({ program, entry }: ReachedProgram): readonly string[] {
  return [
    ...(program.namesBy === undefined ? program.names : []),
    ...wordsOf(entry ?? ''),
    ...program.texts.flatMap(({ text }) => (/^[\w.:]{1,200}$/.test(text) ? wordsOf(text) : [])),
    ...program.commands.flatMap(({ words }) => words.flatMap((word) => wordsOf(withoutFiles(word)))),
    ...program.functions
      .filter(({ name, isDecorated }) => isDecorated === true || byCustom.test(name))
      .map(({ name }) => topOf(name)),
  ];
}

/** `main.py` names a file, and no function. */
const withoutFiles = (text: string): string =>
  text
    .split(/[^\w.]+/)
    .filter((word) => !/\.(?:py|sh|R)$/.test(word))
    .join(' ');

function wordsOf(text: string): readonly string[] {
  return text.match(/\w+/g) ?? [];
}

function topOf(name: string): string {
  return /^[^.]*/.exec(name)?.[0] ?? name;
}

const findingByText = new WeakMap<Reach, boolean>();

function findsByText(reach: Reach): boolean {
  const known = findingByText.get(reach);
  if (known !== undefined) return known;
  const found = reach.programs.some(
    ({ program, class: kind }) =>
      kind !== 'built' &&
      (program.dynamic !== undefined ||
        program.names.has('__dict__') ||
        program.calls.some(({ callee }) => byText.test(callee))),
  );
  findingByText.set(reach, found);
  return found;
}

/** Names that any program uses, and those of what is decorated, which may be called for that. */
function usedNames(reach: Reach): ReadonlySet<string> {
  return once(reach, 'names', () => {
    const decorated = reach.programs.flatMap(({ program }) =>
      program.functions.flatMap(({ name, isDecorated }) => (isDecorated === true ? [lastName(name)] : [])),
    );
    return new Set([...reach.programs.flatMap(({ program }) => [...program.names]), ...decorated]);
  });
}

/** Names of functions that the programs of an image call, beginning with what stands outside of functions, and with handlers where they are asked. */
function calledNames(reach: Reach, isAsked: boolean): ReadonlySet<string> {
  const names = new Set<string>();
  // By what makes the function run that they stand in: each function is come by once, in whatever order they stand.
  const waiting = new Map<string, Map<string, Call[]>>();
  for (const { program, entry, class: kind } of reach.programs) {
    if (kind === 'built') continue;
    if (entry !== undefined && entry !== '') names.add(lastName(entry));
    for (const { name, isHandler } of program.functions) if (isAsked && isHandler === true) names.add(lastName(name));
    for (const call of program.calls) {
      if (call.function === '') addNames(call, names);
      else wait(waiting, call);
    }
  }
  // A set is gone through with what is added meanwhile.
  for (const name of names) {
    const found = waiting.get(name);
    waiting.delete(name);
    for (const calls of found?.values() ?? []) for (const call of calls) addNames(call, names);
  }
  return names;
}

function wait(waiting: Map<string, Map<string, Call[]>>, call: Call): void {
  for (const name of startersOf(call.function)) {
    const byFunction = waiting.get(name) ?? new Map<string, Call[]>();
    waiting.set(name, byFunction);
    const known = byFunction.get(call.function);
    if (known === undefined) byFunction.set(call.function, [call]);
    else known.push(call);
  }
}

/** What is called, and functions that are handed on: `Thread(target=work)`. */
function addNames({ callee, positional, named }: Call, names: Set<string>): void {
  names.add(lastName(callee));
  for (const value of [...positional, ...named.values()].flatMap(choicesOf))
    if (value.kind === 'symbol' && value.file !== undefined) names.add(lastName(value.name));
}

/** Names of which each makes a function run. A method of its own accord (`__init__`, `__call__`) runs when its class is used. */
function startersOf(within: string): readonly string[] {
  const parts = within.split('.');
  const [name = '', owner] = [parts.at(-1), parts.at(-2)];
  return name.startsWith('__') && owner !== undefined ? [name, owner] : [name];
}

function lastName(name: string): string {
  return name
    .slice(name.lastIndexOf('.') + 1)
    .replace(/\(\)$/, '')
    .replace(/^.*::/, '');
}
