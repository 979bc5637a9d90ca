import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import { textOf, type SymbolValue, type Value } from '../../../model/programs/value.ts';
import { combineChoices, oneOf, unknownFor } from '../values.ts';
import type { Arguments } from './arguments.ts';
import { attributeOf } from './attributes.ts';
import type { PythonEvaluation } from './evaluation.ts';
import { valueOfName } from './names.ts';
import type { Place, PythonModule } from './python-module.ts';
import { childIn, type Scope } from './scope.ts';

type Known = (given: Arguments, evaluation: PythonEvaluation, place: Place) => Value;

/** The table of the names of a module or class: `vars(x)`, `x.__dict__`. */
const table = '.__dict__';
/** What `operator.attrgetter` gives, with the name that it looks for. */
const getter = 'operator.attrgetter ';

/** What is found in a module, a class or the program itself by a text that names it. */
export const foundByText: Readonly<Record<string, Known>> = {
  getattr: ({ positional: [object, name, otherwise] }, evaluation, place) =>
    oneOf([attribute(object, name, evaluation, place), ...(otherwise === undefined ? [] : [otherwise])]),
  vars: ({ positional: [object] }) =>
    combineChoices(object === undefined ? [] : [object], ([each]) =>
      each?.kind === 'symbol' ? { ...each, name: each.name + table } : unknownFor('computed'),
    ),
  'globals().get': ({ positional: [name] }, evaluation, place) => ofModule(textOf(name), evaluation, place),
  'operator.attrgetter': ({ positional: [name] }) => ({ kind: 'symbol', name: getter + (textOf(name) ?? '?') }),
};

/** `__dict__["name"]`, `globals()["name"]`; nothing for what is no table of names. */
export function namedElement(
  object: Value | undefined,
  name: string | undefined,
  evaluation: PythonEvaluation,
  place: Place,
): Value | undefined {
  if (name === undefined) return undefined;
  if (object?.kind === 'symbol' && object.name.endsWith(table))
    return attributeOf(evaluation, { ...object, name: object.name.slice(0, -table.length) }, name, place);
  return object?.kind === 'result' && /^(?:globals|locals|vars)$/.test(object.of)
    ? ofModule(name, evaluation, place)
    : undefined;
}

/** What is called by a symbol that stands for looking a name up: `attrgetter("x")(y)`, `vars(y).get("x")`. */
export function foundBy(symbol: SymbolValue): Known | undefined {
  if (symbol.name.startsWith(getter))
    return ({ positional: [object] }, evaluation, place) =>
      attribute(object, { kind: 'text', parts: [symbol.name.slice(getter.length)] }, evaluation, place);
  const [owner = '', method] = symbol.name.split(`${table}.`, 2);
  return method === 'get' || method === '__getitem__'
    ? ({ positional: [name] }, evaluation, place) => attribute({ ...symbol, name: owner }, name, evaluation, place)
    : undefined;
}

function attribute(
  object: Value | undefined,
  name: Value | undefined,
  evaluation: PythonEvaluation,
  place: Place,
): Value {
  const text = textOf(name);
  return object === undefined || text === undefined
    ? unknownFor('computed')
    : combineChoices([object], ([each]) =>
        each === undefined ? unknownFor('computed') : attributeOf(evaluation, each, text, place),
      );
}

function ofModule(name: string | undefined, evaluation: PythonEvaluation, { module }: Place): Value {
  return name === undefined ? unknownFor('computed') : valueOfName(evaluation, name, { module, scope: module.module });
}

/** What `app` and `current_app` of Flask and Quart keep their settings in. */
const settings = /^(?:flask|quart)\.\w+(?:\(\))?\.config$/;

interface Given {
  readonly owner: SyntaxNode;
  readonly value: SyntaxNode;
  readonly scope: Scope;
}

/** Values of one setting that are told apart. */
const mostSettings = 6;

const known = new WeakMap<PythonModule, ReadonlyMap<string, readonly Given[]>>();

/** `app.config["UPLOAD_FOLDER"]`: what the same file puts there. */
export function settingOf(
  evaluation: PythonEvaluation,
  owner: Value | undefined,
  name: string | undefined,
  module: PythonModule,
): Value | undefined {
  if (owner?.kind !== 'symbol' || name === undefined || !settings.test(owner.name)) return undefined;
  const all = settingsIn(module).get(name) ?? [];
  // Of a name that is set this often, nobody knows which counts.
  if (all.length > mostSettings) return unknownFor('computed');
  const given = all.filter(({ owner: node, scope }) => {
    const set = evaluation.evaluate(node, { module, scope });
    return set.kind === 'symbol' && settings.test(set.name);
  });
  return given.length === 0
    ? undefined
    : oneOf(given.map(({ value, scope }) => evaluation.evaluate(value, { module, scope })));
}

/** Assignments to `X.config["NAME"]` by the name. */
function settingsIn(module: PythonModule): ReadonlyMap<string, readonly Given[]> {
  const before = known.get(module);
  if (before !== undefined) return before;
  const found = new Map<string, Given[]>();
  for (const { target, value, scope } of module.elements) {
    const [object, index] = [childIn(target, 'value'), childIn(target, 'subscript')];
    if (object === undefined || index === undefined) continue;
    const [owner, written] = [object, index].map(({ start, end }) => module.text.slice(start, end));
    const name = /^(["'])(\w{1,100})\1$/.exec(written ?? '')?.[2];
    if (name === undefined || !/^\w+\.config$/.test(owner ?? '')) continue;
    const all = found.get(name) ?? [];
    all.push({ owner: object, value, scope });
    found.set(name, all);
  }
  known.set(module, found);
  return found;
}
