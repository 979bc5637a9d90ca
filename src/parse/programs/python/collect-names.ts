import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import { belowMain } from '../../../model/programs/program-facts.ts';
import type { Range } from '../reaching.ts';
import { bind, childIn, childrenIn, keep, lookUp, type RawImport, runsIn, type Scope, type Where } from './scope.ts';

/** Where the walk is. */
export interface Context {
  readonly scope: Scope;
  readonly onlyWhenStarted: boolean;
  /** Below `try` with an `except`. */
  readonly isTried?: true;
  /** Below `if sys.stdin.isatty()`. */
  readonly inSession?: true;
  /** In a condition without which the program ends: `if not path.exists(): raise`. */
  readonly isDemanded?: true;
  /** Below `if`, `while`, `except` or in a case, within the function. */
  readonly isConditional?: true;
  /** The block of statements; absent on the level of the file or of the function. */
  readonly block?: Range;
  /** The outermost loop. */
  readonly loop?: Range;
  /** The name that has no value here: below `if x is None`. */
  readonly none?: string;
  /** The innermost comprehension. */
  readonly comprehension?: Range;
}

/** Where a statement stands. */
function whereIs({ start, end }: Range, { block, loop, onlyWhenStarted, none }: Context, name?: string): Where {
  return {
    start,
    end,
    ...(block && { block }),
    ...(loop && { loop }),
    ...(onlyWhenStarted && { onlyWhenStarted }),
    ...(none !== undefined && none === name && { whenNone: true }),
  };
}

/** Characters of a condition that asks for one name. */
const longestCondition = 200;

/** The name that has no value where a condition holds: `x is None`, `not x`. */
export function absentIn(condition: string): Pick<Context, 'none'> {
  const [, name, other] = /^\(?(?:not (\w+)|(\w+) (?:is|==) None)\)?$/.exec(condition.slice(0, longestCondition)) ?? [];
  const none = name ?? other;
  return none === undefined ? {} : { none };
}

/** The loop that a statement is, if none is around it. */
export function loopOf(node: SyntaxNode, { loop }: Context): Pick<Context, 'loop'> {
  return node.kind === 'while_statement' ? { loop: loop ?? node } : {};
}

/** What holds inside of a node that nothing else is told about. */
export function intoNode({ kind, start, end, children: [first] }: SyntaxNode, context: Context): Context {
  if (kind === 'assert_statement' && first?.kind !== 'boolean_operator') return { ...context, isDemanded: true };
  return /_comprehension$|^generator_expression$/.test(kind) ? { ...context, comprehension: { start, end } } : context;
}

/** Characters of the head of a `with` that are looked through. */
const longestHead = 200;

/** When what stands somewhere runs, as an import has it. */
function whenOf({ isTried, isConditional, onlyWhenStarted }: Context): Partial<RawImport> {
  return {
    ...(isTried && { isTried }),
    ...(isConditional && { isConditional }),
    ...(onlyWhenStarted && { onlyWhenStarted }),
  };
}

/** The class that an object is of, or is: `self.x = y` in a method, `A.x = y` behind `class A`. */
function ownerOf(object: string, scope: Scope): Scope | undefined {
  if (/^(?:self|cls)$/.test(object)) return scope.parent?.kind === 'class' ? scope.parent : undefined;
  const named = lookUp(scope, object)?.bindings.find((each) => each.kind === 'definition');
  return named?.kind === 'definition' && named.scope.kind === 'class' ? named.scope : undefined;
}

/** Notes what statements give names to: imports, assignments, loops. */
export abstract class NameCollector {
  protected readonly text: string;
  protected readonly imports: RawImport[] = [];
  protected readonly names = new Set<string>();
  protected readonly namesBy = new Map<string, Set<string>>();
  protected readonly elements: { target: SyntaxNode; value: SyntaxNode; scope: Scope }[] = [];

  constructor(text: string) {
    this.text = text;
  }

  protected abstract visit(node: SyntaxNode, context: Context): void;

  protected visitAll(nodes: readonly SyntaxNode[], context: Context): void {
    for (const node of nodes) this.visit(node, context);
  }

  protected source(node: SyntaxNode): string {
    return this.text.slice(node.start, node.end);
  }

  protected identifier(node: SyntaxNode, { scope, onlyWhenStarted }: Context): void {
    const name = this.source(node);
    this.names.add(name);
    const within = runsIn(scope) || (onlyWhenStarted ? belowMain : '');
    const known = this.namesBy.get(within);
    if (known === undefined) this.namesBy.set(within, new Set([name]));
    else known.add(name);
  }

  /** What goes on when the body fails. */
  protected tried(node: SyntaxNode, context: Context): void {
    const goesOn = node.children.some(({ kind }) => kind.startsWith('except'));
    for (const child of node.children)
      this.visit(child, goesOn && child.field === 'body' ? { ...context, isTried: true } : context);
  }

  /** `with suppress(ImportError):` goes on as well. */
  protected managed(node: SyntaxNode, context: Context): void {
    const body = childIn(node, 'body');
    const head = this.text.slice(node.start, Math.min(body?.start ?? node.end, node.start + longestHead));
    if (/\bsuppress\(/.test(head)) this.visitAll(node.children, { ...context, isTried: true });
    // All of it is run, so it is no block of its own.
    else for (const child of node.children) this.visitAll(child === body ? child.children : [child], context);
  }

  protected importNames(node: SyntaxNode, context: Context): void {
    const { scope } = context;
    for (const each of childrenIn(node, 'name')) {
      const alias = childIn(each, 'alias');
      const name = this.source(each.kind === 'aliased_import' ? (childIn(each, 'name') ?? each) : each).replaceAll(
        /\s/g,
        '',
      );
      const from: RawImport = { name, level: 0, members: [], at: each.start, scope, ...whenOf(context) };
      this.imports.push(from);
      if (alias !== undefined) bind(scope, this.source(alias), { kind: 'import', module: name, from });
      // `import a.b` makes `a` known; what follows it is found by its attributes.
      else bind(scope, name.split('.')[0] ?? name, { kind: 'import', module: name.split('.')[0] ?? name, from });
    }
  }

  protected importFrom(node: SyntaxNode, context: Context): void {
    const { scope } = context;
    const written = this.source(childIn(node, 'module_name') ?? node).replaceAll(/\s/g, '');
    const level = /^\.*/.exec(written)?.[0].length ?? 0;
    const name = written.slice(level);
    const members = childrenIn(node, 'name').map((each) => ({
      member: this.source(each.kind === 'aliased_import' ? (childIn(each, 'name') ?? each) : each),
      alias: this.source(childIn(each, 'alias') ?? each),
    }));
    const takesAll = node.children.some(({ kind }) => kind === 'wildcard_import');
    const from: RawImport = {
      name,
      level,
      members: takesAll ? ['*'] : members.map(({ member }) => member),
      at: node.start,
      scope,
      ...whenOf(context),
    };
    this.imports.push(from);
    for (const { member, alias } of members) bind(scope, alias, { kind: 'import', module: name, member, from });
    if (takesAll) bind(scope, '*', { kind: 'import', module: name, member: '*', from });
  }

  protected assignment(node: SyntaxNode, context: Context): void {
    const target = childIn(node, 'left');
    const value = childIn(node, 'right') ?? childIn(node, 'value') ?? childIn(node, 'name');
    // `a = b = c`
    const given = value?.kind === 'assignment' ? childIn(value, 'right') : value;
    const named = target ?? childIn(node, 'name');
    if (named !== undefined && given !== undefined) this.assign(named, given, context);
    for (const child of [target, value])
      if (child !== undefined && child.kind !== 'identifier') this.visit(child, context);
    if (value?.kind === 'identifier') this.identifier(value, context);
  }

  protected augmented(node: SyntaxNode, context: Context): void {
    const target = childIn(node, 'left');
    if (target?.kind === 'identifier') bind(context.scope, this.source(target), { kind: 'other' });
    this.assignEnvironment(target, childIn(node, 'right'), context.scope);
    this.visitAll(node.children, context);
  }

  private assign(target: SyntaxNode, value: SyntaxNode, context: Context): void {
    const { scope } = context;
    const name = target.kind === 'identifier' ? this.source(target) : undefined;
    const where = whereIs(value, context, name);
    if (name !== undefined) bind(scope, name, { kind: 'value', node: value, where });
    else if (target.kind === 'attribute') {
      this.assignAttribute(target, value, scope);
      this.assignEnvironment(target, value, scope);
    } else if (target.kind === 'subscript') this.elements.push({ target, value, scope });
    else
      target.children.forEach((each, at) => {
        if (each.kind === 'identifier') bind(scope, this.source(each), { kind: 'item', node: value, at, where });
      });
  }

  /** `os.environ |= {"A": "b"}`, `os.environ = {...}` */
  private assignEnvironment(target: SyntaxNode | undefined, value: SyntaxNode | undefined, scope: Scope): void {
    if (target === undefined || value === undefined || !/\benviron$/.test(this.source(target).slice(-20))) return;
    this.elements.push({ target, value, scope });
  }

  private assignAttribute(target: SyntaxNode, value: SyntaxNode, scope: Scope): void {
    const object = childIn(target, 'object');
    const owner = object === undefined ? undefined : ownerOf(this.source(object), scope);
    if (owner === undefined) return;
    const name = this.source(childIn(target, 'attribute') ?? target);
    keep(owner.attributes, name, { node: value, scope }, { scope });
  }

  protected loop(node: SyntaxNode, context: Context): void {
    const target = childIn(node, 'left');
    const over = childIn(node, 'right');
    const targets = target?.kind === 'identifier' ? [target] : (target?.children ?? []);
    const { comprehension: within } = context;
    const where = node.kind === 'for_in_clause' && within !== undefined ? { where: { ...within, within } } : {};
    for (const each of targets) {
      if (each.kind === 'identifier')
        bind(
          context.scope,
          this.source(each),
          over !== undefined && target?.kind === 'identifier'
            ? { kind: 'item', node: over, ...where }
            : { kind: 'other', ...where },
        );
    }
    const inside = node.kind === 'for_statement' ? { ...context, loop: context.loop ?? node } : context;
    for (const child of node.children) if (child !== target) this.visit(child, inside);
  }

  protected alias(node: SyntaxNode, context: Context): void {
    const [value] = node.children;
    const target = childIn(node, 'alias')?.children[0];
    if (value !== undefined && target?.kind === 'identifier')
      bind(context.scope, this.source(target), { kind: 'value', node: value });
    if (value !== undefined) this.visit(value, context);
  }
}
