import type { Redirection, While } from 'unbash';
import { resolvePath } from '../../model/dockerfile/container-path.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { forgivenAs, type findForgiven } from './forgiven.ts';
import type { Lookup, WordReader } from './shell-word.ts';

/** How a text is read. */
export interface ShellSettings {
  readonly lookup: Lookup;
  readonly keepsDefaults: boolean;
  /** How deep in `sh -c` the text stands. */
  readonly level: number;
  /** The commands after whose failure the script goes on, where that is asked for. */
  readonly forgiven?: ReturnType<typeof findForgiven>;
  /** Takes down why a part is not read. */
  readonly leavesOut: (why: string) => true;
}

/** Where the walk through a text is. */
export interface State {
  /** Where `cd` has led. */
  directory: string | undefined;
  pipeline: number;
  /** Its input comes from a pipe or a file. */
  fed: boolean;
  depth: number;
  /** In a subshell, a pipe or a substitution. */
  isInside?: true;
  /** In a branch of `if` or `case`. */
  isConditional?: true;
  /** As of a command. */
  onArgument?: readonly string[];
}

/** What bash opens in the place of a file. */
const network = /^\/dev\/(?:tcp|udp)\/./;

/** `exec 3<>/dev/tcp/HOST/PORT`, as a command that is told the machine. */
function connectionTo(target: string, line: number): Omit<ShellCommand, 'pipeline'> {
  const [, , protocol = '', ...machine] = target.split('/');
  const program = `/dev/${protocol}`;
  return { program, words: [program, ...machine], assignments: {}, writes: [], line };
}

/** What is opened to be read and written, and both outputs as C shells name them. */
function otherwiseWritten(words: WordReader, each: Redirection): readonly string[] {
  if (each.type === 'HereDoc' || each.type === 'HereString') return [];
  const { operator, target } = each;
  if (target === undefined || (operator !== '<>' && operator !== '>&')) return [];
  const text = words.text(target);
  return operator === '>&' && /^(?:\d*-?|[$].*)$/.test(text) ? [] : [text];
}

/** Files that are written, and what is read. */
export function readRedirects(
  words: WordReader,
  lineAt: (index: number) => number,
  redirects: readonly Redirection[],
): {
  readonly writes: readonly string[];
  readonly appends?: readonly string[];
  readonly stdin?: NonNullable<ShellCommand['stdin']>;
  readonly reads?: string;
  readonly fed: boolean;
  /** What it reads or writes that is no file but another machine, to bash. */
  readonly connects: readonly Omit<ShellCommand, 'pipeline'>[];
} {
  const [writes, appends]: [string[], string[]] = [[], []];
  const connects: Omit<ShellCommand, 'pipeline'>[] = [];
  let stdin: ShellCommand['stdin'];
  let reads: string | undefined;
  let fed = false;
  for (const each of redirects) {
    if (each.type === 'HereDoc') {
      const text = each.operator === '<<-' ? each.body.text.replaceAll(/^\t+/gm, '') : each.body.text;
      fed = true;
      if (each.body.end > each.body.pos) stdin = { text, line: lineAt(each.body.pos) };
    } else if (each.type === 'HereString') {
      fed = true;
      if (each.target !== undefined) stdin = { text: words.text(each.target), line: lineAt(each.pos) };
    } else if (each.target !== undefined && network.test(words.text(each.target))) {
      fed = true;
      connects.push(connectionTo(words.text(each.target), lineAt(each.pos)));
    } else if (/^(?:>|>>|>\||&>|&>>)$/.test(each.operator)) {
      const target = each.target === undefined ? '' : words.text(each.target);
      // `2> >(grep x)` writes into another command.
      if (each.target !== undefined && !/^[<>]\(/.test(target)) {
        writes.push(target);
        if (each.operator.endsWith('>>')) appends.push(target);
      }
    } else if (each.operator === '<' || each.operator === '<>') {
      fed = true;
      if (each.target !== undefined) reads = words.text(each.target);
    }
    writes.push(...otherwiseWritten(words, each));
  }
  const added = appends.length === 0 ? {} : { appends };
  return {
    writes,
    fed,
    connects,
    ...added,
    ...(stdin === undefined ? {} : { stdin }),
    ...(reads === undefined ? {} : { reads }),
  };
}

/** What a group writes, its last command does; of the commands before it that is said. */
export function addWrites(commands: ShellCommand[], before: number, writes: readonly string[]): void {
  const last = commands.at(-1);
  if (writes.length === 0 || last === undefined || commands.length === before) return;
  const shared = commands.length > before + 1 ? { sharesOutput: true as const } : {};
  commands[commands.length - 1] = { ...last, writes: [...last.writes, ...writes], ...shared };
}

/** Gives 1, 2, 3 ... */
export function countUp(): () => number {
  let count = 0;
  return () => {
    count += 1;
    return count;
  };
}

/** No path of Linux is longer; in characters. */
const longestPath = 4096;

export function changeDirectory({ program, words }: ShellCommand, state: State): void {
  if (program === 'popd') state.directory = '$OLDPWD';
  if (program !== 'cd' && program !== 'pushd') return;
  const target = words.slice(1).find((word) => !/^-[LPe@]$|^--$/.test(word)) ?? '~';
  const directory = target === '-' ? '$OLDPWD' : resolvePath(target, state.directory);
  state.directory = directory.length > longestPath ? '$PWD' : directory;
}

/** What is told of the place of a command: where it works, whether a `cd` leads on, and whether it runs at all. */
export function whereIs(
  program: string,
  state: State,
): Pick<ShellCommand, 'isInside' | 'isConditional' | 'directory' | 'onArgument'> {
  return {
    ...placeOf(program, state),
    ...(state.directory === undefined ? {} : { directory: state.directory }),
    ...(state.onArgument === undefined ? {} : { onArgument: state.onArgument }),
  };
}

function placeOf(program: string, state: State): Pick<ShellCommand, 'isInside' | 'isConditional'> {
  return {
    ...(state.isInside === true && /^(?:cd|pushd)$/.test(program) ? { isInside: true } : {}),
    ...(state.isConditional === true ? { isConditional: true } : {}),
  };
}

/** A command of the text that another command is given (`sh -c`). */
export function asInline(inner: ShellCommand, outer: ShellCommand, state: State): ShellCommand {
  return {
    ...inner,
    pipeline: outer.pipeline,
    ...placeOf(inner.program, { ...state, isInside: true }),
    ...directoryOf(inner, state),
    ...forgivenAs(outer.forgiven),
  };
}

function directoryOf({ directory }: ShellCommand, state: State): { readonly directory?: string } {
  if (directory === undefined) return state.directory === undefined ? {} : { directory: state.directory };
  return { directory: resolvePath(directory, state.directory) };
}

/** Where a loop without end only sleeps, its commands sleep as `sleep infinity` does: those from `inside` on, behind its condition from `before` on. */
export function sleepForEver(commands: ShellCommand[], kind: While['kind'], before: number, inside: number): void {
  const ends = kind === 'while' ? /^(?:true|:)$/ : /^false$/;
  if (!commands.slice(before, inside).every(({ program }) => ends.test(program))) return;
  const slept = commands.slice(inside);
  if (slept.length === 0 || !slept.every(({ program }) => /^(?:sleep|true|:|wait)$/.test(program))) return;
  commands.splice(
    inside,
    slept.length,
    ...slept.map((each) => (each.program === 'sleep' ? { ...each, words: ['sleep', 'infinity'] } : each)),
  );
}
