import { bounded } from '../bounded.ts';
import { DeclaredOptions } from '../declared-options.ts';
import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import { textOf, type Value } from '../../../model/programs/value.ts';
import { combineChoices, oneOf, textWith, unknownFor } from '../values.ts';
import { knownFunctions, stringOf } from './r-functions.ts';
import { elementOfOwnPlace, mayGiveOwnPlace, ownPlace } from './own-place.ts';
import { finding, isFunctionName, nameOf } from './called-name.ts';
import { declaredOption } from './r-options.ts';
import { childIn, type RArguments, type RCall, type RFunction, type RModule, type RPlace } from './r-module.ts';
import type { RProject } from './r-project.ts';

const deepest = 60;
const mostNodes = 300_000;
const mostKept = 50_000; // What is known of more is found again where it is asked for.
const mostCalls = 20;

/** Finds out what expressions of R are known to be. */
export class REvaluator {
  private readonly project: RProject;
  private readonly known = new Map<SyntaxNode, Value>();
  private readonly open = new Set<SyntaxNode | string>();
  private readonly options = new Map<RModule, DeclaredOptions<Value>>();
  private depth = 0;
  private budget = mostNodes;

  constructor(project: RProject) {
    this.project = project;
  }

  renew(): void {
    this.budget = mostNodes;
    // A flag for which no work was left is looked at again.
    this.options.clear();
    if (this.known.size > mostKept) this.known.clear();
  }

  /** What a module declares as options of its command line, looked through for one of a name. */
  optionsOf(module: RModule): DeclaredOptions<Value> {
    const known = this.options.get(module) ?? new DeclaredOptions<Value>();
    this.options.set(module, known);
    return known;
  }

  evaluate(node: SyntaxNode, place: RPlace): Value {
    const known = this.known.get(node);
    if (known !== undefined) return known;
    if (this.open.has(node)) return unknownFor('computed');
    this.budget -= 1;
    if (this.depth > deepest || this.budget < 0) return unknownFor('limit');
    this.open.add(node);
    this.depth += 1;
    try {
      const value = bounded(this.find(node, place));
      this.known.set(node, value);
      return value;
    } finally {
      this.depth -= 1;
      this.open.delete(node);
    }
  }

  private find(node: SyntaxNode, place: RPlace): Value {
    const source = place.module.text.slice(node.start, node.end);
    switch (node.kind) {
      case 'string':
        return textWith(stringOf(node, place.module.text));
      case 'integer':
      case 'float':
        return { kind: 'constant', value: Number.parseFloat(source) };
      case 'true':
      case 'false':
        return { kind: 'constant', value: node.kind === 'true' };
      case 'null':
        return { kind: 'constant', value: null };
      case 'identifier':
        return this.name(source, place);
      case 'namespace_operator':
        return { kind: 'symbol', name: source.replace(':::', '::') };
      case 'parenthesized_expression':
      case 'braced_expression':
        return this.last(node, place);
      case 'if_statement':
        return oneOf(
          ['consequence', 'alternative']
            .flatMap((field) => childIn(node, field) ?? [])
            .map((child) => this.evaluate(child, place)),
        );
      case 'call':
        return this.call({ node, ...(place.within === undefined ? {} : { within: place.within }) }, place);
      case 'extract_operator':
      case 'subset':
      case 'subset2':
        return this.element(node, place);
      case 'binary_operator':
        return this.piped(node, place);
      default:
        return unknownFor('computed');
    }
  }

  private last(node: SyntaxNode, place: RPlace): Value {
    const last = node.children.findLast(({ field }) => field === 'body');
    return last === undefined ? unknownFor('computed') : this.evaluate(last, place);
  }

  private name(name: string, { module, within }: RPlace): Value {
    const parameter =
      within?.parameters.some((each) => each.name === name) === true ? this.parameter(name, within, module) : undefined;
    if (/^[TF]$/.test(name)) return { kind: 'constant', value: name === 'T' };
    // A function sees its parameters, then the names of all scripts that are sourced together.
    const own = module.assigned.get(name) ?? [];
    const values = [
      ...(parameter === undefined ? [] : [parameter]),
      ...own.map((node) => this.definition(name, node, { module, ...(within === undefined ? {} : { within }) })),
    ];
    if (values.length > 0) return oneOf(values);
    const other = this.project.assigning(name, module);
    return other === undefined
      ? { kind: 'symbol', name }
      : oneOf(other.nodes.map((node) => this.definition(name, node, { module: other.module })));
  }

  private definition(name: string, node: SyntaxNode, place: RPlace): Value {
    return node.kind === 'function_definition'
      ? { kind: 'symbol', name, file: place.module.path }
      : this.evaluate(node, place);
  }

  private parameter(name: string, within: RFunction, module: RModule): Value {
    const key = `${module.path}\0${within.name}\0${name}`;
    if (this.open.has(key)) return unknownFor('computed');
    this.open.add(key);
    try {
      const at = within.parameters.findIndex((each) => each.name === name);
      const { otherwise, isTemporary } = within.parameters[at] ?? {};
      if (isTemporary === true) return { kind: 'result', of: 'tempfile' };
      const given = this.given(within.name, name, at);
      const values =
        otherwise !== undefined && (given.leftOut || given.values.length === 0)
          ? [...given.values, this.evaluate(otherwise, { module, within })]
          : given.values;
      return values.length === 0 ? unknownFor('parameter') : oneOf(values);
    } finally {
      this.open.delete(key);
    }
  }

  private given(functionName: string, name: string, at: number): { values: Value[]; leftOut: boolean } {
    const values: Value[] = [];
    let leftOut = false;
    if (functionName === '') return { values, leftOut };
    for (const { module, call } of this.project.calling(functionName)) {
      if (values.length > mostCalls) break;
      const { positional, named } = this.argumentsOf(call, module);
      const value = named.get(name) ?? positional[at];
      if (value === undefined) leftOut = true;
      else values.push(value);
    }
    return { values, leftOut };
  }

  argumentsOf({ node, piped, within }: RCall, module: RModule): RArguments {
    const place = { module, ...(within === undefined ? {} : { within }) };
    const positional: Value[] = piped === undefined ? [] : [this.evaluate(piped, place)];
    const named = new Map<string, Value>();
    let spread = false;
    for (const each of (childIn(node, 'arguments')?.children ?? [])
      .filter(({ kind }) => kind === 'argument')
      .slice(0, 60)) {
      const [name, value] = [childIn(each, 'name'), childIn(each, 'value')];
      if (value?.kind === 'dots') spread = true;
      else if (name === undefined)
        positional.push(value === undefined ? unknownFor('computed') : this.evaluate(value, place));
      else if (value !== undefined)
        named.set(
          module.text.slice(name.start, name.end).replaceAll(/^[`"']|[`"']$/g, ''),
          this.evaluate(value, place),
        );
    }
    return { positional, named, spread };
  }

  private piped(node: SyntaxNode, place: RPlace): Value {
    const [left, right] = [childIn(node, 'lhs'), childIn(node, 'rhs')];
    if (left === undefined || right === undefined) return unknownFor('computed');
    const operator = place.module.text.slice(left.end, right.start).trim();
    if ((operator === '|>' || operator === '%>%') && right.kind === 'call')
      return this.call(
        { node: right, piped: left, ...(place.within === undefined ? {} : { within: place.within }) },
        place,
      );
    return /^(?:<<?-|=)$/.test(operator) ? this.evaluate(right, place) : unknownFor('computed');
  }

  private element(node: SyntaxNode, place: RPlace): Value {
    const object = childIn(node, 'lhs') ?? childIn(node, 'function');
    const key = childIn(node, 'rhs') ?? childIn(childIn(node, 'arguments')?.children[0] ?? node, 'value');
    if (object === undefined || key === undefined) return unknownFor('computed');
    const written = place.module.text.slice(key.start, key.end);
    const name =
      key.kind === 'identifier' && node.kind === 'extract_operator' ? written : textOf(this.evaluate(key, place));
    return combineChoices([this.evaluate(object, place)], ([each]) => {
      const own = elementOfOwnPlace(each, written, place.module.path);
      if (own !== undefined || node.kind === 'subset') return own ?? unknownFor('computed');
      if (each?.kind === 'table' && name !== undefined) return each.entries.get(name) ?? unknownFor('computed');
      if (each?.kind === 'result' && /(?:parse_args|parseArgs)$/.test(each.of) && name !== undefined)
        return declaredOption(this, name, place.module);
      if (each?.kind === 'symbol' && each.isModule === true && name !== undefined)
        return { kind: 'symbol', name: `${each.name}.${name}`, isModule: true };
      if (each?.kind === 'symbol' && each.name === 'params') return unknownFor('configuration');
      return unknownFor(each?.kind === 'unknown' ? each.why : 'computed');
    });
  }

  /** `get("name")`, `match.fun(name)` */
  private found(call: RCall, place: RPlace): Value {
    const { positional, named } = this.argumentsOf(call, place.module);
    const given = [...positional, named.get('x'), named.get('FUN'), named.get('name')];
    const name = given.map((each) => (each?.kind === 'symbol' ? each.name : textOf(each))).find(isFunctionName);
    return name === undefined ? unknownFor('computed') : this.name(name, place);
  }

  private call(call: RCall, place: RPlace): Value {
    const callee = childIn(call.node, 'function');
    if (callee === undefined) return unknownFor('computed');
    const { callee: name, file } = nameOf(this, callee, place);
    const bare = name.replace(/^\w[\w.]*::/, '');
    const special = file === undefined ? knownFunctions[bare] : undefined;
    const given = special !== undefined || mayGiveOwnPlace(bare) ? this.argumentsOf(call, place.module) : undefined;
    if (file === undefined && finding.test(bare)) return this.found(call, place);
    const known = given && ((file === undefined && ownPlace(bare, given, place.module.path)) || special?.(given));
    if (known !== undefined) return known;
    const own = file === undefined ? undefined : this.project.at(file);
    const definition = own?.functions.find((each) => each.name === name);
    const body = definition === undefined ? undefined : childIn(definition.node, 'body');
    if (own !== undefined && definition !== undefined && body !== undefined)
      return this.evaluate(body, { module: own, within: definition });
    return { kind: 'result', of: name, ...(file === undefined ? {} : { file }) };
  }
}
