import { forEachChild, type Assignment, type SyntaxNode, type Word, type WordPart } from 'unbash';
import { WordReader, type Lookup } from './shell-word.ts';

const deepest = 150;

/** The lookup with what a text itself sets; a name that is set to several values, by a loop or by `read` is not known. `chosen`: what some of them are taken to be. */
export function withAssigned(
  root: SyntaxNode,
  lookup: Lookup,
  chosen: ReadonlyMap<string, string> = new Map(),
): Lookup {
  const assigned = new Map<string, string | undefined>();
  const find: Lookup = (name) => chosen.get(name) ?? (assigned.has(name) ? assigned.get(name) : lookup(name));
  const words = new WordReader(find, false);
  const visit = (node: SyntaxNode, depth: number): void => {
    if (node.type === 'Assignment') assign(node);
    // What stands before a command is set for that command only.
    if (node.type === 'Command') {
      const prefixed = new Set<SyntaxNode>(node.name === undefined ? [] : node.prefix);
      if (node.name?.text === ':') for (const each of node.args) if (each.type === 'Word') setDefaults(each);
      if (node.name?.text === 'read')
        for (const each of node.args)
          if (each.type === 'Word' && /^\w+$/.test(each.value)) assigned.set(each.value, undefined);
      forEachChild(node, (child) => {
        if (!prefixed.has(child) && depth < deepest) visit(child, depth + 1);
      });
      return;
    }
    if (node.type === 'For' || node.type === 'Select') assigned.set(node.name.value, undefined);
    if (depth < deepest) forEachChild(node, (child) => visit(child, depth + 1));
  };
  /** `: "${NAME:=value}"` */
  const setDefaults = (word: Word): void => {
    const parts = (word.parts ?? []).flatMap((part): readonly WordPart[] =>
      part.type === 'DoubleQuoted' ? part.parts : [part],
    );
    for (const part of parts) {
      if (part.type !== 'ParameterExpansion' || part.operation?.type !== 'Default') continue;
      if (!part.operation.operator.endsWith('=') || (find(part.parameter) ?? '') !== '') continue;
      const text = words.text(part.operation.operand);
      if (!/[$`]/.test(text)) assigned.set(part.parameter, text);
    }
  };
  const assign = (node: Assignment): void => {
    const known = valueOf(node, find, words);
    const { name } = node;
    assigned.set(name, assigned.has(name) ? oneOfBoth(assigned.get(name), known) : known);
  };
  visit(root, 0);
  return assigned.size === 0 ? lookup : find;
}

/** What an assignment sets, where that is known. */
export function valueOf(
  { value, append }: Assignment,
  find: Lookup,
  words = new WordReader(find, false),
): string | undefined {
  const text = value.type === 'Word' && append !== true ? words.text(value) : undefined;
  if (text === undefined) return undefined;
  return wordOf(text) ?? folderBy(text, find) ?? (/[$`]/.test(text) ? belowKnown(text) : text);
}

/** Interpreters by their language: whichever of them a branch names, the same programs run. */
const interpreters: readonly RegExp[] = [
  /^(?:[\w./-]*\/)?python[\d.]*$/,
  /^(?:[\w./-]*\/)?(?:Rscript|R)$/,
  /^(?:[\w./-]*\/)?julia$/,
];

/** What a name is that two branches set: another value than nothing, or another interpreter of the same language, leaves the one that is told. */
function oneOfBoth(before: string | undefined, now: string | undefined): string | undefined {
  if (before === now) return before;
  if (before === undefined || now === undefined) return undefined;
  const named = before === '' ? now : before;
  const other = before === '' || now === '' ? named : now;
  return interpreters.some((each) => each.test(named) && each.test(other)) ? named : undefined;
}

/** `$(dirname "$HERE")` and `$(cd "$HERE/.." && pwd)`, where HERE is known to be the folder of the script or an absolute one. */
function folderBy(text: string, find: Lookup): string | undefined {
  const [, above, entered = above ?? '', below = ''] =
    /^\$\((?:dirname (?:-- )?"?\$\{?(\w+)\}?"?|cd (?:-- )?"?\$\{?(\w+)\}?((?:\/[\w.-]{1,60}){0,5})"?(?: ?>? ?\/dev\/null)? ?(?:&&|;) ?pwd(?: -[LP])?)\)$/.exec(
      text,
    ) ?? [];
  const known = find(entered);
  if (known === undefined || !/^(?:\$\{0%\/\*\}|\/)[^$`]*$/.test(known)) return undefined;
  return `${known}${above === undefined ? below : '/..'}`;
}

/** `$(echo main)`, `$(printf '%s' main)` and `$(command -v python3)` are the word. */
function wordOf(text: string): string | undefined {
  // Whichever of them is there is an interpreter of that language.
  const [, found] =
    /^\$\((?:command -v|which) (python[\d.]*|Rscript|julia)(?: 2>\/dev\/null)?(?: \|\| (?:command -v|which) python[\d.]*(?: 2>\/dev\/null)?)?\)$/.exec(
      text,
    ) ?? [];
  if (found !== undefined) return found;
  const [, , word] = /^\$\((?:echo(?: -n)?|printf (["']?)%s(?:\\n)?\1) ["']?([\w./:@-]+)["']?\)$/.exec(text) ?? [];
  return word;
}

/** `results/$(date +%F)`: what lies in a folder that is known, under a name that is not. Arguments of a script are those of a function in it. */
function belowKnown(text: string): string | undefined {
  if (/^\$\{0%\/\*\}[^$`]*$/.test(text)) return text;
  if (!/^[\w.~-]{0,80}\/[^$`]*[$`]/.test(text) || /\$(?:[\d@*#?!-]|\{[\d@*#?!-])/.test(text)) return undefined;
  // A blank in it would make several words of a variable without quotes.
  return text.replaceAll(/\$\([^()`]*\)|`[^`]*`/g, (found) => `$(${/[\w./-]+/.exec(found)?.[0] ?? ''})`);
}
