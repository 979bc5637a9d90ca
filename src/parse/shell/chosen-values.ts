import { forEachChild, type Assignment, type SyntaxNode } from 'unbash';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { valueOf } from './assigned-values.ts';
import type { Lookup } from './shell-word.ts';

/** A name to which the branches of one condition give different values, all of them known. */
export interface ChosenValue {
  readonly name: string;
  readonly values: readonly string[];
  /** Offset of the end of the condition: what stands behind it has one of the values. */
  readonly end: number;
}

/** Names and values beyond which none is told: each is read again. */
const most = 4;
const deepest = 150;
/** Places that set a name, of one condition and before it. */
const mostGiven = 20;

interface Given {
  readonly node: Assignment;
  /** The condition that it stands in, of the level of the file. */
  readonly choice?: SyntaxNode;
  /** The branch of it. */
  readonly branch?: SyntaxNode;
}

/** Finds `if ...; then A=/app; else A=/opt/app; fi` and its like; a name that a loop, `read` or a function sets besides is none. */
export function chosenValues(root: SyntaxNode, find: Lookup): readonly ChosenValue[] {
  const given = new Map<string, Given[]>();
  const others = new Set<string>();
  const note = (node: Assignment, place: Omit<Given, 'node'>): void => {
    if (node.append === true || node.name === undefined || node.value.type !== 'Word') others.add(node.name ?? '');
    else {
      const known = given.get(node.name) ?? [];
      if (known.length === 0) given.set(node.name, known);
      // One that is set more often than there may be values is none.
      if (known.length < mostGiven) known.push({ node, ...place });
      else others.add(node.name);
    }
  };
  const visit = (node: SyntaxNode, place: Omit<Given, 'node'> | undefined, depth: number): void => {
    if (depth > deepest) return;
    if (node.type === 'Assignment') {
      if (place === undefined) others.add(node.name ?? '');
      else note(node, place);
    }
    if (node.type === 'For' || node.type === 'Select') others.add(node.name.value);
    if (node.type === 'Command') {
      if (node.name?.text === 'read') for (const each of node.args) others.add(each.text);
      const prefixed = new Set<SyntaxNode>(node.name === undefined ? [] : node.prefix);
      forEachChild(node, (child) => {
        if (!prefixed.has(child)) visit(child, place, depth + 1);
      });
      return;
    }
    forEachChild(node, (child) => visit(child, placeOf(node, child, place), depth + 1));
  };
  visit(root, {}, 0);
  return [...given]
    .flatMap(([name, all]) => (others.has(name) ? [] : (chosenOf(name, all, find) ?? [])))
    .slice(0, most);
}

/** Where a part of a node stands: what a loop, a function or a shell of its own sets, or a condition in a branch, is not told. */
function placeOf(
  node: SyntaxNode,
  child: SyntaxNode,
  place: Omit<Given, 'node'> | undefined,
): Omit<Given, 'node'> | undefined {
  if (/^(?:Function|While|For|Select|Subshell|ArithmeticFor|Coproc)$/.test(node.type)) return undefined;
  if (!/^(?:If|Elif|Case|CaseItem|AndOr)$/.test(node.type) || place === undefined) return place;
  if (place.choice === undefined) return { choice: node, branch: child };
  return place.choice.type === node.type || /^(?:Elif|CaseItem)$/.test(node.type) ? { ...place, branch: child } : place;
}

function chosenOf(name: string, all: readonly Given[], find: Lookup): ChosenValue | undefined {
  const [plain, choices] = [
    all.filter(({ choice }) => choice === undefined),
    all.filter(({ choice }) => choice !== undefined),
  ];
  const choice = choices[0]?.choice;
  if (choice === undefined || choices.some((each) => each.choice !== choice)) return undefined;
  // Before it, once: the value that it has where no branch gives another.
  const isBefore = plain.length === 1 && (plain[0]?.node.pos ?? 0) < choice.pos;
  if (plain.length > 0 ? !isBefore : !isWhole(choice, choices)) return undefined;
  const values = [...new Set(all.map(({ node }) => valueOf(node, find)))];
  const known = values.filter((each) => each !== undefined);
  return known.length === values.length && known.length > 1 && known.length <= most
    ? { name, values: known, end: choice.end }
    : undefined;
}

/** Whether each branch of an `if` with `else` gives a value, or ends the script. */
function isWhole(choice: SyntaxNode, given: readonly Given[]): boolean {
  if (choice.type !== 'If' || choice.else === undefined) return false;
  return [choice.then, ...choice.elif.map(({ then }) => then), choice.else].every(
    (branch) => given.some(({ node }) => node.pos >= branch.pos && node.end <= branch.end) || endsIn(branch),
  );
}

function endsIn(branch: SyntaxNode): boolean {
  let ends = false;
  forEachChild(branch, (statement) =>
    forEachChild(statement, (each) => {
      if (each.type === 'Command' && each.name?.text === 'exit') ends = true;
    }),
  );
  return ends;
}

/** Commands with those of each value in place of the ones that it makes others. What takes values of two such names stays as it is. */
export function withChosen(
  commands: readonly ShellCommand[],
  chosen: readonly { readonly readings: readonly (readonly ShellCommand[])[]; readonly after: number }[],
): readonly ShellCommand[] {
  const told = chosen.filter(({ readings }) => readings.every(({ length }) => length === commands.length));
  if (told.length === 0) return commands;
  return commands.flatMap((command, at) => {
    const written = JSON.stringify(command);
    const differing = told.filter(
      ({ readings, after }) => command.line > after && readings.some((each) => JSON.stringify(each[at]) !== written),
    );
    const [only, another] = differing;
    if (only === undefined || another !== undefined) return [command];
    const variants = new Map(only.readings.map((each) => [JSON.stringify(each[at]), each[at] ?? command]));
    return variants.size === 1
      ? [...variants.values()]
      : [...variants.values()].map((each) => ({ ...each, choice: at }));
  });
}
