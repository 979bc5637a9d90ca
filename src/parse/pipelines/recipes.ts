import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { forgivenAs } from '../shell/forgiven.ts';
import { readShell } from '../shell/shell.ts';
import { trimEnd } from '../../shared/trim-end.ts';
import { automaticOf, fillAutomatic } from '../text/automatic-variables.ts';
import type { Followed } from './followed.ts';
import { startIn, within } from './one-shell.ts';

/** Characters of a line beyond which the next one is no longer joined to it. */
const longest = 20_000;
/** How deep a recipe may start another. */
const deepest = 4;
const shells = new Set(['bash', 'dash', 'sh', 'zsh']);

/**
 * What commands start at second hand: recipes of make and just, and shell scripts of the project. Each stands at the line of the command
 * that starts it, so that a finding points into the pipeline.
 */
export function expandCommands(
  commands: readonly ShellCommand[],
  files: Pick<Followed, 'project' | 'source' | 'mayStart'>,
  depth = 0,
): readonly ShellCommand[] {
  if (depth >= deepest) return commands;
  return commands.flatMap((command) => {
    const given = argumentsOf(command);
    const inner = textsOf(command, files)
      .flatMap(({ text, isStrict }) =>
        readShell(
          text,
          () => command.line,
          (name) => (/^[1-9]$/.test(name) ? given[Number(name) - 1] : undefined),
          isStrict,
        ),
      )
      .map((each) => ({ ...each, ...forgivenAs(command.forgiven ?? each.forgiven) }));
    const placed = startIn(folderOf(command), inner);
    if (inner.length === 0 || !files.mayStart(inner.length, command.line)) return [command];
    return [command, ...expandCommands(placed, files, depth + 1)];
  });
}

/** Where what a command starts runs: in its own folder, or in that of `make -C`. */
function folderOf({ program, words, directory = '' }: ShellCommand): string {
  const folder = program === 'make' || program === 'gmake' ? describeMake(words).folder : undefined;
  return folder === undefined ? directory : within(folder, directory);
}

/** What stands for `$1`, `$2` ... in a script of the project. */
function argumentsOf({ program, words }: ShellCommand): readonly string[] {
  const at = shells.has(program) ? words.findIndex((word, place) => place > 0 && !word.startsWith('-')) : 0;
  return program === 'make' || program === 'gmake' || program === 'just' || at < 0 ? [] : words.slice(at + 1);
}

/** A text for one shell, and whether that stops at the first command that fails. */
interface ShellText {
  readonly text: string;
  readonly isStrict: boolean;
}

function textsOf(
  { program, words, directory = '', line }: ShellCommand,
  files: Pick<Followed, 'project' | 'source' | 'mayStart'>,
): readonly ShellText[] {
  const read = (path: string): string | undefined => files.project(within(path, directory), line);
  // What a file sets is known where it is sourced; its commands are those of no program.
  if (program === '.' || program === 'source') files.source(words[1] ?? '');
  if (program === 'make' || program === 'gmake') return readMake(words, read);
  if (program === 'just') return readJust(words, read);
  const script = shells.has(program) ? words.slice(1).find((word) => !word.startsWith('-')) : words[0];
  const text = script?.includes('/') === true || shells.has(program) ? read(script ?? '') : undefined;
  const options = [
    ...words.slice(0, Math.max(0, words.indexOf(script ?? ''))),
    // `sh FILE` does not read the first line of the file.
    ...(shells.has(program) ? [] : (/^#!.*/.exec(text ?? '')?.[0].split(' ') ?? [])),
  ];
  return text === undefined || text.includes('\0')
    ? []
    : [{ text, isStrict: options.some((each) => /^-\w*e/.test(each)) }];
}

type Read = (path: string) => string | undefined;

function readMake(words: readonly string[], read: Read): readonly ShellText[] {
  const { folder, names, asked } = describeMake(words);
  const text = names
    .map((name) => read(folder === undefined ? name : `${trimEnd(folder, '/')}/${name}`))
    .find((each) => each !== undefined);
  return text === undefined
    ? []
    : makeRecipes(text, asked).flatMap((lines) =>
        shellsOf(
          words.some((word) => /^-[a-hj-z]*i|^--ignore-errors$/.test(word))
            ? lines.map((line) => ({ ...line, mayFail: true as const }))
            : lines,
          /^\.ONESHELL:/m.test(text),
        ),
      );
}

/** What a `make` is told: the folder, the names that its file may have there, and the targets. */
export function describeMake(words: readonly string[]): {
  readonly folder?: string;
  readonly names: readonly string[];
  readonly asked: readonly string[];
} {
  const value = (short: string, long: string): string | undefined => {
    const at = words.findIndex((word) => word === short || word === long);
    return at < 0 ? words.find((word) => word.startsWith(`${long}=`))?.slice(long.length + 1) : words[at + 1];
  };
  const folder = value('-C', '--directory');
  const named = value('-f', '--file');
  return {
    ...(folder === undefined ? {} : { folder }),
    names: named === undefined ? ['GNUmakefile', 'makefile', 'Makefile'] : [named],
    asked: targetsOf(words, new Set(['-C', '--directory', '-f', '--file', '-j'])),
  };
}

/** The one that was read last: who asks for a target of it often asks for others. */
let lastMakefile: { readonly text: string; readonly rules: ReadonlyMap<string, Recipe> } | undefined;

/** The recipes that a Makefile runs for some targets, or for its first one: what a target needs comes before it. */
export function makeRecipes(text: string, asked: readonly string[]): readonly (readonly RecipeLine[])[] {
  if (lastMakefile?.text !== text)
    lastMakefile = {
      text,
      rules: readRules(text, /^([\w./%-]+(?:[ \t]+[\w./%-]+)*)[ \t]*::?(?!=)([^=\n]*)$/, '\t'),
    };
  const { rules } = lastMakefile;
  return collect(
    rules,
    asked.length > 0 ? asked : [...rules.keys()].filter((name) => !name.startsWith('.')).slice(0, 1),
  );
}

function readJust(words: readonly string[], read: Read): readonly ShellText[] {
  const text = ['justfile', 'Justfile', '.justfile'].map(read).find((each) => each !== undefined);
  if (text === undefined) return [];
  const rules = readRules(text, /^@?([\w-]+)(?:[ \t][^:\n=]*)?:(?!=)([^\n]*)$/, /^[ \t]+/);
  const asked = targetsOf(words, new Set(['-f', '--justfile', '-d', '--working-directory']));
  return collect(rules, asked.length > 0 ? asked : [...rules.keys()].slice(0, 1)).flatMap((lines) =>
    shellsOf(lines, lines[0]?.text.startsWith('#!') === true),
  );
}

/** Each line of a recipe has a shell of its own, unless the whole is told to have one. */
function shellsOf(lines: readonly RecipeLine[], isWhole: boolean): readonly ShellText[] {
  return isWhole
    ? [{ text: lines.map(({ text }) => text).join('\n'), isStrict: false }]
    : lines.map(({ text, mayFail }) => ({ text: mayFail === true ? `{ ${text}\n} || true` : text, isStrict: false }));
}

function targetsOf(words: readonly string[], withValue: ReadonlySet<string>): readonly string[] {
  return words.slice(1).filter((word, index, rest) => !/^-|=/.test(word) && !withValue.has(rest[index - 1] ?? ''));
}

/** A line of a recipe and where it begins in its file, 1-based. */
export interface RecipeLine {
  readonly text: string;
  readonly line: number;
  /** Make goes on where it fails: `-command`. */
  readonly mayFail?: true;
}

interface Recipe {
  readonly needs: readonly string[];
  readonly lines: RecipeLine[];
}

/** Recipes by name: those that each needs, and its lines. Variables that the file sets to one plain text are filled in. */
function readRules(text: string, head: RegExp, indent: string | RegExp): ReadonlyMap<string, Recipe> {
  const rules = new Map<string, Recipe>();
  const values = new Map(
    [
      ...text.matchAll(
        /^([A-Za-z_]\w*)[ \t]*[:?]?:?=[ \t]*(?:["']{2}[ \t]*|["']?((?:[^\s"'$]+[ \t]+)*[^\s"'$]+)["']?[ \t]*)?$/gm,
      ),
    ].map(([, name = '', value = '']) => [name, value] as const),
  );
  let current: Recipe | undefined;
  let automatic = new Map<string, string>();
  for (const { text: line, line: at } of joinedLines(text)) {
    const found = head.exec(line);
    if (found !== null) {
      const needs = (found[2] ?? '').split('#')[0]?.split(/\s+/).filter(Boolean) ?? [];
      const names = (found[1] ?? '').split(/\s+/);
      current = { needs, lines: [] };
      automatic = automaticOf(names, needs);
      for (const name of names) rules.set(name, current);
    } else if (typeof indent === 'string' ? line.startsWith(indent) : indent.test(line))
      current?.lines.push({
        text: fillIn(fillAutomatic(line.trim().replace(/^[@-]+/, ''), automatic), values),
        line: at,
        ...(/^\s*@?-/.test(line) ? { mayFail: true } : {}),
      });
    else if (line.trim() !== '' && !line.startsWith('#')) current = undefined;
  }
  return rules;
}

/** Lines, those that end in a backslash with the next one. */
export function joinedLines(text: string): readonly RecipeLine[] {
  const joined: RecipeLine[] = [];
  let held: RecipeLine | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const whole: RecipeLine =
      held === undefined ? { text: line, line: index + 1 } : { ...held, text: held.text + line };
    held =
      whole.text.length < longest && whole.text.endsWith('\\')
        ? { ...whole, text: `${whole.text.slice(0, -1)} ` }
        : undefined;
    if (held === undefined) joined.push(whole);
  }
  return held === undefined ? joined : [...joined, held];
}

/** `$(NAME)` of make and `{{ NAME }}` of just; a variable of the shell is written `$$NAME` in make. */
function fillIn(line: string, values: ReadonlyMap<string, string>): string {
  return line
    .replaceAll(/\$\((\w+)\)|\$\{(\w+)\}|\{\{\s*(\w+)\s*\}\}/g, (written, one: string, two: string, three: string) => {
      const name = one ?? two ?? three ?? '';
      return values.get(name) ?? (written.startsWith('{') ? `\${${name}}` : written.replace(/^\$\((\w+)\)$/, '$${$1}'));
    })
    .replaceAll('$$', '$');
}

/** What the recipes of these names need comes before each, and every recipe once. A chain of them may be as long as its file. */
function collect(rules: ReadonlyMap<string, Recipe>, names: readonly string[]): readonly (readonly RecipeLine[])[] {
  const begun = new Set<Recipe>();
  const found: (readonly RecipeLine[])[] = [];
  const waiting: (string | Recipe)[] = names.toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const recipe = typeof next === 'string' ? rules.get(next) : undefined;
    if (typeof next !== 'string') found.push(next.lines);
    if (recipe === undefined || begun.has(recipe)) continue;
    begun.add(recipe);
    waiting.push(recipe);
    for (const need of recipe.needs.toReversed()) waiting.push(need);
  }
  return found.filter((lines) => lines.length > 0);
}
