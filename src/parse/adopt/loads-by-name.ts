import type { Call, ProgramFacts } from '../../model/programs/program-facts.ts';
import { choicesOf, startOf, textOf, type Value } from '../../model/programs/value.ts';
import { scriptsAround } from '../reach/scripts-by-path.ts';

/** How a program loads modules by a name that it computes. */
const byName = /^(?:importlib\.import_module|__import__)$/;
/** How it runs files that nothing tells. */
const byPath = /^(?:exec|execfile|importlib\.util\.spec_from_file_location)$/;

/** More names than this of one program are none that a person wrote. */
const mostNames = 40;
/** Folders above a program beyond which no package is looked for. */
const deepest = 12;

/**
 * The programs that one of Python may load by names that it computes, where these say in which package of the repository they lie
 * (`importlib.import_module(f"steps.{name}")`, `load("steps." + name)`): all of that package, and those beside it where a name says nothing.
 * Nothing where no name says so: then it may be any.
 */
export function loadsByName(program: ProgramFacts, paths: ReadonlySet<string>): readonly string[] | undefined {
  const { calls, language, path, unread } = program;
  if (language !== 'python' || unread !== undefined || calls.some(({ callee }) => byPath.test(callee)))
    return undefined;
  const names = calls
    .filter((call) => isComputed(call))
    .flatMap(({ positional: [first] }) => choicesOf(first))
    .slice(0, mostNames);
  const wanted = names.flatMap((name) => wantedBy(name) ?? []);
  if (wanted.length === 0) return undefined;
  const found = wanted.flatMap((each) => filesOf(each, path, paths));
  const beside = wanted.length === names.length ? [] : scriptsAround(program, paths);
  return [...new Set([...found, ...beside])].filter((each) => each !== path);
}

function isComputed({ callee, positional: [first] }: Call): boolean {
  return byName.test(callee) && textOf(first) === undefined;
}

/** `steps/` of `steps.` and whatever follows; `steps/fit` of a name that is known. */
function wantedBy(name: Value): string | undefined {
  const start = startOf(name);
  const known = textOf(name) ?? start.slice(0, start.lastIndexOf('.') + 1);
  return /^\w[\w.]{0,250}$/.test(known) ? known.replaceAll('.', '/') : undefined;
}

/** Of a library, none. */
function filesOf(wanted: string, by: string, paths: ReadonlySet<string>): readonly string[] {
  const folders = by.split('/', deepest).slice(0, -1);
  const roots = ['', ...folders.map((_part, at) => `${folders.slice(0, at + 1).join('/')}/`)].toReversed();
  const all = [...paths];
  const root = roots.find((each) => all.some((path) => isWanted(path, `${each}${wanted}`)));
  return root === undefined ? [] : all.filter((path) => isWanted(path, `${root}${wanted}`));
}

/** Whether a file is the module, or lies in the package. */
function isWanted(path: string, at: string): boolean {
  return path === `${at}.py` || (path.endsWith('.py') && path.startsWith(at.endsWith('/') ? at : `${at}/`));
}
