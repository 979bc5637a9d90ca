import type { Call, Import, ProgramFacts } from '../../../model/programs/program-facts.ts';
import type { Syntax, SyntaxNode } from '../../../model/programs/syntax.ts';
import { textOf, type Value } from '../../../model/programs/value.ts';
import { readShell } from '../../shell/shell.ts';
import { emptyFacts } from '../empty-facts.ts';
import { callsOf, elementsOf, roundsOf } from '../handed-calls.ts';
import { locateScript, scriptPathOf, writtenIn } from '../locate-script.ts';
import { lineFinder, type ProgramText } from '../program-text.ts';
import { calledNames, callsBehind, startedBy } from './called-names.ts';
import { callsOfRepl } from './repl-commands.ts';
import { JuliaEvaluator } from './evaluate-julia.ts';
import { runningIn } from './never-run.ts';
import { modulesIn, packagesIn, selectedIn } from './modules-in.ts';

/** Everything that is known of a Julia program: imports, calls by name, and arguments as far as they are texts or constants of the file. */
export function describeJulia(
  path: string,
  program: ProgramText,
  syntax: Syntax,
  paths: ReadonlySet<string>,
): ProgramFacts {
  const tree = syntax.parse('julia', program.text);
  const head = emptyFacts({ path, language: 'julia' });
  if ('unread' in tree) return { ...head, unread: tree.unread };
  const lineOf = lineFinder(program);
  const found = new Collector(path, program.text, lineOf, paths).collect(tree.root);
  const workdirs = found.calls
    .filter(({ callee }) => callee === 'cd')
    .flatMap(({ positional: [target], line }) => (target?.kind === 'text' ? [{ line, path: target }] : []));
  const dynamic = found.calls.find(
    ({ callee, positional: [first] }) => callee === 'include' && scriptPathOf(first) === undefined,
  );
  return {
    ...head,
    ...found,
    workdirs,
    ...(dynamic === undefined ? {} : { dynamic: { line: dynamic.line, what: 'include' } }),
    ...(tree.broken === undefined ? {} : { broken: lineOf(tree.broken) }),
  };
}

type Collected = Pick<ProgramFacts, 'calls' | 'commands' | 'imports' | 'texts' | 'names' | 'functions' | 'variables'>;

class Collector {
  private readonly path: string;
  private readonly text: string;
  private readonly lineOf: (offset: number) => number;
  private readonly paths: ReadonlySet<string>;
  private readonly evaluator: JuliaEvaluator;
  private readonly calls: Call[] = [];
  private readonly imports: Import[] = [];
  private readonly commands: ProgramFacts['commands'][number][] = [];
  private readonly texts: { text: string; line: number }[] = [];
  private readonly names = new Set<string>();
  private readonly functions: { name: string; line: number }[] = [];
  /** Names that imports give, by what they stand for. */
  private readonly aliases = new Map<string, string>();
  private readonly variables: { name: string; value: Value; line: number }[] = [];
  /** Blocks of `try` with a `catch` around the place of the walk. */
  private tried = 0;
  /** `if` around it. */
  private conditions = 0;

  constructor(path: string, text: string, lineOf: (offset: number) => number, paths: ReadonlySet<string>) {
    this.path = path;
    this.text = text;
    this.lineOf = lineOf;
    this.paths = paths;
    this.evaluator = new JuliaEvaluator(path, text);
  }

  collect(root: SyntaxNode): Collected {
    this.evaluator.learn(root);
    this.visit(root, '');
    const { calls, imports, commands, texts, names, functions, variables } = this;
    return { calls, imports, commands, texts, names, functions, variables };
  }

  private source(node: SyntaxNode): string {
    return this.text.slice(node.start, node.end);
  }

  private visit(node: SyntaxNode, within: string): void {
    let inner = within;
    if (/^(?:Using|Import)Statement$/.test(node.kind)) {
      this.importStatement(node);
      return;
    }
    if (node.kind === 'CallExpression' || node.kind === 'MacrocallExpression') this.call(node, within);
    else if (node.kind === 'CommandLiteral')
      this.commands.push(...readShell(this.source(node).replaceAll(/^`|`$/g, ''), () => this.lineOf(node.start)));
    else if (node.kind === 'StringLiteral') this.literal(node);
    else if (node.kind === 'NsStringLiteral') this.repl(/^pkg"+([^"]+)/.exec(this.source(node))?.[1], node, within);
    else if (node.kind === 'Identifier') this.names.add(this.source(node));
    else if (node.kind === 'Assignment') this.assignment(node);
    else if (node.kind === 'BinaryExpression') this.pipe(node, within);
    else if (node.kind === 'FunctionDefinition') {
      inner = /^function\s+([\w.!]+)/.exec(this.source(node))?.[1] ?? within;
      this.functions.push({ name: inner, line: this.lineOf(node.start) });
    }
    const tries = node.kind === 'TryStatement' && node.children.some(({ kind }) => kind === 'CatchClause') ? 1 : 0;
    const conditions = node.kind === 'IfStatement' ? 1 : 0;
    this.tried += tries;
    this.conditions += conditions;
    for (const child of runningIn(node, this.text)) this.visit(child, inner);
    this.tried -= tries;
    this.conditions -= conditions;
  }

  private repl(text: string | undefined, node: SyntaxNode, within: string): void {
    if (text !== undefined) this.calls.push(...callsOfRepl(text, this.lineOf(node.start), within));
  }

  private when(): Pick<Import, 'isTried' | 'isConditional'> {
    return { ...(this.tried > 0 && { isTried: true }), ...(this.conditions > 0 && { isConditional: true }) };
  }

  private importStatement(node: SyntaxNode): void {
    const when = {
      line: this.lineOf(node.start),
      ...this.when(),
    };
    for (const child of node.children) {
      if (child.kind === 'ImportPath')
        this.imports.push({ name: this.source(child), members: [], files: this.loaded(this.source(child)), ...when });
      if (child.kind === 'ImportAlias') {
        const [module = '', alias = ''] = this.source(child)
          .split(/\sas\s/)
          .map((each) => each.trim());
        this.imports.push({ name: module, members: [], files: this.loaded(module), ...when });
        this.aliases.set(alias, module);
      }
      if (child.kind !== 'SelectedImport') continue;
      const { name, members, aliases } = selectedIn(child, this.text);
      if (name === undefined) continue;
      this.imports.push({ name, members, files: this.loaded(name), ...when });
      for (const [alias, member] of aliases) this.aliases.set(alias, member);
    }
  }

  /** A module of the project: of its own package, which stands in `src` beside Project.toml, or where the program has put a folder into LOAD_PATH before. */
  private loaded(module: string): readonly string[] {
    if (!/^\w+$/.test(module)) return [];
    const own = packagesIn(this.paths).get(module) ?? [];
    if (own.length === 1) return own;
    if (!this.names.has('LOAD_PATH')) return [];
    const found = modulesIn(this.paths).get(module) ?? [];
    return found.length === 1 ? found : [];
  }

  private literal(node: SyntaxNode): void {
    const text = textOf(this.evaluator.evaluate(node));
    if (text !== undefined && text !== '') this.texts.push({ text, line: this.lineOf(node.start) });
  }

  private assignment(node: SyntaxNode): void {
    const [target, , value] = node.children;
    const name = target === undefined ? undefined : /^ENV\[\s*"(\w+)"\s*\]$/.exec(this.source(target))?.[1];
    if (name !== undefined && value !== undefined)
      this.variables.push({ name, value: this.evaluator.evaluate(value), line: this.lineOf(node.start) });
  }

  /** `url |> download`, `urls .|> download` */
  private pipe({ children: [left, operator, right], start }: SyntaxNode, within: string): void {
    if (left === undefined || right === undefined || operator?.kind !== 'PipeRightOp') return;
    const written = this.source(right);
    if (!/^[\w.!]+$/.test(written)) return;
    const given = this.evaluator.evaluate(left);
    const positional = this.source(operator).startsWith('.') ? elementsOf(given) : [given];
    for (const each of positional)
      this.calls.push({
        callee: this.calleeOf(written),
        positional: [each],
        named: new Map(),
        spread: false,
        function: within,
        onlyWhenStarted: false,
        line: this.lineOf(start),
      });
  }

  private calleeOf(written: string): string {
    const [first = ''] = written.split('.', 1);
    return (this.aliases.get(first) ?? first) + written.slice(first.length);
  }

  /** `map(download, urls)`, `foreach(Downloads.download, urls)`, `download.(urls)` */
  private handed(call: Call, isBroadcast: boolean): readonly Call[] {
    if (isBroadcast) return roundsOf(call.positional).map((positional) => ({ ...call, positional }));
    const isMapping = /^(?:map|foreach|asyncmap|pmap|broadcast|filter|Iterators\.map|ThreadsX\.map)!?$/.test(
      call.callee,
    );
    const [first, ...collections] = call.positional;
    if (!isMapping || first?.kind !== 'symbol') return [call];
    const rounds = roundsOf(collections.length === 0 ? [undefined] : collections);
    const given = rounds.map((positional) => ({ positional, named: new Map<string, Value>(), spread: false }));
    return [call, ...callsOf(call, { kind: 'symbol', name: this.calleeOf(first.name) }, given)];
  }

  private call(node: SyntaxNode, within: string): void {
    const [target, ...rest] = node.children;
    const given = rest.find(({ kind }) => kind === 'Arguments')?.children ?? [];
    const names = target === undefined ? [] : calledNames(target, this.text, this.evaluator);
    const positional: Value[] = [];
    const named = new Map<string, Value>();
    for (const each of given) {
      if (/^[(),;]$/.test(each.kind)) continue;
      const keywords = each.kind === 'KeywordArguments' ? each.children : each.kind === 'KwArg' ? [each] : [];
      for (const { kind, children } of keywords) {
        const [name, , value] = children;
        if (kind === 'KwArg' && name !== undefined && value !== undefined)
          named.set(this.source(name), this.evaluator.evaluate(value));
      }
      if (keywords.length === 0) positional.push(this.evaluator.evaluate(each));
    }
    for (const name of names)
      this.note(node, rest[0]?.kind === '.', {
        callee: this.calleeOf(name),
        positional,
        named,
        spread: this.source(node).includes('...'),
        function: within,
        onlyWhenStarted: false,
        line: this.lineOf(node.start),
        ...(this.tried > 0 ? { isTried: true } : {}),
      });
  }

  private note(node: SyntaxNode, isBroadcast: boolean, call: Call): void {
    const { callee, positional, function: within, line } = call;
    const written = this.source(node);
    this.calls.push(...this.handed(call, isBroadcast), ...callsBehind(call, written));
    for (const text of startedBy(call, written)) this.commands.push(...readShell(text, () => line));
    if (/^Pkg\.REPLMode\.(?:pkgstr|do_cmds?)$/.test(callee)) this.repl(textOf(positional[0]), node, within);
    const notebook = callee === 'Pluto.run' ? call.named.get('notebook') : undefined;
    const given = callee === 'include' ? positional[0] : notebook;
    const included = scriptPathOf(given);
    if (included !== undefined)
      this.imports.push({
        name: writtenIn(this.path, included, given),
        members: [],
        files: locateScript(this.paths, this.path, included),
        line,
        ...(within === '' ? {} : { function: within }),
        ...this.when(),
      });
  }
}
