import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import { choicesOf, textOf, type Value } from '../../../model/programs/value.ts';
import { oneOf, unknownFor } from '../values.ts';
import { valueOfOption, type DeclaredOption, type PythonEvaluation } from './evaluation.ts';
import type { Place, PythonModule } from './python-module.ts';
import { childIn, type Binding, lookUp, calleeOf } from './scope.ts';

type Parameter = Extract<Binding, { kind: 'parameter' }>;

/** Calls of one function that are looked at. */
const mostCalls = 20;

/** What a parameter may be: its default, what the calls of the function in all modules give it, an option of the command line. */
export function parameterValue(evaluation: PythonEvaluation, parameter: Parameter, place: Place): Value {
  const { scope } = place;
  if (scope.parent !== undefined && isOwner(evaluation, parameter, place)) {
    const symbol = { name: scope.parent.name, file: place.module.path };
    return parameter.name === 'cls' || isDecorated(place, 'classmethod')
      ? { kind: 'symbol', ...symbol }
      : { kind: 'result', of: symbol.name, file: symbol.file };
  }
  if (parameter.gathers === true) return unknownFor('parameter');
  const option = clickOption(evaluation, parameter, place);
  if (option !== undefined) return option;
  const outer = { module: place.module, scope: scope.parent ?? scope };
  const otherwise = parameter.otherwise === undefined ? undefined : evaluation.evaluate(parameter.otherwise, outer);
  const given = valuesGiven(evaluation, parameter, place);
  // A function that nobody calls by its name is called by a framework, with what nobody knows.
  const values = [
    ...given.values,
    ...(otherwise !== undefined && (given.leftOut || given.values.length === 0) ? [otherwise] : []),
  ];
  return values.length === 0 ? ofType(evaluation, parameter, outer) : oneOf(values);
}

/** Whether a parameter is the object itself, or its class. Under another name than these two the first one is, unless the function is called by its class alone, as by that of a module. */
function isOwner(evaluation: PythonEvaluation, { at, name }: Parameter, place: Place): boolean {
  const { scope } = place;
  if (scope.parent?.kind !== 'class' || at > 0 || isDecorated(place, 'staticmethod')) return false;
  if (/^_*(?:self|cls)$/.test(name) || isDecorated(place, 'classmethod')) return true;
  const sites = callsOf(evaluation, place);
  return sites.length === 0 || sites.some(({ isOfObject }) => isOfObject);
}

/** One of a class of the project, where nobody is seen to give it and its annotation says so: what stands in the class holds then. */
function ofType(evaluation: PythonEvaluation, { type }: Parameter, place: Place): Value {
  const [binding] = type === undefined ? [] : (lookUp(place.scope, type)?.bindings ?? []);
  if (binding?.kind === 'definition' && binding.scope.kind === 'class')
    return { kind: 'result', of: binding.scope.name, file: place.module.path };
  if (binding?.kind !== 'import' || binding.member === undefined) return unknownFor('parameter');
  const file = evaluation.modules.locate(place.module.path, binding.module, binding.from.level)?.file;
  return file === undefined ? unknownFor('parameter') : { kind: 'result', of: binding.member, file };
}

function isDecorated({ scope: { decorators }, module: { text } }: Place, by: string): boolean {
  return decorators.some(({ start, end }) => text.slice(start, end).replace('@', '') === by);
}

/** A call of a function. `isOfObject`: of a method by an object, which Python gives it as its first argument; by the name of the class all are written. */
interface Site {
  readonly site: CalledAt;
  readonly isOfObject: boolean;
}
type CalledAt = ReturnType<PythonEvaluation['modules']['callsOf']>[number];

/** The calls of a function that are looked at. */
function callsOf(evaluation: PythonEvaluation, { module, scope }: Place): readonly Site[] {
  const isConstructor = scope.name.endsWith('.__init__');
  const owner = scope.parent?.kind === 'class' ? scope.parent : undefined;
  const name = (isConstructor ? owner?.name : scope.name)?.split('.').at(-1) ?? '';
  const isOwn = (site: Place): boolean => site.module.path === module.path;
  const all = evaluation.modules.callsOf(name);
  // Of two functions of one name a call in the file of one is that one's, most of the time.
  return [...all.filter(isOwn), ...all.filter((site) => !isOwn(site))].slice(0, mostCalls).flatMap((site) => {
    const callee = childIn(site.node, 'function');
    const target = callee === undefined ? undefined : evaluation.evaluate(callee, site);
    const meant = isConstructor ? (owner?.name ?? '') : scope.name;
    return means(target, meant, module.path, owner !== undefined && !isConstructor)
      ? [{ site, isOfObject: isConstructor || isByObject(evaluation, callee, site) }]
      : [];
  });
}

/** Whether what stands before the name of a method is an object: a class is known by its name. */
function isByObject(evaluation: PythonEvaluation, callee: SyntaxNode | undefined, site: CalledAt): boolean {
  const object = callee?.kind === 'attribute' ? childIn(callee, 'object') : undefined;
  return object === undefined || choicesOf(evaluation.evaluate(object, site)).some(({ kind }) => kind !== 'symbol');
}

function valuesGiven(
  evaluation: PythonEvaluation,
  parameter: Parameter,
  place: Place,
): { values: readonly Value[]; leftOut: boolean } {
  const { scope } = place;
  const values: Value[] = [];
  let leftOut = false;
  const isMethod = scope.parent?.kind === 'class' && !isDecorated(place, 'staticmethod');
  const isOfClass = isDecorated(place, 'classmethod');
  const sites = callsOf(evaluation, place);
  const isOwn = (site: Place): boolean => site.module.path === place.module.path;
  // What a module tells itself when it is started (`if __name__ == "__main__"`) does not hold where another one uses it.
  const isUsedElsewhere = !sites.every(({ site }) => isOwn(site));
  for (const { site, isOfObject } of sites) {
    if (isUsedElsewhere && site.onlyWhenStarted && isOwn(site)) continue;
    const node = argumentAt(
      site.node,
      site.module,
      isMethod && (isOfClass || isOfObject) ? parameter.at - 1 : parameter.at,
      parameter.name,
    );
    if (node === undefined) leftOut = true;
    else values.push(evaluation.evaluate(node, site));
  }
  return { values, leftOut };
}

function means(target: Value | undefined, name: string, file: string, isMethod: boolean): boolean {
  if (target?.kind === 'oneOf') return target.values.some((each) => means(each, name, file, isMethod));
  if (target?.kind !== 'symbol' || target.file !== file) return false;
  return target.name === name || (isMethod && target.name.replaceAll('()', '').split('.').slice(-2).join('.') === name);
}

/** The node of an argument, by position or name; of one that is spread nothing is known. */
function argumentAt(call: SyntaxNode, { text }: PythonModule, at: number, name: string): SyntaxNode | undefined {
  const given = childIn(call, 'arguments')?.children ?? [];
  for (const each of given) {
    const key = each.kind === 'keyword_argument' ? childIn(each, 'name') : undefined;
    if (key !== undefined && text.slice(key.start, key.end) === name) return childIn(each, 'value');
  }
  const positional = given.filter(({ kind }) => kind !== 'keyword_argument');
  const before = positional.slice(0, at + 1);
  return before.some(({ kind }) => kind.endsWith('splat'))
    ? before.find(({ kind }) => kind.endsWith('splat'))
    : positional[at];
}

/** `@click.option("--out", default="/x")` gives the parameter `out`. */
function clickOption(evaluation: PythonEvaluation, parameter: Parameter, { module, scope }: Place): Value | undefined {
  const { decorators } = scope;
  if (decorators.length === 0) return undefined;
  const place = { module, scope: scope.parent ?? scope };
  const option = evaluation.optionsOf(scope).find(parameter.name, decorators.length, (at) => {
    const node = decorators[at];
    return node?.kind === 'call' &&
      /(?:^|\.)(?:option|argument)$/.test(module.text.slice(node.start, calleeOf(node)?.end ?? node.start))
      ? readDecorator(evaluation, node, place)
      : undefined;
  });
  if (option === undefined) return undefined;
  return valueOfOption(evaluation, option.flag === '' ? { ...option, flag: parameter.name } : option);
}

function readDecorator(
  evaluation: PythonEvaluation,
  node: SyntaxNode,
  place: Place,
): { readonly names: readonly string[]; readonly option: DeclaredOption } {
  const given = childIn(node, 'arguments')?.children ?? [];
  const flags = given
    .filter(({ kind }) => kind === 'string')
    .flatMap((each) => textOf(evaluation.evaluate(each, place)) ?? []);
  const otherwise = given.find(
    (each) => each.kind === 'keyword_argument' && place.module.text.slice(each.start, each.start + 8) === 'default=',
  );
  const value = otherwise === undefined ? undefined : childIn(otherwise, 'value');
  return {
    names: flags.map((each) => each.replace(/^-+/, '').replaceAll('-', '_').toLowerCase()),
    option: {
      flag: flags.find((each) => each.startsWith('--')) ?? '',
      place,
      ...(value === undefined ? {} : { otherwise: value }),
    },
  };
}
