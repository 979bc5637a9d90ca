import type { ProjectFile } from '../../model/sources/facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { readShell } from '../shell/shell.ts';

/** How deep a recipe may start another. */
const deepest = 4;
const shells = new Set(['bash', 'dash', 'sh', 'zsh']);

/**
 * What commands start at second hand: recipes of make and just, and shell scripts of the project. Each stands at the line of the command
 * that starts it, so that a finding points into the pipeline.
 */
export function expandCommands(
  commands: readonly ShellCommand[],
  files: ReadonlyMap<string, ProjectFile>,
  depth = 0,
): readonly ShellCommand[] {
  if (depth >= deepest) return commands;
  return commands.flatMap((command) => {
    const inner = textsOf(command, files).flatMap((text) => readShell(text, () => command.line));
    return inner.length === 0 ? [command] : [command, ...expandCommands(inner, files, depth + 1)];
  });
}

function textsOf({ program, words }: ShellCommand, files: ReadonlyMap<string, ProjectFile>): readonly string[] {
  const read = (path: string): string | undefined => files.get(path.replace(/^(?:\.\/)+/, ''))?.text;
  if (program === 'make' || program === 'gmake') return readMake(words, read);
  if (program === 'just') return readJust(words, read);
  const script = shells.has(program) ? words.slice(1).find((word) => !word.startsWith('-')) : words[0];
  const text = script?.includes('/') === true || shells.has(program) ? read(script ?? '') : undefined;
  return text === undefined || text.includes('\0') ? [] : [text];
}

type Read = (path: string) => string | undefined;

function readMake(words: readonly string[], read: Read): readonly string[] {
  const value = (short: string, long: string): string | undefined => {
    const at = words.findIndex((word) => word === short || word === long);
    return at < 0 ? words.find((word) => word.startsWith(`${long}=`))?.slice(long.length + 1) : words[at + 1];
  };
  const folder = value('-C', '--directory');
  const named = value('-f', '--file');
  const text = (named === undefined ? ['GNUmakefile', 'makefile', 'Makefile'] : [named])
    .map((name) => read(folder === undefined ? name : `${folder.replace(/\/+$/, '')}/${name}`))
    .find((each) => each !== undefined);
  if (text === undefined) return [];
  const rules = readRules(text, /^([\w./%-]+(?:[ \t]+[\w./%-]+)*)[ \t]*::?(?!=)([^=\n]*)$/, '\t');
  const asked = targetsOf(words, new Set(['-C', '--directory', '-f', '--file', '-j']));
  return collect(rules, asked.length > 0 ? asked : [...rules.keys()].slice(0, 1));
}

function readJust(words: readonly string[], read: Read): readonly string[] {
  const text = ['justfile', 'Justfile', '.justfile'].map(read).find((each) => each !== undefined);
  if (text === undefined) return [];
  const rules = readRules(text, /^@?([\w-]+)(?:[ \t]+[^:\n=]*)?:(?!=)([^\n]*)$/, /^[ \t]+/);
  const asked = targetsOf(words, new Set(['-f', '--justfile', '-d', '--working-directory']));
  return collect(rules, asked.length > 0 ? asked : [...rules.keys()].slice(0, 1));
}

function targetsOf(words: readonly string[], withValue: ReadonlySet<string>): readonly string[] {
  return words.slice(1).filter((word, index, rest) => !/^-|=/.test(word) && !withValue.has(rest[index - 1] ?? ''));
}

interface Recipe {
  readonly needs: readonly string[];
  readonly lines: string[];
}

/** Recipes by name: those that each needs, and its lines. Variables that the file sets to one plain text are filled in. */
function readRules(text: string, head: RegExp, indent: string | RegExp): ReadonlyMap<string, Recipe> {
  const rules = new Map<string, Recipe>();
  const values = new Map(
    [...text.matchAll(/^([A-Za-z_]\w*)[ \t]*[:?]?:?=[ \t]*["']?([^\n"'$]*?)["']?[ \t]*$/gm)].map(
      ([, name = '', value = '']) => [name, value] as const,
    ),
  );
  let current: Recipe | undefined;
  for (const line of text.replaceAll('\\\n', ' ').split('\n')) {
    const found = head.exec(line);
    if (found !== null) {
      const needs = (found[2] ?? '').split('#')[0]?.split(/\s+/).filter(Boolean) ?? [];
      current = { needs, lines: [] };
      for (const name of (found[1] ?? '').split(/\s+/)) rules.set(name, current);
    } else if (typeof indent === 'string' ? line.startsWith(indent) : indent.test(line))
      current?.lines.push(fillIn(line.trim().replace(/^[@-]+/, ''), values));
    else if (line.trim() !== '' && !line.startsWith('#')) current = undefined;
  }
  return rules;
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

function collect(rules: ReadonlyMap<string, Recipe>, names: readonly string[]): readonly string[] {
  const done = new Set<Recipe>();
  const visit = (name: string): string[] => {
    const recipe = rules.get(name);
    if (recipe === undefined || done.has(recipe)) return [];
    done.add(recipe);
    return [...recipe.needs.flatMap(visit), recipe.lines.join('\n')];
  };
  return names.flatMap(visit).filter((text) => text !== '');
}
