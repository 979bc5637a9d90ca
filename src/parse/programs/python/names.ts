import type { SymbolValue, Value } from '../../../model/programs/value.ts';
import { combineChoices, oneOf, textWith, unknownFor } from '../values.ts';
import type { PythonEvaluation } from './evaluation.ts';
import { parameterValue } from './parameter.ts';
import type { Place } from './python-module.ts';
import { lookUp, type Binding } from './scope.ts';

/** What a name stands for, seen from a place; `at`: where it stands, if that is in the text of the scope itself. */
export function valueOfName(evaluation: PythonEvaluation, name: string, place: Place, at?: number): Value {
  const found = lookUp(place.scope, name);
  if (found !== undefined)
    return oneOf(
      (found.scope === place.scope ? withoutReplaced(found.bindings, at) : found.bindings).map((binding) =>
        bound(evaluation, binding, { module: place.module, scope: found.scope }, name),
      ),
    );
  if (name === '__file__') return textWith({ up: 0, file: place.module.path });
  return fromWildcards(evaluation, name, place) ?? { kind: 'symbol', name };
}

/** After `x = join(folder, x)` the x before it is gone, where both stand in one block. */
function withoutReplaced(bindings: readonly Binding[], at: number | undefined): readonly Binding[] {
  const last =
    at === undefined
      ? undefined
      : bindings.findLast((each) => each.kind === 'value' && each.isOfItself === true && each.node.end <= at);
  if (last?.kind !== 'value') return bindings;
  return bindings.filter(
    (each) => each.kind !== 'value' || each.block !== last.block || each.node.start >= last.node.start,
  );
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
    module.module.names.has(name) ? valueOfName(evaluation, name, place) : fromWildcards(evaluation, name, place),
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
