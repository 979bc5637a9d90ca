import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import { textOf, type SymbolValue, type Value } from '../../../model/programs/value.ts';
import { combineChoices, concatenate, joinParts, joinPaths, oneOf, partsOf, textWith, unknownFor } from '../values.ts';
import { valueOfCall } from './evaluate-call.ts';
import { attributeOfText } from './text-methods.ts';
import { contentOf } from './literal.ts';
import { parameterValue } from './parameter.ts';
import type { Place, PythonModules } from './python-module.ts';
import { childIn, lookUp, type Binding, type Scope } from './scope.ts';

/** How deep names are followed, and how many nodes are looked at for one module's facts. */
const deepest = 60;
const mostNodes = 300_000;

/** Finds out what expressions are known to be: names, constants, texts and paths. Nothing is run, and no order of assignments is followed. */
export class PythonEvaluator {
  readonly modules: PythonModules;
  private readonly known = new Map<SyntaxNode, Value>();
  private readonly open = new Set<SyntaxNode>();
  private depth = 0;
  private budget = mostNodes;

  constructor(modules: PythonModules) {
    this.modules = modules;
  }

  /** Allows as much work again, for the next module. */
  renew(): void {
    this.budget = mostNodes;
  }

  evaluate(node: SyntaxNode, place: Place): Value {
    const known = this.known.get(node);
    if (known !== undefined) return known;
    if (this.open.has(node)) return unknownFor('computed');
    this.budget -= 1;
    if (this.depth > deepest || this.budget < 0) return unknownFor('limit');
    this.open.add(node);
    this.depth += 1;
    try {
      const value = this.find(node, place);
      this.known.set(node, value);
      return value;
    } finally {
      this.depth -= 1;
      this.open.delete(node);
    }
  }

  private find(node: SyntaxNode, place: Place): Value {
    const { children } = node;
    const [first, second] = children;
    switch (node.kind) {
      case 'string': return this.string(node, place);
      case 'concatenated_string': return concatenate(children.map((child) => this.evaluate(child, place)));
      case 'integer': case 'float': return { kind: 'constant', value: Number(place.module.text.slice(node.start, node.end).replaceAll('_', '')) };
      case 'true': case 'false': return { kind: 'constant', value: node.kind === 'true' };
      case 'none': return { kind: 'constant', value: null };
      case 'identifier': return this.name(place.module.text.slice(node.start, node.end), place);
      case 'attribute': return this.attribute(node, place);
      case 'call': return valueOfCall(this, node, place);
      case 'subscript': return this.element(node, place);
      case 'binary_operator': return this.binary(node, place);
      case 'boolean_operator': return oneOf(children.map((child) => this.evaluate(child, place)).filter((value, at) => at > 0 || !isFalse(value)));
      case 'conditional_expression': return oneOf([first, children[2]].flatMap((child) => (child === undefined ? [] : [this.evaluate(child, place)])));
      case 'list': case 'tuple': case 'set': case 'expression_list': return { kind: 'list', items: children.slice(0, 200).map((child) => this.evaluate(child, place)) };
      case 'dictionary': return this.table(node, place);
      case 'parenthesized_expression': case 'await': case 'as_pattern': case 'interpolation': return first === undefined ? unknownFor('computed') : this.evaluate(first, place);
      case 'named_expression': return second === undefined ? unknownFor('computed') : this.evaluate(second, place);
      case 'assignment': return this.evaluate(childIn(node, 'right') ?? node, place);
      default: return unknownFor('computed');
    }
  }

  private string(node: SyntaxNode, place: Place): Value {
    const { text } = place.module;
    const values = node.children.flatMap((child) => {
      if (child.kind === 'string_content') return [textWith(contentOf(child, text))];
      return child.kind === 'interpolation' ? [this.evaluate(childIn(child, 'expression') ?? child, place)] : [];
    });
    return values.length === 0 ? textWith('') : concatenate(values);
  }

  private table(node: SyntaxNode, place: Place): Value {
    const entries = new Map<string, Value>();
    for (const pair of node.children.slice(0, 200)) {
      const [key, value] = [childIn(pair, 'key'), childIn(pair, 'value')];
      const name = key === undefined ? undefined : textOf(this.evaluate(key, place));
      if (name !== undefined && value !== undefined) entries.set(name, this.evaluate(value, place));
    }
    return { kind: 'table', entries };
  }

  private binary(node: SyntaxNode, place: Place): Value {
    const [left, right] = node.children;
    if (left === undefined || right === undefined) return unknownFor('computed');
    const operator = place.module.text.slice(left.end, right.start).trim();
    const values = [this.evaluate(left, place), this.evaluate(right, place)];
    if (operator === '+' && values.some(({ kind }) => kind === 'list')) return { kind: 'list', items: values.flatMap((value) => (value.kind === 'list' ? value.items : [unknownFor('computed')])).slice(0, 200) };
    if (operator === '+') return combineChoices(values, (choice) => (choice.some(({ kind }) => kind === 'text') ? joinParts(choice.flatMap(partsOf)) : unknownFor('computed')));
    if (operator === '/') return combineChoices(values, (choice) => (choice.some(({ kind }) => kind === 'text') ? joinPaths(choice) : unknownFor('computed')));
    if (operator === '%') return combineChoices(values.slice(0, 1), ([format]) => fillIn(format, values[1]));
    return unknownFor('computed');
  }

  private element(node: SyntaxNode, place: Place): Value {
    const [object, index] = [childIn(node, 'value'), childIn(node, 'subscript')];
    if (object === undefined || index === undefined) return unknownFor('computed');
    const key = this.evaluate(index, place);
    return combineChoices([this.evaluate(object, place)], ([each]) => {
      const name = textOf(key);
      if (each?.kind === 'symbol' && each.name === 'os.environ' && name !== undefined) return { kind: 'text', parts: [{ variable: name }], variable: name };
      if (each?.kind === 'table') return (name === undefined ? undefined : each.entries.get(name)) ?? oneOf([...each.entries.values(), unknownFor('computed')]);
      if (each?.kind === 'text' && place.module.text.slice(object.start, object.end).endsWith('.parents')) return unknownFor('computed');
      if (each?.kind !== 'list') return unknownFor('computed');
      return key.kind === 'constant' && typeof key.value === 'number' && key.value >= 0 ? (each.items[key.value] ?? unknownFor('computed')) : oneOf(each.items);
    });
  }

  /** What a name stands for, seen from a place. */
  name(name: string, place: Place): Value {
    const found = lookUp(place.scope, name);
    if (found !== undefined) return oneOf(found.bindings.map((binding) => this.bound(binding, { module: place.module, scope: found.scope }, name)));
    if (name === '__file__') return textWith({ up: 0 });
    return this.fromWildcards(name, place) ?? { kind: 'symbol', name };
  }

  private fromWildcards(name: string, { module }: Place): Value | undefined {
    const wildcards = module.module.names.get('*') ?? [];
    for (const binding of wildcards) {
      if (binding.kind !== 'import') continue;
      const file = this.modules.locate(module.path, binding.module, binding.from.level)?.file;
      const value = file === undefined ? undefined : this.exported(file, name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  private bound(binding: Binding, place: Place, name: string): Value {
    switch (binding.kind) {
      case 'import': return this.imported(binding, place);
      case 'value': return this.evaluate(binding.node, place);
      case 'item': return combineChoices([this.evaluate(binding.node, place)], ([each]) => (each?.kind !== 'list' ? unknownFor('computed') : binding.at === undefined ? oneOf(each.items) : (each.items[binding.at] ?? unknownFor('computed'))));
      case 'definition': return { kind: 'symbol', name: binding.scope.name, file: place.module.path };
      case 'parameter': return parameterValue(this, binding, place);
      default: return unknownFor(name === '' ? 'limit' : 'computed');
    }
  }

  private imported({ module, member, from }: Extract<Binding, { kind: 'import' }>, { module: { path } }: Place): Value {
    const target = this.modules.locate(path, module, from.level);
    if (member === undefined) return target === undefined ? { kind: 'symbol', name: module } : moduleSymbol(module, target.file);
    if (target === undefined) return { kind: 'symbol', name: module === '' ? member : `${module}.${member}` };
    return this.member(target.file, module === '' ? member : `${module}.${member}`, member, path, from.level);
  }

  private member(file: string | undefined, whole: string, member: string, path: string, level: number): Value {
    const value = file === undefined ? undefined : this.exported(file, member);
    if (value !== undefined) return value;
    const submodule = this.modules.locate(path, whole, level);
    return submodule === undefined ? { kind: 'symbol', name: whole, ...(file === undefined ? {} : { file }) } : moduleSymbol(whole, submodule.file);
  }

  /** What a module of the project gives under a name. */
  exported(file: string, name: string): Value | undefined {
    const module = this.modules.module(file);
    if (module === undefined) return undefined;
    const place = { module, scope: module.module };
    return module.module.names.has(name) ? this.name(name, place) : this.fromWildcards(name, place);
  }

  /** A definition of the project by its symbol. */
  definition(symbol: SymbolValue): Place | undefined {
    const module = symbol.file === undefined ? undefined : this.modules.module(symbol.file);
    const scope = module?.scopes.find(({ name, kind }) => name === symbol.name && kind !== 'module');
    return module === undefined || scope === undefined ? undefined : { module, scope };
  }

  private attribute(node: SyntaxNode, place: Place): Value {
    const [object, named] = [childIn(node, 'object'), childIn(node, 'attribute')];
    if (object === undefined || named === undefined) return unknownFor('computed');
    const name = place.module.text.slice(named.start, named.end);
    return combineChoices([this.evaluate(object, place)], ([each]) => (each === undefined ? unknownFor('computed') : this.attributeOf(each, name, place)));
  }

  attributeOf(object: Value, name: string, place: Place): Value {
    if (object.kind === 'symbol') {
      if (object.isModule === true) return this.member(object.file, `${object.name}.${name}`, name, place.module.path, 0);
      return this.ofClass(object, name) ?? { kind: 'symbol', name: `${object.name}.${name}`, ...(object.file === undefined ? {} : { file: object.file }) };
    }
    if (object.kind === 'result') {
      if (object.of === 'argparse.ArgumentParser().parse_args') return this.option(object.file, name);
      const value = object.file === undefined ? undefined : this.ofClass({ kind: 'symbol', name: object.of, file: object.file }, name);
      return value ?? { kind: 'symbol', name: `${object.of}().${name}`, ...(object.file === undefined ? {} : { file: object.file }) };
    }
    return object.kind === 'text' ? attributeOfText(object, name) : unknownFor(object.kind === 'unknown' ? object.why : 'computed');
  }

  /** An attribute of a class of the project: of itself, of its instances, or of the class of the project that it inherits from. */
  private ofClass(symbol: SymbolValue, name: string, level = 0): Value | undefined {
    const found = this.definition(symbol);
    if (found?.scope.kind !== 'class' || level > 5) return undefined;
    const values = (found.scope.attributes.get(name) ?? []).map(({ node, scope }) => this.evaluate(node, { module: found.module, scope }));
    if (found.scope.names.has(name)) values.push(this.name(name, found));
    if (values.length > 0) return oneOf(values);
    for (const base of found.scope.bases) {
      const parent = base.kind === 'keyword_argument' ? undefined : this.evaluate(base, { module: found.module, scope: found.scope.parent ?? found.module.module });
      const value = parent?.kind === 'symbol' ? this.ofClass(parent, name, level + 1) : undefined;
      if (value !== undefined) return value;
      if (parent?.kind === 'symbol' && parent.file === undefined && found.scope.kind === 'class') continue;
    }
    return undefined;
  }

  /** An option that an argparse parser of the file declares: as given on the command line, else its default. */
  private option(file: string | undefined, name: string): Value {
    const module = file === undefined ? undefined : this.modules.module(file);
    if (module === undefined) return unknownFor('configuration');
    for (const { node, scope } of module.calls) {
      const callee = childIn(node, 'function');
      if (callee?.kind !== 'attribute' || !module.text.slice(callee.start, callee.end).endsWith('.add_argument')) continue;
      const value = this.declaredOption(node, { module, scope }, name);
      if (value !== undefined) return value;
    }
    return unknownFor('configuration');
  }

  private declaredOption(call: SyntaxNode, place: Place, name: string): Value | undefined {
    const given = childIn(call, 'arguments')?.children ?? [];
    const named = (key: string): SyntaxNode | undefined => {
      const found = given.find((each) => each.kind === 'keyword_argument' && place.module.text.slice(each.start).startsWith(key) && /^\s*=/.test(place.module.text.slice(each.start + key.length)));
      return found === undefined ? undefined : childIn(found, 'value');
    };
    const flags = given.filter(({ kind }) => kind === 'string').flatMap((each) => textOf(this.evaluate(each, place)) ?? []);
    const flag = flags.find((each) => each.startsWith('--')) ?? flags[0] ?? '';
    const dest = named('dest');
    const destination = (dest === undefined ? undefined : textOf(this.evaluate(dest, place))) ?? flag.replace(/^-+/, '').replaceAll('-', '_');
    if (destination !== name) return undefined;
    const otherwise = named('default');
    return { kind: 'text', parts: [{ variable: flag, ...(otherwise === undefined ? {} : { otherwise: this.evaluate(otherwise, place) }) }], variable: flag };
  }
}

function moduleSymbol(name: string, file: string | undefined): Value {
  return file === undefined ? { kind: 'symbol', name, isModule: true } : { kind: 'symbol', name, file, isModule: true };
}

function isFalse(value: Value): boolean {
  return value.kind === 'constant' && (value.value === null || value.value === false);
}

/** `"%s.csv" % name` */
function fillIn(format: Value | undefined, given: Value | undefined): Value {
  const text = textOf(format);
  if (text === undefined) return unknownFor('computed');
  const values = given?.kind === 'list' ? [...given.items] : given === undefined ? [] : [given];
  const pieces = text.split(/(%[-+0#]?\d*(?:\.\d+)?[sdifgr])/);
  return concatenate(pieces.map((piece, at) => (at % 2 === 0 ? textWith(piece.replaceAll('%%', '%')) : (values.shift() ?? unknownFor('computed')))));
}

export type { Scope };
