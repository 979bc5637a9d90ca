import { choicesOf, type SymbolValue, type Value } from '../../../model/programs/value.ts';
import { combineChoices, oneOf, textWith, unknownFor } from '../values.ts';
import type { PythonEvaluation } from './evaluation.ts';
import { parameterValue } from './parameter.ts';
import { reaching } from '../reaching.ts';
import type { Place, PythonModules } from './python-module.ts';
import { lookUp, type Binding, type Scope, whereOf } from './scope.ts';

/** What a name stands for, seen from a place; `at`: where it stands, if that is in the text of the scope itself. */
export function valueOfName(evaluation: PythonEvaluation, name: string, place: Place, at?: number): Value {
  const found = lookUp(place.scope, name);
  if (found !== undefined) {
    const around = { module: place.module, scope: found.scope };
    const values = (bindings: readonly Binding[]): readonly Value[] =>
      bindings.map((binding) => bound(evaluation, binding, around, name));
    const all = bindingsAt(evaluation, found, place, at);
    const [given, instead] = [all.filter((each) => !isInstead(each)), all.filter(isInstead)];
    const known = values(given);
    return oneOf(
      instead.length > 0 && known.length > 0 && !known.some(mayBeNone) ? known : [...known, ...values(instead)],
    );
  }
  if (name === '__file__') return textWith({ up: 0, file: place.module.path });
  return fromWildcards(evaluation, name, place) ?? { kind: 'symbol', name };
}

/** `if x is None: x = y` */
function isInstead(binding: Binding): boolean {
  return whereOf(binding)?.whenNone === true;
}

/** Whether nothing may have been given: None itself, or what nobody is seen to give. */
function mayBeNone(value: Value): boolean {
  return choicesOf(value).some(
    (each) =>
      (each.kind === 'constant' && each.value !== true) || (each.kind === 'unknown' && each.why === 'parameter'),
  );
}

/** Those of a name that can be its value: after `x = a`, `x = b` it is b, and a function sees what was there when it was called. */
function bindingsAt(
  { modules }: PythonEvaluation,
  { bindings, scope }: { readonly bindings: readonly Binding[]; readonly scope: Scope },
  place: Place,
  at: number | undefined,
): readonly Binding[] {
  if (at === undefined || bindings.length < 2) return bindings;
  const inner = ofComprehension(bindings, at);
  if (inner !== undefined) return inner;
  const seen = bindings.filter((each) => whereOf(each)?.within === undefined);
  const left = seen.length === 0 ? bindings : seen;
  const places = scope === place.scope ? [at] : scope.kind === 'module' ? calledAt(modules, place) : undefined;
  if (places === undefined) return left;
  return [...new Set(places.flatMap((each) => reaching(seenFrom(left, each, place), each, whereOf)))];
}

/** The names of a comprehension are seen in it alone, and hide those around it. */
function ofComprehension(bindings: readonly Binding[], at: number): readonly Binding[] | undefined {
  const around = bindings.flatMap((binding) => {
    const within = whereOf(binding)?.within;
    return within === undefined || at < within.start || at >= within.end ? [] : [{ binding, start: within.start }];
  });
  const innermost = Math.max(...around.map(({ start }) => start));
  return around.length === 0
    ? undefined
    : around.filter(({ start }) => start === innermost).map(({ binding }) => binding);
}

/** Another module sees the names of one as it leaves them when it is not what is started. */
function seenFrom(bindings: readonly Binding[], at: number, { module }: Place): readonly Binding[] {
  if (at < module.text.length) return bindings;
  const left = bindings.filter((each) => whereOf(each)?.onlyWhenStarted !== true);
  return left.length === 0 ? bindings : left;
}

/** How deep functions that call each other are followed to the level of the file. */
const deepestCalls = 6;
const mostPlaces = 50;

/** Where on the level of its file a function is called, itself or by others; nothing where somebody else may call it. */
function calledAt(
  modules: PythonModules,
  { module, scope }: Place,
  seen: ReadonlySet<Scope> = new Set(),
): readonly number[] | undefined {
  const name = scope.name.split('.').at(-1) ?? '';
  if (seen.size > deepestCalls || name === '' || scope.decorators.length > 0) return undefined;
  const sites = modules.callsOf(name);
  if (sites.length === 0 || sites.length > mostPlaces) return undefined;
  const places: number[] = [];
  for (const site of sites) {
    // The names of another module are whole when it calls.
    if (site.module !== module) places.push(module.text.length);
    else if (site.scope.kind === 'module') places.push(site.node.start);
    else if (!seen.has(site.scope)) {
      const around = calledAt(modules, site, new Set([...seen, scope]));
      if (around === undefined || places.length > mostPlaces) return undefined;
      places.push(...around);
    }
  }
  return places.length === 0 ? undefined : [...new Set(places)];
}

function fromWildcards(evaluation: PythonEvaluation, name: string, { module }: Place): Value | undefined {
  const found = evaluation.wildcards.find(module, name);
  if (found === 'limit') return unknownFor('limit');
  return found === undefined ? undefined : exportedValue(evaluation, found.path, name);
}

function bound(evaluation: PythonEvaluation, binding: Binding, place: Place, name: string): Value {
  switch (binding.kind) {
    case 'import':
      return imported(evaluation, binding, place);
    case 'value':
      return evaluation.evaluate(binding.node, place);
    case 'item':
      return combineChoices([evaluation.evaluate(binding.node, place)], ([each]) =>
        each?.kind !== 'list'
          ? unknownFor('computed')
          : binding.at === undefined
            ? oneOf(each.items)
            : (each.items[binding.at] ?? unknownFor('computed')),
      );
    case 'definition':
      return { kind: 'symbol', name: binding.scope.name, file: place.module.path };
    case 'parameter':
      return parameterValue(evaluation, binding, place);
    default:
      return unknownFor(name === '' ? 'limit' : 'computed');
  }
}

function imported(
  evaluation: PythonEvaluation,
  { module, member, from }: Extract<Binding, { kind: 'import' }>,
  { module: { path } }: Place,
): Value {
  const target = evaluation.modules.locate(path, module, from.level);
  if (member === undefined)
    return target === undefined ? { kind: 'symbol', name: module } : moduleSymbol(module, target.file);
  if (target === undefined) return { kind: 'symbol', name: module === '' ? member : `${module}.${member}` };
  return memberOf(evaluation, target.file, module === '' ? member : `${module}.${member}`, member, path, from.level);
}

export function memberOf(
  evaluation: PythonEvaluation,
  file: string | undefined,
  whole: string,
  member: string,
  path: string,
  level: number,
): Value {
  const value = file === undefined ? undefined : exportedValue(evaluation, file, member);
  if (value !== undefined) return value;
  const submodule = evaluation.modules.locate(path, whole, level);
  return submodule === undefined
    ? { kind: 'symbol', name: whole, ...(file === undefined ? {} : { file }) }
    : moduleSymbol(whole, submodule.file);
}

/** What a module of the project gives under a name. */
function exportedValue(evaluation: PythonEvaluation, file: string, name: string): Value | undefined {
  const module = evaluation.modules.module(file);
  if (module === undefined) return undefined;
  const place = { module, scope: module.module };
  return evaluation.once(`${file}\0${name}`, () =>
    module.module.names.has(name)
      ? valueOfName(evaluation, name, place, module.text.length)
      : fromWildcards(evaluation, name, place),
  );
}

/** A definition of the project by its symbol. */
export function definitionOf(evaluation: PythonEvaluation, symbol: SymbolValue): Place | undefined {
  const module = symbol.file === undefined ? undefined : evaluation.modules.module(symbol.file);
  const scope = module?.definitions.get(symbol.name);
  return module === undefined || scope === undefined ? undefined : { module, scope };
}

function moduleSymbol(name: string, file: string | undefined): Value {
  return file === undefined ? { kind: 'symbol', name, isModule: true } : { kind: 'symbol', name, file, isModule: true };
}
