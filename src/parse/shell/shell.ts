import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { tokeniseShell, type Lookup, type ShellToken } from './shell-tokens.ts';

/** Words after which another command starts. */
const keywords = new Set([
  'if',
  'then',
  'elif',
  'else',
  'fi',
  'while',
  'until',
  'do',
  'done',
  'esac',
  '{',
  '}',
  '!',
  'time',
  'function',
]);
const headers = new Set(['for', 'case', 'select']);

/** Programs that start another program, and how many words of theirs to pass over: options, then this many. */
const wrappers: ReadonlyMap<string, number> = new Map(
  Object.entries({
    sudo: 0,
    env: 0,
    exec: 0,
    command: 0,
    nohup: 0,
    nice: 0,
    eatmydata: 0,
    xargs: 0,
    tini: 0,
    'dumb-init': 0,
    catchsegv: 0,
    gosu: 1,
    'su-exec': 1,
    timeout: 1,
    chroot: 1,
  }),
);
/** `conda run -n env python` starts python; `conda install` is a command of its own. */
const runners = new Set(['conda', 'mamba', 'micromamba', 'uv', 'poetry', 'pipenv', 'pixi', 'pdm', 'hatch']);
const runnerOptions = new Set([
  '-n',
  '--name',
  '-p',
  '--prefix',
  '--cwd',
  '--with',
  '--python',
  '--extra',
  '--group',
  '--env-file',
  '-e',
  '--environment',
  '--project',
  '--directory',
]);
const optionsWithValue = new Set(['-u', '-n', '-g', '-U', '-C', '-I', '-P', '-L', '-s', '-k']);
const maximumDepth = 8;

interface Draft {
  words: string[];
  assignments: Record<string, string>;
  writes: string[];
  at: number;
}

/**
 * Reads the simple commands of a shell text, those inside substitutions, `sh -c` and groups too. It is a reading for
 * linting: loops and conditions are taken apart, nothing is run or globbed. `lineAt` maps an index to a 1-based line.
 */
export function readShell(
  text: string,
  lineAt: (index: number) => number,
  lookup: Lookup = () => undefined,
): ShellCommand[] {
  return new Reader(lineAt, lookup).read(text, 0, 0);
}

class Reader {
  private pipeline = 0;
  private readonly lineAt: (index: number) => number;
  private readonly lookup: Lookup;

  constructor(lineAt: (index: number) => number, lookup: Lookup) {
    this.lineAt = lineAt;
    this.lookup = lookup;
  }

  read(text: string, shift: number, depth: number): ShellCommand[] {
    if (depth > maximumDepth) return [];
    const { tokens, substitutions } = tokeniseShell(text, knownHere(text, this.lookup));
    const commands = this.commands(tokens, shift, depth);
    for (const inner of substitutions) commands.push(...this.read(inner.text, shift + inner.at, depth + 1));
    return commands;
  }

  private commands(tokens: readonly ShellToken[], shift: number, depth: number): ShellCommand[] {
    const commands: ShellCommand[] = [];
    let draft: Draft | undefined;
    let open = 0;
    tokens.forEach((token, index) => {
      const before = tokens[index - 1];
      if (token.kind === 'operator') {
        if (token.text === '(') open += 1;
        // A closing parenthesis that nothing opened ends a pattern of `case`.
        const isPattern = token.text === ')' && open === 0;
        if (token.text === ')') open = Math.max(0, open - 1);
        if (draft !== undefined && !isPattern) commands.push(...this.finish(draft, shift, depth));
        draft = undefined;
        if (!/^\|&?$/.test(token.text)) this.pipeline += 1;
      } else if (token.kind === 'word') {
        const isTarget = before?.kind === 'redirect';
        if (isTarget && before.text.includes('>') && !before.text.endsWith('&')) draft?.writes.push(token.text);
        if (!isTarget) draft = addWord(draft, token);
      }
    });
    if (draft !== undefined) commands.push(...this.finish(draft, shift, depth));
    return commands;
  }

  private finish(draft: Draft, shift: number, depth: number): ShellCommand[] {
    const line = this.lineAt(shift + draft.at);
    const words = unwrap(draft);
    const [first] = words;
    if (first === undefined || headers.has(first)) return [];
    const command = {
      program: programOf(words),
      words,
      assignments: draft.assignments,
      writes: draft.writes,
      line,
      pipeline: this.pipeline,
    };
    // `uv run` also brings its environment up to date, which is a deed of its own.
    const synced =
      words.length < draft.words.length && /^(?:uv|pixi)$/.test(baseName(draft.words[0]))
        ? [{ ...command, program: baseName(draft.words[0]), words: draft.words.slice(0, -words.length) }]
        : [];
    const script = inlineScript(command);
    if (script === undefined) return [command, ...synced];
    const inner = new Reader(() => line, this.lookup).read(script, 0, depth + 1);
    return [command, ...synced, ...inner.map((found) => ({ ...found, pipeline: this.pipeline }))];
  }
}

/** The lookup with what the text itself sets; a name that is set to several values is not known. */
function knownHere(text: string, lookup: Lookup): Lookup {
  const assigned = new Map<string, string | undefined>();
  for (const [, name = '', quote, quoted, plain = ''] of text.matchAll(
    /(?:^|[;&\n]|\bexport|\blocal|\breadonly)[ \t]*(\w+)=(?:(["'])((?:(?!\2)[^\\\n`])*)\2|([^\s"'\\`;&|()<>]*))(?=[ \t]*(?:$|[;&\n]))/gm,
  )) {
    const value = quote === "'" ? quoted : (tokeniseShell(`"${quoted ?? plain}"`, lookup).tokens[0]?.text ?? '');
    assigned.set(name, assigned.has(name) && assigned.get(name) !== value ? undefined : value);
  }
  if (assigned.size === 0) return lookup;
  return (name) => {
    const value = assigned.has(name) ? assigned.get(name) : lookup(name);
    return value?.includes('$(') === true ? undefined : value;
  };
}

function addWord(draft: Draft | undefined, token: ShellToken): Draft | undefined {
  const current = draft ?? { words: [], assignments: {}, writes: [], at: token.at };
  if (current.words.length === 0) {
    if (!token.quoted && keywords.has(token.text)) return undefined;
    const assignment = /^(\w+)\+?=([\s\S]*)$/.exec(token.text);
    if (assignment?.[1] !== undefined) {
      current.assignments[assignment[1]] = assignment[2] ?? '';
      return current;
    }
  }
  current.words.push(token.text);
  return current;
}

/** Takes `sudo -u x`, `env A=b`, `tini -g --` and the like off the front. */
function unwrap(draft: Draft): readonly string[] {
  let words = afterRunner(draft.words);
  for (
    let skip = wrappers.get(baseName(words[0]));
    skip !== undefined && words.length > 1;
    skip = wrappers.get(baseName(words[0]))
  ) {
    let at = 1;
    for (; at < words.length; at += 1) {
      const word = words[at] ?? '';
      const assignment = /^(\w+)=([\s\S]*)$/.exec(word);
      if (assignment?.[1] !== undefined) draft.assignments[assignment[1]] = assignment[2] ?? '';
      else if (optionsWithValue.has(word)) at += 1;
      else if (!word.startsWith('-')) break;
    }
    words = afterRunner(words.slice(at + skip));
  }
  return words;
}

function afterRunner(words: readonly string[]): readonly string[] {
  if (words[1] !== 'run' || !runners.has(baseName(words[0]))) return words;
  let at = 2;
  while (words[at]?.startsWith('-') === true) at += runnerOptions.has(words[at] ?? '') ? 2 : 1;
  return at < words.length ? words.slice(at) : words;
}

/** `pip` for `/usr/bin/pip3.13`, and for `python3 -m pip`. */
function programOf(words: readonly string[]): string {
  const name = plainName(words[0]);
  const module = name === 'python' && words[1] === '-m' ? words[2] : undefined;
  return module === undefined ? name : plainName(module);
}

function plainName(word: string | undefined): string {
  return baseName(word).replace(/^(pip|python|pypy|Rscript)[\d.]*$/, '$1');
}

function baseName(word: string | undefined): string {
  return word?.slice(word.lastIndexOf('/') + 1) ?? '';
}

/** The text after `sh -c`. */
function inlineScript(command: { readonly program: string; readonly words: readonly string[] }): string | undefined {
  if (!/^(?:ba|da|a|z|k)?sh$|^su$|^runuser$/.test(command.program)) return undefined;
  const at = command.words.findIndex((word, index) => index > 0 && /^-[a-z]*c$/.test(word));
  return at < 0 ? undefined : command.words[at + 1];
}
