import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import { textOf, type SymbolValue, type Value } from '../../../model/programs/value.ts';
import { combineChoices, oneOf, unknownFor } from '../values.ts';
import { valueOfOption, type DeclaredOption, type PythonEvaluation } from './evaluation.ts';
import { definitionOf, memberOf, valueOfName } from './names.ts';
import type { Place } from './python-module.ts';
import { childIn, calleeOf } from './scope.ts';
import { attributeOfText } from './text-methods.ts';

export function attributeOfNode(evaluation: PythonEvaluation, node: SyntaxNode, place: Place): Value {
  const [object, named] = [childIn(node, 'object'), childIn(node, 'attribute')];
  if (object === undefined || named === undefined) return unknownFor('computed');
  const name = place.module.text.slice(named.start, named.end);
  return combineChoices([evaluation.evaluate(object, place)], ([each]) =>
    each === undefined ? unknownFor('computed') : attributeOf(evaluation, each, name, place),
  );
}

/** An attribute of what is known. */
export function attributeOf(evaluation: PythonEvaluation, object: Value, name: string, place: Place): Value {
  if (object.kind === 'symbol') {
    if (object.isModule === true)
      return memberOf(evaluation, object.file, `${object.name}.${name}`, name, place.module.path, 0);
    return (
      ofClass(evaluation, object, name) ??
      inherited(evaluation, object, `.${name}`) ?? {
        kind: 'symbol',
        name: `${object.name}.${name}`,
        ...(object.file === undefined ? {} : { file: object.file }),
      }
    );
  }
  if (object.kind === 'result') {
    if (object.of === 'argparse.ArgumentParser().parse_args') return optionValue(evaluation, object.file, name);
    const symbol = {
      kind: 'symbol' as const,
      name: object.of,
      ...(object.file === undefined ? {} : { file: object.file }),
    };
    return (
      ofClass(evaluation, symbol, name) ??
      inherited(evaluation, symbol, `().${name}`) ?? {
        kind: 'symbol',
        name: `${object.of}().${name}`,
        ...(object.file === undefined ? {} : { file: object.file }),
      }
    );
  }
  // Settings whose names are read as attributes.
  const setting = object.kind === 'table' ? object.entries.get(name) : undefined;
  if (setting !== undefined) return setting;
  return object.kind === 'text'
    ? attributeOfText(object, name)
    : unknownFor(object.kind === 'unknown' ? object.why : 'computed');
}

/** Classes that are looked at for one attribute; no class of a person inherits from so many of the project. */
const mostClasses = 50;

/** An attribute of a class of the project: of itself, of its instances, or of the class of the project that it inherits from. `seen`: each is looked at once. */
function ofClass(
  evaluation: PythonEvaluation,
  symbol: SymbolValue,
  name: string,
  seen = new Set<object>(),
): Value | undefined {
  const found = definitionOf(evaluation, symbol);
  if (found?.scope.kind !== 'class' || seen.has(found.scope) || seen.size >= mostClasses) return undefined;
  seen.add(found.scope);
  const values = (found.scope.attributes.get(name) ?? []).map(({ node, scope }) =>
    node === undefined ? unknownFor('limit') : evaluation.evaluate(node, { module: found.module, scope }),
  );
  if (found.scope.names.has(name)) values.push(valueOfName(evaluation, name, found));
  if (values.length > 0) return oneOf(values);
  for (const base of found.scope.bases) {
    const parent =
      base.kind === 'keyword_argument'
        ? undefined
        : evaluation.evaluate(base, { module: found.module, scope: found.scope.parent ?? found.module.module });
    const value = parent?.kind === 'symbol' ? ofClass(evaluation, parent, name, seen) : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

/** What a class of the project has from a class of a library: `S().get` of `class S(requests.Session)`. `end`: the attribute, as it is asked for. */
function inherited(evaluation: PythonEvaluation, symbol: SymbolValue, end: string): Value | undefined {
  let found = definitionOf(evaluation, symbol);
  for (let classes = 0; found?.scope.kind === 'class' && classes < mostClasses; classes += 1) {
    const place: Place = { module: found.module, scope: found.scope.parent ?? found.module.module };
    const bases = found.scope.bases
      .filter(({ kind }) => kind !== 'keyword_argument')
      .map((base) => evaluation.evaluate(base, place))
      .filter((base) => base.kind === 'symbol');
    const library = bases.find(({ file, name }) => file === undefined && name.includes('.'));
    if (library !== undefined) return { kind: 'symbol', name: library.name + end };
    found = bases[0] === undefined ? undefined : definitionOf(evaluation, bases[0]);
  }
  return undefined;
}

/** An option that an argparse parser of the file declares: as given on the command line, else its default. */
function optionValue(evaluation: PythonEvaluation, file: string | undefined, name: string): Value {
  const module = file === undefined ? undefined : evaluation.modules.module(file);
  const option =
    module === undefined
      ? undefined
      : evaluation.optionsOf(module).find(name, module.calls.length, (at) => {
          const site = module.calls[at];
          const callee = site === undefined ? undefined : calleeOf(site.node);
          return site !== undefined &&
            callee?.kind === 'attribute' &&
            module.text.slice(callee.start, callee.end).endsWith('.add_argument')
            ? readOption(evaluation, site.node, { module, scope: site.scope })
            : undefined;
        });
  return option === undefined ? unknownFor('configuration') : valueOfOption(evaluation, option);
}

function readOption(
  evaluation: PythonEvaluation,
  call: SyntaxNode,
  place: Place,
): { readonly names: readonly string[]; readonly option: DeclaredOption } {
  const given = childIn(call, 'arguments')?.children ?? [];
  const named = (key: string): SyntaxNode | undefined => {
    const found = given.find(
      (each) =>
        each.kind === 'keyword_argument' &&
        place.module.text.slice(each.start).startsWith(key) &&
        /^\s*=/.test(place.module.text.slice(each.start + key.length)),
    );
    return found === undefined ? undefined : childIn(found, 'value');
  };
  const flags = given
    .filter(({ kind }) => kind === 'string')
    .flatMap((each) => textOf(evaluation.evaluate(each, place)) ?? []);
  const flag = flags.find((each) => each.startsWith('--')) ?? flags[0] ?? '';
  const dest = named('dest');
  const name =
    (dest === undefined ? undefined : textOf(evaluation.evaluate(dest, place))) ??
    flag.replace(/^-+/, '').replaceAll('-', '_');
  const otherwise = named('default');
  return { names: [name], option: { flag, place, ...(otherwise === undefined ? {} : { otherwise }) } };
}
