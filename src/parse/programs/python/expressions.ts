import { groupBy } from '../../../shared/group-by.ts';
import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import { choicesOf, textOf, type Value } from '../../../model/programs/value.ts';
import { mostHeld } from '../bounded.ts';
import { combineChoices, concatenate, joinParts, joinPaths, oneOf, partsOf, textWith, unknownFor } from '../values.ts';
import type { PythonEvaluation } from './evaluation.ts';
import { namedElement, settingOf } from './found-by-text.ts';
import { contentOf } from '../literal.ts';
import type { Place, PythonModule } from './python-module.ts';
import { childIn } from './scope.ts';

export function textOfNode(evaluation: PythonEvaluation, node: SyntaxNode, place: Place): Value {
  const { text } = place.module;
  const values = node.children.flatMap((child) => {
    if (child.kind === 'string_content') return [textWith(contentOf(child, text))];
    return child.kind === 'interpolation' ? [evaluation.evaluate(childIn(child, 'expression') ?? child, place)] : [];
  });
  return values.length === 0 ? textWith('') : concatenate(values);
}

export function tableOf(evaluation: PythonEvaluation, node: SyntaxNode, place: Place): Value {
  const entries = new Map<string, Value>();
  const others: Value[] = [];
  for (const pair of node.children.slice(0, 200)) {
    const [key, value] = [childIn(pair, 'key'), childIn(pair, 'value')];
    const name = key === undefined ? undefined : textOf(evaluation.evaluate(key, place));
    if (value !== undefined && name !== undefined) entries.set(name, evaluation.evaluate(value, place));
    else if (value !== undefined) others.push(evaluation.evaluate(value, place));
    else if (pair.kind === 'dictionary_splat' && pair.children[0] !== undefined)
      addAll(evaluation.evaluate(pair.children[0], place), entries, others);
    // Tables that take each other in double line by line, and are as long as no text.
    if (entries.size + others.length > mostHeld) return unknownFor('limit');
  }
  return { kind: 'table', entries, ...(others.length === 0 ? {} : { others }) };
}

/** `{**base}` */
function addAll(base: Value, entries: Map<string, Value>, others: Value[]): void {
  if (base.kind !== 'table') others.push(unknownFor('computed'));
  else {
    for (const [name, value] of base.entries) entries.set(name, value);
    for (const value of base.others ?? []) others.push(value);
  }
}

export function binary(evaluation: PythonEvaluation, node: SyntaxNode, place: Place): Value {
  const [left, right] = node.children;
  if (left === undefined || right === undefined) return unknownFor('computed');
  const operator = place.module.text.slice(left.end, right.start).trim();
  const values = [evaluation.evaluate(left, place), evaluation.evaluate(right, place)];
  if (operator === '+' && values.some(({ kind }) => kind === 'list'))
    return {
      kind: 'list',
      items: values.flatMap((value) => (value.kind === 'list' ? value.items : [unknownFor('computed')])).slice(0, 200),
    };
  if (operator === '+')
    return combineChoices(values, (choice) =>
      choice.some(({ kind }) => kind === 'text') ? joinParts(choice.flatMap(partsOf)) : unknownFor('computed'),
    );
  if (operator === '/')
    return combineChoices(values, (choice) =>
      choice.some(({ kind }) => kind === 'text') ? joinPaths(choice) : unknownFor('computed'),
    );
  if (operator === '%') return combineChoices(values.slice(0, 1), ([format]) => fillIn(format, values[1]));
  return unknownFor('computed');
}

/** `["data/" + name for name in names if name in wanted]`: an element for each, of which a condition may leave some out; of a table a value, the key not known. */
export function comprehended(evaluation: PythonEvaluation, { children }: SyntaxNode, place: Place): Value {
  const [body, ...clauses] = children;
  if (body === undefined) return unknownFor('computed');
  const [loop, ...more] = clauses.filter(({ kind }) => kind === 'for_in_clause');
  const over = loop === undefined ? undefined : childIn(loop, 'right');
  const source = over === undefined ? undefined : evaluation.evaluate(over, place);
  const value = evaluation.evaluate(body.kind === 'pair' ? (childIn(body, 'value') ?? body) : body, place);
  const choices = choicesOf(value).map((each) => (clauses.some(isChoice(place)) ? perhaps(each) : each));
  if (body.kind === 'pair') return { kind: 'table', entries: new Map(), others: [oneOf(choices)] };
  if (source?.kind !== 'list' || more.length > 0) return { kind: 'list', items: [oneOf(choices)] };
  return {
    kind: 'list',
    items: choices.length === source.items.length ? choices : source.items.map(() => oneOf(choices)),
  };
}

/** A condition that more decides than whether there is something at all. */
function isChoice({ module: { text } }: Place): (clause: SyntaxNode) => boolean {
  return ({ kind, start, end }) =>
    kind === 'if_clause' && !/^if\s+\w+(?:\s+is\s+not\s+None)?$/.test(text.slice(start, Math.min(end, start + 200)));
}

/** What may be left out: a place in the project only perhaps. */
function perhaps(value: Value): Value {
  const text = textOf(value);
  if (text === undefined || /^[/~]/.test(text)) return value;
  return text.includes('/') ? textWith(undefined, `/${text}`) : unknownFor('computed');
}

/** `"a" f"{b}"`: texts side by side are one. */
export function concatenated(evaluation: PythonEvaluation, { children }: SyntaxNode, place: Place): Value {
  return concatenate(children.map((child) => evaluation.evaluate(child, place)));
}

export function elementOf(evaluation: PythonEvaluation, node: SyntaxNode, place: Place): Value {
  const [object, index] = [childIn(node, 'value'), childIn(node, 'subscript')];
  if (object === undefined || index === undefined) return unknownFor('computed');
  const key = evaluation.evaluate(index, place);
  return combineChoices([evaluation.evaluate(object, place)], ([each]) => {
    const name = textOf(key);
    if (each?.kind === 'symbol' && each.name === 'os.environ' && name !== undefined)
      return { kind: 'text', parts: [{ variable: name }], variable: name };
    if (each?.kind === 'symbol' && each.name === 'plumbum.local' && name !== undefined)
      return { kind: 'symbol', name: `plumbum.cmd.${name}` };
    const found = settingOf(evaluation, each, name, place.module) ?? namedElement(each, name, evaluation, place);
    if (found !== undefined) return found;
    // An argument of the command line, as the start gives it.
    if (each?.kind === 'symbol' && each.name === 'sys.argv' && key.kind === 'constant' && Number(key.value) > 0)
      return { kind: 'text', parts: [{ variable: String(key.value) }], variable: String(key.value) };
    const entry = each?.kind === 'table' && name !== undefined ? each.entries.get(name) : undefined;
    if (each?.kind === 'table' && each.isRead === true)
      return replacedBy(evaluation, node, place) ?? entry ?? unknownFor('computed');
    if (each?.kind === 'table')
      return entry ?? oneOf([...each.entries.values(), ...(each.others ?? []), unknownFor('computed')]);
    if (each?.kind !== 'list') return unknownFor('computed');
    return key.kind === 'constant' && typeof key.value === 'number' && key.value >= 0
      ? (each.items[key.value] ?? unknownFor('computed'))
      : oneOf(each.items);
  });
}

type Replaced = ReadonlyMap<string, PythonModule['elements']>;
const replaced = new WeakMap<PythonModule, Replaced>();
/** Characters of what is assigned to, beyond which nobody names a setting. */
const longestSetting = 200;
const mostReplaced = 6;

/** What the same file puts in the place of a setting: `settings["out"] = args.out`. */
function replacedBy(evaluation: PythonEvaluation, { start, end }: SyntaxNode, { module }: Place): Value | undefined {
  const known: Replaced =
    replaced.get(module) ??
    groupBy(module.elements, ({ target }) =>
      target.end - target.start > longestSetting ? '' : module.text.slice(target.start, target.end),
    );
  replaced.set(module, known);
  const given = end - start > longestSetting ? [] : (known.get(module.text.slice(start, end)) ?? []);
  return given.length === 0
    ? undefined
    : oneOf(given.slice(0, mostReplaced).map(({ value, scope }) => evaluation.evaluate(value, { module, scope })));
}

export function isFalse(value: Value): boolean {
  return value.kind === 'constant' && (value.value === null || value.value === false);
}

/** `"%s.csv" % name` */
function fillIn(format: Value | undefined, given: Value | undefined): Value {
  const text = textOf(format);
  if (text === undefined) return unknownFor('computed');
  const values = given?.kind === 'list' ? [...given.items] : given === undefined ? [] : [given];
  const pieces = text.split(/(%[-+0#]?\d*(?:\.\d+)?[sdifgr])/);
  return concatenate(
    pieces.map((piece, at) =>
      at % 2 === 0 ? textWith(piece.replaceAll('%%', '%')) : (values.shift() ?? unknownFor('computed')),
    ),
  );
}
