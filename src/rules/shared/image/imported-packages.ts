import {
  juliaStandard,
  packageLoaders,
  pythonPackages,
  pythonStandard,
  rStandard,
} from '../../../catalog/adopt/libraries.ts';
import type { Import } from '../../../model/programs/program-facts.ts';
import type { Reach, ReachedProgram } from '../../../model/programs/reach.ts';
import { textOf } from '../../../model/programs/value.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { foldName } from '../../../shared/fold-name.ts';
import { linesOf } from '../lines-of.ts';
import { once } from '../once.ts';
import { isCalled } from '../reach/is-called.ts';
import { isComeBy } from '../reach/run-order.ts';

/** A library that a program imports, by the name of its package. */
export interface ImportedPackage {
  readonly module: string;
  readonly name: string;
  readonly line: number;
}

/**
 * What a program imports of others, or loads by the name of a package, wherever it is seen to come by: not what it tries. `not followed`: what it
 * imports on a condition, or in a function of which nobody sees that it is called.
 */
export function importedPackages(
  reached: ReachedProgram,
  { byPath, files }: ProjectFacts,
  reach: Reach | undefined,
  which: 'come by' | 'not followed' = 'come by',
): readonly ImportedPackage[] {
  const { path, language, calls, imports } = reached.program;
  if (language === 'shell') return [];
  const lines = linesOf(byPath.get(path)) ?? [];
  const own = once(files, 'its own modules', () => new Set(files.flatMap((file) => moduleOf(file.path) ?? [])));
  const loaded = calls.flatMap((call) => {
    const module = textOf(call.positional[0]) ?? '';
    const isPackage = call.isTried !== true && packageLoaders.get(call.callee)?.test(module) === true;
    return isPackage && !own.has(module) ? [{ module, name: foldName(module), line: call.line }] : [];
  });
  const imported = imports.flatMap((each) => {
    const { name, files: targets, line } = each;
    const module = (language === 'r' ? name.split('::') : name.split('.'))[0] ?? '';
    const isLibrary = targets.length === 0 && module !== '' && !/[/\\]|^\.+$|\.(?:[Rr]|[Rrq]md|Rnw|jl)$/.test(name);
    if (!isLibrary || own.has(module) || isStandard(module, language)) return [];
    if (isSure(each, reached, reach) !== (which === 'come by') || each.isTried === true) return [];
    // After `except ImportError` stands what takes the place of what was tried.
    const isOther = imports.some(({ isTried, line: at }) => isTried === true && at < line && line - at <= 10);
    if (which === 'not followed' && isOther) return [];
    // `if (requireNamespace("x")) x::f()`
    if (language === 'r' && lines[line - 1]?.includes('requireNamespace') === true) return [];
    const packageName = language === 'python' ? (pythonPackages.get(module) ?? module) : module;
    return [{ module, name: foldName(packageName), line }];
  });
  return which === 'come by' ? [...imported, ...loaded] : imported;
}

/** Whether the program comes by an import and ends where it fails. */
function isSure(
  { isTried, isConditional, function: within = '' }: Import,
  { program: { path, language } }: ReachedProgram,
  reach: Reach | undefined,
): boolean {
  if (isTried === true || isConditional === true) return false;
  if (within === '' || reach === undefined) return within === '';
  return language === 'python' ? isComeBy(path, within, reach) : isCalled({ function: within }, reach) === 'yes';
}

/** Name by which Python could import a file: its own, or that of its folder. */
export function moduleOf(path: string): string | undefined {
  const names = path.split('/');
  const file = names.at(-1) ?? '';
  if (!file.endsWith('.py')) return undefined;
  return file === '__init__.py' ? names.at(-2) : file.slice(0, -'.py'.length);
}

function isStandard(module: string, language: string): boolean {
  return { python: pythonStandard, r: rStandard, julia: juliaStandard }[language]?.has(module) === true;
}

/** `python -m spacy download en_core_web_sm` installs a model as a package of its name. */
export function spacyModels({ words }: ShellCommand): readonly string[] {
  const at = words.indexOf('download');
  if (words[at - 1] !== 'spacy') return [];
  return words.slice(at + 1).flatMap((word) => (word.startsWith('-') ? [] : [foldName(word.replace(/-\d.*$/s, ''))]));
}
