import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { forgivenAs } from '../shell/forgiven.ts';
import { readShell } from '../shell/shell.ts';
import { trimEnd } from '../../shared/trim-end.ts';
import { joinedLines, type RecipeLine } from '../make/recipe-lines.ts';
import { recipesAsked } from '../make/recipes-asked.ts';
import type { Followed } from './followed.ts';
import { startIn, within } from './one-shell.ts';

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
    : recipesAsked(text, asked).recipes.flatMap((lines) =>
        shellsOf(
          words.some((word) => /^-[a-hj-z]*i|^--ignore-errors$/.test(word))
            ? lines.map((line) => ({ ...line, mayFail: true as const }))
            : lines,
          /^\.ONESHELL:/m.test(text),
        ),
      );
}

/** What a `make` is told: the folder, the names that its file may have there, the targets and after them the variables. */
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
    asked: [
      ...targetsOf(words, new Set(['-C', '--directory', '-f', '--file', '-j'])),
      ...words.slice(1).filter((word) => /^[A-Za-z_]\w*[:?+]?=/.test(word)),
    ],
  };
}

function readJust(words: readonly string[], read: Read): readonly ShellText[] {
  const text = ['justfile', 'Justfile', '.justfile'].map(read).find((each) => each !== undefined);
  if (text === undefined) return [];
  const rules = readRules(text);
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

interface Recipe {
  readonly needs: readonly string[];
  readonly lines: RecipeLine[];
}

/** Recipes of a justfile by name: those that each needs, and its lines. Variables that the file sets to one plain text are filled in. */
function readRules(text: string): ReadonlyMap<string, Recipe> {
  const rules = new Map<string, Recipe>();
  const values = new Map(
    [
      ...text.matchAll(
        /^([A-Za-z_]\w*)[ \t]*[:?]?:?=[ \t]*(?:["']{2}[ \t]*|["']?((?:[^\s"'$]+[ \t]+)*[^\s"'$]+)["']?[ \t]*)?$/gm,
      ),
    ].map(([, name = '', value = '']) => [name, value] as const),
  );
  let current: Recipe | undefined;
  for (const { text: line, line: at } of joinedLines(text)) {
    const found = /^@?([\w-]+)(?:[ \t][^:\n=]*)?:(?!=)([^\n]*)$/.exec(line);
    if (found !== null) {
      current = { needs: found[2]?.split('#')[0]?.split(/\s+/).filter(Boolean) ?? [], lines: [] };
      rules.set(found[1] ?? '', current);
    } else if (/^[ \t]/.test(line))
      current?.lines.push({
        text: fillIn(line.trim().replace(/^[@-]+/, ''), values),
        line: at,
        ...(/^\s*@?-/.test(line) ? { mayFail: true } : {}),
      });
    else if (line.trim() !== '' && !line.startsWith('#')) current = undefined;
  }
  return rules;
}

/** `{{ NAME }}`; a variable of the shell is written as everywhere. */
function fillIn(line: string, values: ReadonlyMap<string, string>): string {
  return line.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => values.get(name) ?? `\${${name}}`);
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
