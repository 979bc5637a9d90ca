import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import { absentIn, intoNode, loopOf, NameCollector, type Context } from './collect-names.ts';
import { bind, childIn, childrenIn, isDemand, openScope, type CallSite, type RawImport, type Scope } from './scope.ts';

/** What stands in a Python text, nothing evaluated yet. */
export interface Collected {
  readonly module: Scope;
  readonly scopes: readonly Scope[];
  /** The first function or class of each name. */
  readonly definitions: ReadonlyMap<string, Scope>;
  readonly calls: readonly CallSite[];
  readonly imports: readonly RawImport[];
  readonly texts: readonly { readonly node: SyntaxNode; readonly scope: Scope; readonly onlyWhenStarted?: true }[];
  readonly names: ReadonlySet<string>;
  /** Where the first statement stands that only Python 2 has. */
  readonly former?: number;
  readonly namesBy: ReadonlyMap<string, ReadonlySet<string>>;
  /** Assignments to an element: `os.environ["X"] = value`. */
  readonly elements: readonly { readonly target: SyntaxNode; readonly value: SyntaxNode; readonly scope: Scope }[];
}

/** Walks the tree once and notes scopes, names, calls, imports and texts. */
export function collect(root: SyntaxNode, text: string): Collected {
  return new Collector(text).collect(root);
}

class Collector extends NameCollector {
  private readonly scopes: Scope[] = [];
  private readonly calls: CallSite[] = [];
  private readonly texts: { node: SyntaxNode; scope: Scope; onlyWhenStarted?: true }[] = [];
  private former: number | undefined;

  collect(root: SyntaxNode): Collected {
    // The tree is not kept whole: of imports, for one, nothing is asked later.
    const module = openScope('module', '', { ...root, children: [] });
    this.scopes.push(module);
    this.visitAll(root.children, { scope: module, onlyWhenStarted: false });
    const { scopes, calls, imports, texts, names, namesBy, elements } = this;
    const definitions = new Map(
      scopes.flatMap((scope) => (scope.kind === 'module' ? [] : [[scope.name, scope] as const])).toReversed(),
    );
    const former = this.former === undefined ? {} : { former: this.former };
    return { module, scopes, definitions, calls, imports, texts, names, namesBy, elements, ...former };
  }

  protected visit(node: SyntaxNode, context: Context): void {
    const handler = handlers[node.kind];
    if (conditional.has(node.kind))
      this.visitAll(node.children, { ...context, isConditional: true, ...loopOf(node, context) });
    else if (node.kind === 'block') this.visitAll(node.children, { ...context, block: node });
    else if (handler === undefined) this.visitAll(node.children, intoNode(node, context));
    else this[handler](node, context);
  }

  /** A text that is a statement of its own explains something. */
  protected statement(node: SyntaxNode, context: Context): void {
    for (const child of node.children)
      if (child.kind !== 'string' && child.kind !== 'concatenated_string') this.visit(child, context);
  }

  protected string(node: SyntaxNode, context: Context): void {
    const { scope, onlyWhenStarted } = context;
    this.texts.push({ node, scope, ...(onlyWhenStarted && { onlyWhenStarted }) });
    this.visitAll(
      node.children.filter(({ kind }) => kind === 'interpolation'),
      context,
    );
  }

  /** `print "x"` and `exec code`, which the grammar still knows. */
  protected formerStatement(node: SyntaxNode, context: Context): void {
    this.former ??= node.start;
    this.visitAll(node.children, context);
  }

  protected keyword(node: SyntaxNode, context: Context): void {
    const value = childIn(node, 'value');
    if (value !== undefined) this.visit(value, context);
  }

  protected call(node: SyntaxNode, context: Context): void {
    const { block: _, loop: __, none: ___, comprehension: ____, ...site } = context;
    this.calls.push({ node, ...site });
    this.visitAll(node.children, context);
  }

  protected condition(node: SyntaxNode, context: Context): void {
    const condition = childIn(node, 'condition');
    const asked = condition === undefined ? '' : this.source(condition);
    const isGuard =
      context.scope.kind === 'module' &&
      /^\(*\s*(?:__name__\s*==\s*["']__main__["']|["']__main__["']\s*==\s*__name__)/.test(asked);
    const isDead = /^\(*\s*(?:(?:\w+\.)?TYPE_CHECKING\b|(?:False|0)\s*\)*$)/.test(asked);
    const isAtTerminal = /^\(*\s*(?:sys\.)?stdin\.isatty\(\)\s*\)*$/.test(asked);
    const otherwise: Context = { ...context, isConditional: true };
    const asking: Context = isDemand(node, this.text) ? { ...context, isDemanded: true } : context;
    const inside: Context = {
      ...(isGuard ? { ...context, onlyWhenStarted: true } : otherwise),
      ...(isAtTerminal ? { inSession: true } : {}),
      ...absentIn(asked),
    };
    for (const child of node.children)
      // What only a type checker reads, and what stands below `if False`, never runs.
      if (!isDead || child.field !== 'consequence')
        this.visit(child, child.field === 'consequence' ? inside : child.field === 'condition' ? asking : otherwise);
  }

  protected decorated(node: SyntaxNode, context: Context): void {
    const decorators = node.children.filter(({ kind }) => kind === 'decorator');
    this.visitAll(decorators, context);
    const definition = childIn(node, 'definition');
    const given = decorators.flatMap(({ children }) => children);
    if (definition?.kind === 'function_definition') this.function(definition, context, given);
    else if (definition !== undefined) this.classDefinition(definition, context, given);
  }

  protected function(node: SyntaxNode, context: Context, decorators: readonly SyntaxNode[] = []): void {
    const name = this.source(childIn(node, 'name') ?? node);
    const { scope: parent } = context;
    const scope = openScope('function', parent.name === '' ? name : `${parent.name}.${name}`, node, {
      parent,
      decorators,
    });
    this.scopes.push(scope);
    bind(parent, name, { kind: 'definition', scope });
    this.parameters(childIn(node, 'parameters')?.children ?? [], scope, context);
    // Whether the function runs is another matter.
    const { isConditional: _, block: __, loop: ___, ...plain } = context;
    this.visitAll(childIn(node, 'body')?.children ?? [], { ...plain, scope });
  }

  protected global({ children }: SyntaxNode, { scope }: Context): void {
    for (const each of children) if (each.kind === 'identifier') scope.globals.add(this.source(each));
  }

  protected lambda(node: SyntaxNode, context: Context): void {
    const scope = openScope('function', context.scope.name, node, { parent: context.scope });
    this.parameters(childIn(node, 'parameters')?.children ?? [], scope, context);
    this.visitAll(childrenIn(node, 'body'), { ...context, scope });
  }

  private parameters(nodes: readonly SyntaxNode[], scope: Scope, context: Context): void {
    let at = 0;
    for (const node of nodes) {
      if (node.kind.endsWith('separator')) continue;
      const named = node.kind === 'identifier' ? node : (childIn(node, 'name') ?? node.children[0]);
      const otherwise = childIn(node, 'value');
      const type = typeIn(this.text.slice(node.start, Math.min(node.end, node.start + longestType)));
      const gathers = /splat/.test(node.kind) || named?.kind !== 'identifier';
      const name = named === undefined ? '' : this.source(named).replace(/^\*+/, '');
      bind(scope, name, {
        kind: 'parameter',
        at,
        name,
        ...(otherwise === undefined ? {} : { otherwise }),
        ...(gathers ? { gathers } : {}),
        ...(type === undefined ? {} : { type }),
      });
      if (otherwise !== undefined) this.visit(otherwise, context);
      at += 1;
    }
  }

  protected classDefinition(node: SyntaxNode, context: Context, decorators: readonly SyntaxNode[] = []): void {
    const name = this.source(childIn(node, 'name') ?? node);
    const { scope: parent } = context;
    const bases = childIn(node, 'superclasses')?.children ?? [];
    const scope = openScope('class', parent.name === '' ? name : `${parent.name}.${name}`, node, {
      parent,
      bases,
      decorators,
    });
    this.scopes.push(scope);
    bind(parent, name, { kind: 'definition', scope });
    this.visitAll(bases, context);
    this.visitAll(childIn(node, 'body')?.children ?? [], { ...context, scope });
  }

  protected returned(node: SyntaxNode, context: Context): void {
    const [value] = node.children;
    if (value !== undefined) context.scope.returns.push(value);
    this.visitAll(node.children, context);
  }
}

/** What runs only where a condition holds, or something has failed. */
const conditional: ReadonlySet<string> = new Set([
  'while_statement',
  'case_clause',
  'except_clause',
  'except_group_clause',
]);

/** Characters that are looked through for the type of a parameter. */
const longestType = 200;

/** The one name that an annotation is. Types are no nodes here. */
function typeIn(written: string): string | undefined {
  return /^\w+\s*:\s*(\w+)\s*(?:=|$)/.exec(written)?.[1];
}

type Handler =
  | 'statement'
  | 'string'
  | 'identifier'
  | 'keyword'
  | 'formerStatement'
  | 'call'
  | 'condition'
  | 'importNames'
  | 'importFrom'
  | 'decorated'
  | 'tried'
  | 'managed'
  | 'function'
  | 'lambda'
  | 'classDefinition'
  | 'assignment'
  | 'augmented'
  | 'loop'
  | 'alias'
  | 'returned'
  | 'global';

const handlers: Readonly<Record<string, Handler>> = Object.assign(Object.create(null) as Record<string, Handler>, {
  expression_statement: 'statement',
  string: 'string',
  identifier: 'identifier',
  print_statement: 'formerStatement',
  exec_statement: 'formerStatement',
  keyword_argument: 'keyword',
  call: 'call',
  if_statement: 'condition',
  import_statement: 'importNames',
  import_from_statement: 'importFrom',
  decorated_definition: 'decorated',
  try_statement: 'tried',
  with_statement: 'managed',
  function_definition: 'function',
  lambda: 'lambda',
  class_definition: 'classDefinition',
  assignment: 'assignment',
  named_expression: 'assignment',
  augmented_assignment: 'augmented',
  for_statement: 'loop',
  for_in_clause: 'loop',
  as_pattern: 'alias',
  return_statement: 'returned',
  global_statement: 'global',
} satisfies Record<string, Handler>);
