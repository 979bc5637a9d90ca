import { downloadContent, type RParameter } from './download-content.ts';
import type { Syntax, SyntaxNode } from '../../../model/programs/syntax.ts';
import type { Value } from '../../../model/programs/value.ts';
import { lineFinder, type ProgramText } from '../program-text.ts';

/** An R text that was parsed, nothing evaluated. R scripts share their names: one flat scope, with the parameters of functions. */
export interface RModule {
  readonly path: string;
  readonly text: string;
  readonly lineOf: (offset: number) => number;
  readonly broken?: number;
  /** What is assigned to each name, somewhere. */
  readonly assigned: ReadonlyMap<string, readonly SyntaxNode[]>;
  readonly functions: readonly RFunction[];
  readonly calls: readonly RCall[];
  readonly texts: readonly SyntaxNode[];
  readonly names: ReadonlySet<string>;
  /** `pkg::fn`, each with the package. */
  readonly namespaces: readonly { readonly name: string; readonly at: number }[];
}

export interface RFunction {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly parameters: readonly RParameter[];
}

export interface RCall {
  readonly node: SyntaxNode;
  /** The left side of a pipe, which is the first argument. */
  readonly piped?: SyntaxNode;
  readonly within?: RFunction;
  /** In `try()`, `tryCatch()` and the like. */
  readonly isTried?: true;
  /** Below `if (interactive())`: not where Rscript runs it. */
  readonly inSession?: true;
  /** As of a call in the facts. */
  readonly whenLacking?: string;
  /** Below `if`, `while` or in `switch()`. */
  readonly isConditional?: true;
}

export interface RPlace {
  readonly module: RModule;
  readonly within?: RFunction;
}

export interface RArguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  readonly spread: boolean;
}

export function childIn(node: SyntaxNode, field: string): SyntaxNode | undefined {
  return node.children.find((child) => child.field === field);
}

export function parseR(path: string, program: ProgramText, syntax: Syntax): RModule | { readonly unread: string } {
  const tree = syntax.parse('r', program.text);
  if ('unread' in tree) return tree;
  return {
    path,
    text: program.text,
    lineOf: lineFinder(program),
    ...(tree.broken === undefined ? {} : { broken: tree.broken }),
    ...new Collector(program.text).collect(tree.root),
  };
}

/** Functions after which a program goes on whatever happens in them. */
const goingOn = /^(?:base::|rlang::)?(?:try|tryCatch|try_fetch)$/;

/** `!require("x")`, `!requireNamespace("x", quietly = TRUE)`, `!"x" %in% installed.packages()`: a condition that asks for one package and for nothing else. */
// Bounded: by longestCondition.
const lacks =
  /^!\s*(?:suppress\w+\(\s*)?(?:base::)?(?:require|requireNamespace|is_installed|rlang::is_installed)\(\s*["']?([\w.]+)["']?[^()&|]*\)*$|^!\s*\(?\s*["']([\w.]+)["']\s*%in%\s*[^&|]*installed\.packages\(\)[^&|]*$/;

/** Characters of a condition that asks for one package. */
const longestCondition = 200;

type Collected = Pick<RModule, 'assigned' | 'functions' | 'calls' | 'texts' | 'names' | 'namespaces'>;

class Collector {
  private readonly text: string;
  private readonly assigned = new Map<string, SyntaxNode[]>();
  private readonly functions: RFunction[] = [];
  private readonly calls: RCall[] = [];
  private readonly texts: SyntaxNode[] = [];
  private readonly names = new Set<string>();
  private readonly namespaces: { name: string; at: number }[] = [];
  /** Calls of `try()` and the like around the place of the walk. */
  private tried = 0;
  /** `if (interactive())` around it. */
  private sessions = 0;
  private download: SyntaxNode | undefined;
  /** The package without which alone the place of the walk is come to. */
  private lacking: string | undefined;
  /** `if`, `while` and `switch()` around it, within the function. */
  private conditions = 0;

  constructor(text: string) {
    this.text = text;
  }

  collect(root: SyntaxNode): Collected {
    this.visitAll(root.children, undefined);
    const { assigned, functions, calls, texts, names, namespaces } = this;
    return { assigned, functions, calls, texts, names, namespaces };
  }

  private source(node: SyntaxNode): string {
    return this.text.slice(node.start, node.end);
  }

  private visitAll(nodes: readonly SyntaxNode[], within: RFunction | undefined): void {
    for (const node of nodes) this.visit(node, within);
  }

  private visit(node: SyntaxNode, within: RFunction | undefined, piped?: SyntaxNode): void {
    if (node.kind === 'binary_operator') this.binary(node, within);
    else if (node.kind === 'call') this.call(node, within, piped);
    else if (node.kind === 'function_definition') this.define('', node, within);
    else if (node.kind === 'string') this.texts.push(node);
    else if (node.kind === 'identifier') this.names.add(this.source(node));
    else if (node.kind === 'namespace_operator') this.namespace(node);
    else if (node.kind === 'if_statement') this.choice(node, within);
    else if (node.kind === 'while_statement') this.inCondition(() => this.visitAll(node.children, within));
    else if (node.kind === 'for_statement') this.loop(node, within);
    else if (node.kind === 'argument')
      this.visitAll(
        node.children.filter(({ field }) => field !== 'name'),
        within,
      );
    else this.visitAll(node.children, within);
  }

  private call(node: SyntaxNode, within: RFunction | undefined, piped: SyntaxNode | undefined): void {
    this.calls.push({
      node,
      ...(piped === undefined ? {} : { piped }),
      ...(within === undefined ? {} : { within }),
      ...(this.tried > 0 ? { isTried: true } : {}),
      ...(this.sessions > 0 ? { inSession: true } : {}),
      ...(this.lacking === undefined ? {} : { whenLacking: this.lacking }),
      ...(this.conditions > 0 ? { isConditional: true } : {}),
    });
    this.download = downloadContent(node, this.text) ?? this.download;
    const target = childIn(node, 'function');
    const tries = target !== undefined && goingOn.test(this.source(target)) ? 1 : 0;
    this.tried += tries;
    if (target !== undefined && this.source(target) === 'switch')
      this.inCondition(() => this.visitAll(node.children, within));
    else this.visitAll(node.children, within);
    this.tried -= tries;
  }

  private inCondition(visit: () => void): void {
    this.conditions += 1;
    visit();
    this.conditions -= 1;
  }

  private choice(node: SyntaxNode, within: RFunction | undefined): void {
    const asked = childIn(node, 'condition');
    const isSession = asked !== undefined && /^(?:base::)?interactive\(\)$/.test(this.source(asked));
    const isShort = asked !== undefined && asked.end - asked.start <= longestCondition;
    const [, name, quoted] = lacks.exec(isShort ? this.source(asked) : '') ?? [];
    const before = this.lacking;
    const isDead = isShort && /^\(*(?:FALSE|F)\)*$/.test(this.source(asked));
    for (const child of node.children) {
      if (isDead && child.field === 'consequence') continue;
      const inside = isSession && child.field === 'consequence' ? 1 : 0;
      this.sessions += inside;
      this.lacking = child.field === 'consequence' ? (name ?? quoted ?? before) : before;
      // `if (require(x))` goes on without.
      this.inCondition(() => this.visit(child, within));
      this.sessions -= inside;
    }
    this.lacking = before;
  }

  /** `for (f in c("a.R", "b.R"))`: each of them is what the name stands for. */
  private loop(node: SyntaxNode, within: RFunction | undefined): void {
    const [variable, sequence] = [childIn(node, 'variable'), childIn(node, 'sequence')];
    const called = sequence?.kind === 'call' ? childIn(sequence, 'function') : undefined;
    if (variable !== undefined && sequence !== undefined && called !== undefined && this.source(called) === 'c') {
      const given = (childIn(sequence, 'arguments')?.children ?? []).filter(({ kind }) => kind === 'argument');
      const name = this.source(variable);
      const values = given.flatMap((each) => childIn(each, 'value') ?? []);
      this.assigned.set(name, [...(this.assigned.get(name) ?? []), ...values].slice(0, 20));
    }
    this.visitAll(node.children, within);
  }

  private namespace(node: SyntaxNode): void {
    const [owner, member] = [childIn(node, 'lhs'), childIn(node, 'rhs')];
    if (owner !== undefined) this.namespaces.push({ name: this.source(owner), at: node.start });
    if (member !== undefined) this.names.add(this.source(member));
  }

  private binary(node: SyntaxNode, within: RFunction | undefined): void {
    const [left, right] = [childIn(node, 'lhs'), childIn(node, 'rhs')];
    if (left === undefined || right === undefined) {
      this.visitAll(node.children, within);
      return;
    }
    const operator = this.text.slice(left.end, right.start).replaceAll(/#.*/g, '').trim();
    if (/^(?:<<?-|=|:=)$/.test(operator)) this.assign(left, right, within);
    else if (/^->>?$/.test(operator)) this.assign(right, left, within);
    else {
      this.visit(left, within);
      const isPipe = operator === '|>' || /^%(?:>|<>|T>)%$/.test(operator);
      this.visit(right, within, isPipe ? left : undefined);
    }
  }

  private assign(target: SyntaxNode, value: SyntaxNode, within: RFunction | undefined): void {
    const name = /^(?:identifier|string)$/.test(target.kind)
      ? this.source(target).replaceAll(/^[`"']|[`"']$/g, '')
      : undefined;
    if (name === undefined) this.visit(target, within);
    else {
      const known = this.assigned.get(name) ?? [];
      if (known.length < 20) this.assigned.set(name, [...known, value]);
    }
    if (value.kind === 'function_definition') this.define(name ?? '', value, within);
    else this.visit(value, within);
  }

  private define(name: string, node: SyntaxNode, within: RFunction | undefined): void {
    const parameters = (childIn(node, 'parameters')?.children ?? [])
      .filter(({ kind }) => kind === 'parameter')
      .map((each, at) => {
        const [called, otherwise] = [this.source(childIn(each, 'name') ?? each), childIn(each, 'default')];
        return { name: called, ...(otherwise && { otherwise }), isTemporary: at === 0 && node === this.download };
      });
    const own: RFunction = { name, node, parameters };
    this.functions.push(own);
    // A function without a name belongs to the one around it.
    const around = name === '' && within !== undefined ? { ...own, name: within.name } : own;
    for (const { otherwise } of parameters) if (otherwise !== undefined) this.visit(otherwise, within);
    const body = childIn(node, 'body');
    if (body === undefined) return;
    // Whether the function runs is another matter.
    const before = this.conditions;
    this.conditions = 0;
    this.visit(body, { ...around, parameters: [...parameters, ...(within?.parameters ?? [])] });
    this.conditions = before;
  }
}
