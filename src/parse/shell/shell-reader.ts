import {
  parse,
  type Command,
  type CompoundList,
  type If,
  type ParsedScript,
  type Redirection,
  type Statement,
  type SyntaxNode,
  type While,
} from 'unbash';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { askedByCase, askedByTest } from './asked-argument.ts';
import { calledFunction, endsShell, handsOn, isFalse, isOfPipeline, markEnd } from './never-run.ts';
import { findForgiven, forgivenAs } from './forgiven.ts';
import { withAssigned } from './assigned-values.ts';
import {
  addWrites,
  asInline,
  changeDirectory,
  countUp,
  readRedirects,
  sleepForEver,
  whereIs,
  type ShellSettings,
  type State,
} from './shell-effects.ts';
import { WordReader } from './shell-word.ts';
import { substitutionsOf } from './substitutions.ts';
import { refuseShell, tooDeep } from './shell-limits.ts';
import { baseName, commandsIn, inlineScript, programOf, unwrap } from './unwrap.ts';

/** How deep groups, conditions and substitutions are followed, and `sh -c` in `sh -c`. */
const [deepest, deepestText] = [150, 8];

/** Takes the simple commands out of a syntax tree. */
export class ShellReader {
  /** Names of the functions that the text defines. */
  readonly functions = new Set<string>();
  private readonly shadowing = new Set<string>();
  private readonly commands: ShellCommand[] = [];
  private readonly words: WordReader;
  private readonly nextPipeline = countUp();
  private readonly lineAt: (index: number) => number;
  private readonly settings: ShellSettings;

  constructor(lineAt: (index: number) => number, settings: ShellSettings) {
    [this.lineAt, this.settings] = [lineAt, settings];
    this.words = new WordReader(settings.lookup, settings.keepsDefaults);
  }

  read(script: ParsedScript): readonly ShellCommand[] {
    this.statements(script.commands, { directory: undefined, pipeline: 0, fed: false, depth: 0 });
    return this.commands;
  }

  private statements(statements: readonly Statement[], state: State): void {
    for (const { command, background } of statements) {
      this.node(command, state);
      if (!isOfPipeline(this.settings) || background === true || !endsShell(command)) continue;
      if (state.depth === 0 && this.settings.level === 0) markEnd(this.commands);
      return;
    }
  }

  private node(node: SyntaxNode, state: State): void {
    if (state.depth > deepest && this.settings.leavesOut(tooDeep)) return;
    switch (node.type) {
      case 'Command':
        this.command(node, state);
        return;
      case 'Pipeline':
        this.pipeline(node.commands, state);
        return;
      case 'AndOr':
        for (const each of node.commands) this.node(each, state);
        return;
      case 'Redirected':
        this.redirected(node.command, node.redirects, state);
        return;
      case 'Subshell':
        this.list(node.body, { ...state, isInside: true });
        return;
      case 'While':
        this.loop(node, state);
        return;
      case 'For':
      case 'Select':
      case 'BraceGroup':
      case 'ArithmeticFor':
        this.within(node, state);
        this.list(node.body, state);
        return;
      case 'If':
        this.branches(node, state);
        return;
      case 'TestCommand':
      case 'ArithmeticCommand':
        this.within(node, state);
        return;
      case 'Case':
        this.within(node, state);
        for (const item of node.items) this.branch(item.body, state, askedByCase(node.word, item));
        return;
      case 'Function':
      case 'Coproc':
        if (node.type === 'Function') this.define(node.name.value, node.body);
        this.node(node.body, { ...state, depth: state.depth + 1 });
        return;
      case 'CompoundList':
        this.list(node, state);
        return;
      default:
    }
  }

  private define(name: string, body: SyntaxNode): void {
    this.functions.add(name);
    if (isOfPipeline(this.settings) && !handsOn(body)) this.shadowing.add(name);
  }

  private branches(node: If, state: State): void {
    for (const each of [node, ...node.elif]) {
      this.list(each.clause, state);
      if (!isFalse(each.clause)) this.branch(each.then, state, askedByTest(each.clause));
    }
    if (node.else !== undefined) this.branch(node.else, state);
  }

  private branch(list: CompoundList, state: State, onArgument = state.onArgument): void {
    const inner: State = { ...state, isConditional: true };
    this.list(list, inner, onArgument);
    state.directory = inner.directory;
  }

  private list(list: CompoundList, state: State, onArgument = state.onArgument): void {
    const inner = { ...state, depth: state.depth + 1, ...(onArgument === undefined ? {} : { onArgument }) };
    this.statements(list.commands, inner);
    state.directory = inner.directory;
  }

  private pipeline(commands: readonly SyntaxNode[], state: State): void {
    const pipeline = this.nextPipeline();
    commands.forEach((each, at) =>
      this.node(each, { ...state, pipeline, isInside: true, fed: state.fed || at > 0, depth: state.depth + 1 }),
    );
  }

  /** What a group reads and writes, its commands do. */
  private redirected(command: SyntaxNode, redirects: readonly Redirection[], state: State): void {
    const before = this.commands.length;
    const { writes, fed, connects } = readRedirects(this.words, this.lineAt, redirects);
    const inner = { ...state, fed: state.fed || fed };
    this.node(command, inner);
    state.directory = inner.directory;
    addWrites(this.commands, before, writes);
    for (const each of redirects) this.within(each, state);
    this.connect(connects, state);
  }

  /** A loop without end that only sleeps keeps a container open as `sleep infinity` does. */
  private loop({ clause, body, kind }: While, state: State): void {
    const before = this.commands.length;
    this.list(clause, state);
    const inside = this.commands.length;
    this.list(body, state);
    sleepForEver(this.commands, kind, before, inside);
  }

  private command(node: Command, state: State): void {
    const { writes, fed, connects, ...read } = readRedirects(this.words, this.lineAt, node.redirects);
    if (node.name !== undefined) {
      const first = this.shadowing.has(node.name.value) ? [calledFunction] : [];
      this.simple(
        [...first, ...this.words.all(node.name, node.args)],
        {
          assignments: this.words.assignments(node),
          writes,
          line: this.lineAt(node.name.pos),
          ...read,
          ...(fed || state.fed ? { isFed: true } : {}),
          ...forgivenAs(this.settings.forgiven?.get(node)),
        },
        state,
      );
    }
    this.within(node, state);
    this.connect(connects, state);
  }

  private connect(connects: readonly Omit<ShellCommand, 'pipeline'>[], state: State): void {
    for (const each of connects)
      this.commands.push({ ...each, pipeline: this.nextPipeline(), ...whereIs(each.program, state) });
  }

  /** What a shell runs to know what its words say. */
  private within(node: SyntaxNode, state: State): void {
    for (const { script, at } of substitutionsOf(node)) this.inner(script, at, state);
  }

  private simple(
    written: readonly string[],
    more: Omit<ShellCommand, 'program' | 'words' | 'pipeline'>,
    state: State,
  ): void {
    const { words, assignments, synced } = unwrap(written);
    if (words.length === 0) return;
    const pipeline = state.pipeline > 0 ? state.pipeline : this.nextPipeline();
    const command: ShellCommand = {
      ...more,
      program: programOf(words),
      words,
      assignments: { ...more.assignments, ...assignments },
      pipeline,
      ...whereIs(programOf(words), state),
    };
    this.commands.push(command);
    // `uv run` also looks for its project and brings its environment up to date, which is a deed of its own.
    if (synced !== undefined) this.commands.push({ ...command, program: baseName(synced[0]), words: synced });
    changeDirectory(command, state);
    for (const inner of commandsIn(command.program, words)) this.simple(inner, { ...more, assignments: {} }, state);
    const script = inlineScript(command.program, words);
    if (script === undefined) return;
    const refused = this.settings.level >= deepestText ? tooDeep : refuseShell(script);
    if (refused !== undefined && this.settings.leavesOut(refused)) return;
    const inner = parse(script);
    const { lookup, forgiven } = this.settings;
    const isStrict = words.some((word) => /^-[a-df-z]*e[a-z]*$/.test(word));
    const read = this.deeper(() => command.line, {
      lookup: withAssigned(inner, lookup),
      ...(forgiven === undefined ? {} : { forgiven: findForgiven(inner.commands, isStrict) }),
    }).read(inner);
    this.commands.push(...read.map((each) => asInline(each, command, state)));
  }

  /** A script in a substitution; one with escaped backticks has positions of its own. */
  private inner(script: ParsedScript, at: number, state: State): void {
    if (state.depth > deepest && this.settings.leavesOut(tooDeep)) return;
    if (script.source === undefined)
      this.statements(script.commands, { ...state, fed: false, isInside: true, pipeline: 0, depth: state.depth + 1 });
    else {
      const read = this.deeper(() => this.lineAt(at)).read(script);
      this.commands.push(...read.map((each) => ({ ...each, pipeline: this.nextPipeline() })));
    }
  }

  private deeper(lineAt: (index: number) => number, more: Partial<ShellSettings> = {}): ShellReader {
    return new ShellReader(lineAt, { ...this.settings, ...more, level: this.settings.level + 1 });
  }
}
