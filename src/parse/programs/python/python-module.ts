import type { Syntax, SyntaxNode } from '../../../model/programs/syntax.ts';
import type { Value } from '../../../model/programs/value.ts';
import { lineFinder, type ProgramText } from '../program-text.ts';
import { collect, type Collected } from './collect.ts';
import type { FileIndex } from './locate-module.ts';
import { childIn, type CallSite, type Scope, calleeOf } from './scope.ts';

/** Characters of the name of a module: each package above it is looked for, and no path of a file is as long. */
export const longestImport = 255;

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
  readonly index: FileIndex;
  /** The file of the project that an import from `from` means; `folder` for a package without `__init__.py`. */
  locate(from: string, name: string, level: number): { readonly file?: string; readonly folder?: string } | undefined;
  module(path: string): PythonModule | undefined;
  /** What a file of the project says that a program reads its settings from. */
  settings(from: string, path: Value | undefined): Value | undefined;
  /** Calls of something with this last name, in all modules. */
  callsOf(name: string): readonly (CallSite & { readonly module: PythonModule })[];
}

export function parsePython(
  path: string,
  program: ProgramText,
  syntax: Syntax,
): PythonModule | { readonly unread: string } {
  if (continuesTooOften(program.text))
    return { unread: `more than ${String(mostContinued)} lines in a row are nothing but a continuation` };
  const tree = syntax.parse('python', program.text);
  if ('unread' in tree) return tree;
  const lineOf = lineFinder(program);
  const odd = findOddName(tree.root, program.text);
  if (odd !== undefined)
    return { unread: `line ${String(lineOf(odd))} has a name in letters that Python takes for others (NFKC)` };
  const collected = collect(tree.root, program.text);
  if (collected.imports.some(({ name }) => name.length > longestImport))
    return { unread: `it imports a name of more than ${String(longestImport)} characters` };
  const broken = tree.broken ?? collected.former;
  return { path, text: program.text, lineOf, ...(broken === undefined ? {} : { broken }), ...collected };
}

/** Where a name stands that Python compares in another spelling than it is written in: `ｒequests` is `requests`. */
function findOddName(root: SyntaxNode, text: string): number | undefined {
  if (!/[^\0-\u007F]/.test(text) || text.normalize('NFKC') === text) return undefined;
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const name = node.kind === 'identifier' ? text.slice(node.start, node.end) : '';
    if (name.normalize('NFKC') !== name) return node.start;
    for (const child of node.children) open.push(child);
  }
  return undefined;
}

/** Lines of only a backslash, beyond which the parser, which looks ahead over all of them at each, is not asked. */
const mostContinued = 200;

function continuesTooOften(written: string): boolean {
  const text = written.replaceAll('\r\n', '\n');
  let inARow = 0;
  for (let at = text.indexOf('\\\n'); at >= 0;) {
    const next = text.indexOf('\\\n', at + 2);
    inARow = next >= 0 && text.slice(at + 2, Math.min(next, at + 1000)).trim() === '' ? inARow + 1 : 0;
    if (inARow > mostContinued) return true;
    at = next;
  }
  return false;
}

/** The last name of what a call calls: `get` of `requests.get(...)`. */
export function lastNameOf(call: SyntaxNode, text: string): string | undefined {
  const callee = calleeOf(call);
  if (callee === undefined) return undefined;
  const named = callee.kind === 'attribute' ? childIn(callee, 'attribute') : callee;
  return named?.kind === 'identifier' ? text.slice(named.start, named.end) : undefined;
}
