import type { Finding, Location } from '../../../model/check/rule.ts';
import type { Import, ProgramFacts } from '../../../model/programs/program-facts.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { juliaStandard } from '../../../catalog/adopt/libraries.ts';
import { pathFrom } from '../../../parse/programs/locate-script.ts';
import { groupBy } from '../../../shared/group-by.ts';
import { nearestWord } from '../../../shared/nearest-word.ts';
import { linesOf } from '../lines-of.ts';
import { once } from '../once.ts';
import type { Found } from '../reach/judge-reached.ts';

/** Modules that files of the project define, and where. */
export function ownModules({ files }: Pick<ProjectFacts, 'files'>): ReadonlyMap<string, readonly string[]> {
  return once(files, 'modules of Julia', () => {
    const defined = files.flatMap(({ path, text = '' }) =>
      path.endsWith('.jl') ? modulesOf(text).map((name) => ({ name, path })) : [],
    );
    return new Map(
      [...groupBy(defined, ({ name }) => name)].map(([name, each]) => [name, each.map(({ path }) => path)]),
    );
  });
}

function modulesOf(text: string): readonly string[] {
  return [...text.matchAll(/^[ \t]*(?:bare)?module[ \t]+(\w+)/gm)].flatMap(([, name]) => name ?? []);
}

/** Each is looked at with all that it includes. */
const mostPrograms = 500;

/** Modules of Base that every program has by their names. */
const ofBase = new Set(
  'Base Broadcast Checked Core Docs GC Iterators Libc Main MathConstants Meta StackTraces Sys Threads'.split(' '),
);

/** `using .Model` where no file that the process loads defines that module: it ends there. `open`: a package may bring it. */
export function findUndefinedModules(
  { program, class: kind }: ReachedProgram,
  reach: Reach,
  facts: ProjectFacts,
): { readonly found: readonly Found[]; readonly open: readonly Found[] } {
  const asked = program.imports.filter(
    (each) => /^\.+\w+(?:\.\w+)*$/.test(each.name) && !each.name.endsWith('.jl') && isSure(each),
  );
  if (program.language !== 'julia' || kind !== 'started' || reach.programs.length > mostPrograms || asked.length === 0)
    return { found: [], open: [] };
  const loaded = loadedBeside(program, reach);
  if (loaded.some(isOpen)) return { found: [], open: [] };
  const texts = loaded.map(({ path }) => (linesOf(facts.byPath.get(path)) ?? []).join('\n'));
  const defined = new Set(texts.flatMap(modulesOf));
  const found: Found[] = [];
  const open: Found[] = [];
  for (const { name, line } of asked) {
    const [module = ''] = /\w+/.exec(name) ?? [];
    if (module === '' || defined.has(module) || ofBase.has(module) || isNamed(module, loaded, texts)) continue;
    const others = ownModules(facts).get(module) ?? [];
    const near = nearestWord(module, new Set([...defined, ...ownModules(facts).keys()]));
    const message = `uses ${name}, and no file that is loaded defines a module ${module}`;
    if (others.length > 0)
      found.push({
        message: `${message}: ${others.join(', ')} does`,
        line,
        fix: `write ${includeOf(program, others)} above it`,
      });
    else {
      const fix =
        near === undefined
          ? 'include() the file that defines it above, or take the line out'
          : `did you mean .${near}? Else include() the file that defines it above`;
      (loaded.every(isOwn) || near !== undefined ? found : open).push({ message, line, fix });
    }
  }
  return { found, open };
}

function isSure({ isTried, isConditional, function: within = '' }: Import): boolean {
  return isTried !== true && isConditional !== true && within === '';
}

/** Whether it may define more than its text shows. */
function isOpen({ dynamic, unread, broken, calls, imports }: ProgramFacts): boolean {
  return (
    dynamic !== undefined ||
    unread !== undefined ||
    broken !== undefined ||
    calls.some(({ callee }) => /(?:^|\.)(?:@?eval|include_string|includet|evalfile)$/.test(callee)) ||
    imports.some(({ name, files }) => name.endsWith('.jl') && files.length === 0)
  );
}

/** Nothing but its own files and what comes with Julia. */
function isOwn({ imports }: ProgramFacts): boolean {
  return imports.every(
    ({ name, files }) => files.length > 0 || name.startsWith('.') || juliaStandard.has(name.split('.', 1)[0] ?? ''),
  );
}

/** A name that is given otherwise: `import DataFrames`, `const Model = ...`. */
function isNamed(module: string, loaded: readonly ProgramFacts[], texts: readonly string[]): boolean {
  return (
    loaded.some(({ imports }) =>
      imports.some(
        ({ name, members }) => members.includes(module) || (!name.startsWith('.') && name.split('.').at(-1) === module),
      ),
    ) || texts.some((text) => [`as ${module}`, `${module} =`, `${module}=`].some((each) => text.includes(each)))
  );
}

/** Programs of Julia that one process has loaded: those that include this one, and all that they include. */
function loadedBeside(program: ProgramFacts, reach: Reach): readonly ProgramFacts[] {
  const below = once(reach, 'what programs of Julia include', () => {
    const known = new Map(
      reach.programs.flatMap((each) => (each.program.language === 'julia' ? [[each.program.path, each.program]] : [])),
    );
    return new Map([...known].map(([path, each]) => [path, closureOf(each, known)]));
  });
  const around = [...below.values()].filter((set) => set.has(program));
  return [...new Set([program, ...around.flatMap((set) => [...set])])];
}

function closureOf(start: ProgramFacts, known: ReadonlyMap<string, ProgramFacts>): ReadonlySet<ProgramFacts> {
  const all = new Set([start]);
  // A set grows while it is walked.
  for (const { imports } of all)
    for (const { files } of imports)
      for (const file of files) {
        const each = known.get(file);
        if (each !== undefined) all.add(each);
      }
  return all;
}

function includeOf({ path }: ProgramFacts, files: readonly string[]): string {
  return files.map((file) => `include("${pathFrom(path, file)}")`).join(' or ');
}

/** A module of the project that a program loads as if it were a package: no installer has it. */
export function findOwnModule(
  { module, message, location }: { readonly module: string; readonly message: string; readonly location: Location },
  reached: ReachedProgram,
  facts: ProjectFacts,
): Finding | undefined {
  if (reached.program.language !== 'julia' || facts.files.some(({ text }) => text?.includes('LOAD_PATH') === true))
    return undefined;
  const files = ownModules(facts).get(module);
  if (files === undefined) return undefined;
  const reach = [...facts.reach.values()].find(({ programs }) => programs.includes(reached));
  const isLoaded = reach !== undefined && loadedBeside(reached.program, reach).some(({ path }) => files.includes(path));
  const include = isLoaded ? '' : `${includeOf(reached.program, files)} above it, and `;
  return {
    message: `${message}: it is the project's own module (${files.join(', ')}), and no package`,
    location,
    fix: `write ${include}using .${module}, with the dot`,
  };
}
