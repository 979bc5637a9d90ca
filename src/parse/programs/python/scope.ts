import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import type { Assigned, Range } from '../reaching.ts';

/** One of the things that a name may stand for in a scope; `where` it is assigned tells which of them it can be at a place. */
export type Binding =
  | { readonly kind: 'import'; readonly module: string; readonly member?: string; readonly from: RawImport }
  | { readonly kind: 'value'; readonly node: SyntaxNode; readonly where?: Where }
  /** An element of what the node gives: `a, b = node`, `for a in node`. `at` is absent for any element. */
  | { readonly kind: 'item'; readonly node: SyntaxNode; readonly at?: number; readonly where?: Where }
  | {
      readonly kind: 'parameter';
      readonly at: number;
      readonly name: string;
      readonly otherwise?: SyntaxNode;
      readonly gathers?: boolean;
      /** The name that its annotation is. */
      readonly type?: string;
    }
  | { readonly kind: 'definition'; readonly scope: Scope }
  | { readonly kind: 'other'; readonly where?: Where };

/** Where an assignment stands. */
export interface Where extends Assigned {
  /** Below `if __name__ == "__main__"`. */
  readonly onlyWhenStarted?: true;
  /** Below `if x is None`, where it is x that is assigned. */
  readonly whenNone?: true;
  /** The comprehension that the name is of: nothing outside of it sees that. */
  readonly within?: Range;
}

export function whereOf(binding: Binding): Where | undefined {
  return 'where' in binding ? binding.where : undefined;
}

export interface Scope {
  readonly kind: 'module' | 'function' | 'class';
  /** `Class.method`; empty for the module. */
  readonly name: string;
  readonly node: SyntaxNode;
  readonly parent?: Scope;
  readonly names: Map<string, Binding[]>;
  /** Of a class: what its methods assign to `self`; the last one has no node where there is more than is kept. */
  readonly attributes: Map<string, { readonly node?: SyntaxNode; readonly scope: Scope }[]>;
  /** Of a function: what it returns. */
  readonly returns: SyntaxNode[];
  /** Its decorators: `click.option(...)`, `property`. */
  readonly decorators: readonly SyntaxNode[];
  /** Of a class: what it inherits from. */
  readonly bases: readonly SyntaxNode[];
  /** Of a function: names that it gives to the module (`global x`). */
  readonly globals: Set<string>;
}

/** An import as it is written. */
export interface RawImport {
  /** Without the leading dots. */
  readonly name: string;
  /** Number of leading dots. */
  readonly level: number;
  /** Names after `from x import`; `*` for all; empty for `import x`. */
  readonly members: readonly string[];
  readonly at: number;
  readonly scope: Scope;
  /** Below `try` with an `except`. */
  readonly isTried?: true;
  /** Below `if`, `while`, `except` or in a case. */
  readonly isConditional?: true;
  /** Below `if __name__ == "__main__"`. */
  readonly onlyWhenStarted?: true;
}

/** The function that a place stands in, as a fact has it. */
export function functionOf({ kind, name }: Scope): { readonly function?: string } {
  return kind === 'function' && name !== '' ? { function: name } : {};
}

/** The function in which what stands in a scope runs; the body of a class runs where the class is defined. */
export function runsIn(scope: Scope): string {
  let own: Scope | undefined = scope;
  while (own?.kind === 'class') own = own.parent;
  return own?.name ?? '';
}

export interface CallSite {
  readonly node: SyntaxNode;
  readonly scope: Scope;
  /** Below `if __name__ == "__main__"`. */
  readonly onlyWhenStarted: boolean;
  /** Below `try` with an `except`. */
  readonly isTried?: true;
  /** Below `if`, `while`, `except` or in a case, within its function. */
  readonly isConditional?: true;
  /** Below `if sys.stdin.isatty()`. */
  readonly inSession?: true;
  /** As of a call. */
  readonly isDemanded?: true;
}

export function openScope(
  kind: Scope['kind'],
  name: string,
  node: SyntaxNode,
  more: {
    readonly parent?: Scope;
    readonly decorators?: readonly SyntaxNode[];
    readonly bases?: readonly SyntaxNode[];
  } = {},
): Scope {
  return {
    kind,
    name,
    node,
    names: new Map(),
    attributes: new Map(),
    returns: [],
    decorators: more.decorators ?? [],
    bases: more.bases ?? [],
    globals: new Set(),
    ...(more.parent === undefined ? {} : { parent: more.parent }),
  };
}

/** Things that one name is kept to stand for. */
const mostBindings = 20;

export function bind(scope: Scope, name: string, binding: Binding): void {
  if (!scope.globals.has(name)) keep(scope.names, name, binding, { kind: 'other' });
  // Where a function stands does not tell when it runs.
  else if (binding.kind === 'value')
    keep(moduleOf(scope).names, name, { kind: 'value', node: binding.node }, { kind: 'other' });
  else keep(moduleOf(scope).names, name, binding, { kind: 'other' });
}

function moduleOf(scope: Scope): Scope {
  let module = scope;
  while (module.parent !== undefined) module = module.parent;
  return module;
}

/** Keeps one more thing of a name; where there are many, `more` once in place of all that follow. */
export function keep<T>(all: Map<string, T[]>, name: string, each: T, more: T): void {
  const known = all.get(name);
  if (known === undefined) all.set(name, [each]);
  else if (known.length <= mostBindings) known.push(known.length === mostBindings ? more : each);
}

/** What a name stands for, seen from a scope: the bindings of the nearest scope that has some. Names of a class are not seen by its methods. */
export function lookUp(
  from: Scope,
  name: string,
): { readonly bindings: readonly Binding[]; readonly scope: Scope } | undefined {
  for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.parent) {
    if (scope.kind === 'class' && scope !== from) continue;
    const bindings = scope.names.get(name);
    if (bindings !== undefined) return { bindings, scope };
  }
  return undefined;
}

export function childIn(node: SyntaxNode, field: string): SyntaxNode | undefined {
  return node.children.find((child) => child.field === field);
}

export function childrenIn(node: SyntaxNode, field: string): readonly SyntaxNode[] {
  return node.children.filter((child) => child.field === field);
}

/** What a call calls. Of `*f(x)` the grammar has the star within it. */
export function calleeOf(call: SyntaxNode): SyntaxNode | undefined {
  const callee = childIn(call, 'function');
  return callee?.kind.endsWith('splat') === true ? callee.children[0] : callee;
}

/** A statement that ends the program. */
const ending =
  /^(?:raise\b|(?:(?:sys|os)\.)?_?(?:exit|quit|abort)\s{0,4}\(|[\w.]{0,60}parser\.(?:error|exit)\s{0,4}\()/;
/** Characters of a condition that are looked through. */
const longestDemand = 300;

/** Whether a program ends where what a condition asks for is not so: `if not path.exists(): raise ...`, `if path.exists(): ... else: sys.exit(1)`. */
export function isDemand(node: SyntaxNode, text: string): boolean {
  const condition = childIn(node, 'condition');
  if (condition === undefined || condition.end - condition.start > longestDemand) return false;
  const asked = text.slice(condition.start, condition.end).replace(/^\(+/, '');
  const isNegative = !/\band\b/.test(asked) && asked.split(/\bor\b/).every((each) => /^\s*not\b/.test(each));
  if (isNegative) return endsIn(childIn(node, 'consequence'), text);
  const otherwise = node.children.filter(({ kind }) => kind === 'else_clause').at(-1);
  return !/\b(?:or|not)\b/.test(asked) && endsIn(otherwise?.children.at(-1), text);
}

function endsIn(block: SyntaxNode | undefined, text: string): boolean {
  const last = block?.children.at(-1);
  return last !== undefined && ending.test(text.slice(last.start, Math.min(last.end, last.start + 100)));
}
