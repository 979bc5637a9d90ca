import type { Syntax, SyntaxNode } from '../../../model/programs/syntax.ts';
import { lineFinder, type ProgramText } from '../program-text.ts';
import { collect, type Collected } from './collect.ts';
import { childIn, type CallSite, type Scope } from './scope.ts';

/** A Python text that was parsed, nothing evaluated. */
export interface PythonModule extends Collected {
  readonly path: string;
  readonly text: string;
  readonly lineOf: (offset: number) => number;
  readonly broken?: number;
}

/** A place in a module from which names are looked up. */
export interface Place {
  readonly module: PythonModule;
  readonly scope: Scope;
}

/** The other modules of the project, as far as they were parsed. */
export interface PythonModules {
  /** The file of the project that an import from `from` means; `folder` for a package without `__init__.py`. */
  locate(from: string, name: string, level: number): { readonly file?: string; readonly folder?: string } | undefined;
  module(path: string): PythonModule | undefined;
  /** Calls of something with this last name, in all modules. */
  callsOf(name: string): readonly (CallSite & { readonly module: PythonModule })[];
}

export function parsePython(
  path: string,
  program: ProgramText,
  syntax: Syntax,
): PythonModule | { readonly unread: string } {
  const tree = syntax.parse('python', program.text);
  if ('unread' in tree) return tree;
  const lineOf = lineFinder(program);
  return {
    path,
    text: program.text,
    lineOf,
    ...(tree.broken === undefined ? {} : { broken: tree.broken }),
    ...collect(tree.root, program.text),
  };
}

/** The last name of what a call calls: `get` of `requests.get(...)`. */
export function lastNameOf(call: SyntaxNode, text: string): string | undefined {
  const callee = childIn(call, 'function');
  if (callee === undefined) return undefined;
  const named = callee.kind === 'attribute' ? childIn(callee, 'attribute') : callee;
  return named?.kind === 'identifier' ? text.slice(named.start, named.end) : undefined;
}
