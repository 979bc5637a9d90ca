import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import type { Value } from '../../../model/programs/value.ts';
import { bounded } from '../bounded.ts';
import { DeclaredOptions } from '../declared-options.ts';
import { oneOf, unknownFor } from '../values.ts';
import { attributeOfNode } from './attributes.ts';
import { valueOfCall } from './evaluate-call.ts';
import type { DeclaredOption, PythonEvaluation } from './evaluation.ts';
import { binary, comprehended, concatenated, elementOf, isFalse, tableOf, textOfNode } from './expressions.ts';
import { valueOfName } from './names.ts';
import type { Place, PythonModule, PythonModules } from './python-module.ts';
import { childIn, type Scope } from './scope.ts';
import { Wildcards } from './wildcards.ts';

/** How deep names are followed, and how many nodes are looked at for one module's facts. */
const deepest = 60;
const mostNodes = 300_000;
const mostKept = 50_000;

/** Finds out what expressions are known to be: names, constants, texts and paths. Nothing is run, and no order of assignments is followed. */
export class PythonEvaluator implements PythonEvaluation {
  readonly modules: PythonModules;
  readonly wildcards: Wildcards;
  private readonly known = new Map<SyntaxNode, Value>();
  private readonly open = new Set<SyntaxNode>();
  private readonly keys = new Set<string>();
  private readonly found = new Map<string, { readonly value: Value | undefined }>();
  private readonly options = new Map<PythonModule | Scope, DeclaredOptions<DeclaredOption>>();
  /** How often something was cut short: what it is a part of may be another value elsewhere. */
  private cuts = 0;
  private depth = 0;
  private budget = mostNodes;

  constructor(modules: PythonModules) {
    this.modules = modules;
    this.wildcards = new Wildcards(modules);
  }

  /** Allows as much work again, for the next module. */
  renew(): void {
    this.budget = mostNodes;
    // A flag for which no work was left is looked at again.
    this.options.clear();
    // What is known of other modules is found again where it is asked for.
    if (this.known.size > mostKept) this.known.clear();
    if (this.found.size > mostKept) this.found.clear();
  }

  optionsOf(declaring: PythonModule | Scope): DeclaredOptions<DeclaredOption> {
    const known = this.options.get(declaring) ?? new DeclaredOptions<DeclaredOption>();
    this.options.set(declaring, known);
    return known;
  }

  once(key: string, find: () => Value | undefined): Value | undefined {
    const kept = this.found.get(key);
    if (kept !== undefined) return kept.value;
    this.budget -= 1;
    if (this.keys.has(key) || this.depth > deepest || this.budget < 0) {
      this.cuts += 1;
      return undefined;
    }
    const before = this.cuts;
    this.keys.add(key);
    this.depth += 1;
    try {
      const value = find();
      if (this.cuts === before) this.found.set(key, { value });
      return value;
    } finally {
      this.depth -= 1;
      this.keys.delete(key);
    }
  }

  evaluate(node: SyntaxNode, place: Place): Value {
    const known = this.known.get(node);
    if (known !== undefined) return known;
    this.budget -= 1;
    if (this.open.has(node) || this.depth > deepest || this.budget < 0) {
      const isCircle = this.open.has(node);
      this.cuts += 1;
      return unknownFor(isCircle ? 'computed' : 'limit');
    }
    this.open.add(node);
    this.depth += 1;
    try {
      const value = bounded((kinds.get(node.kind) ?? nothing)(this, node, place));
      this.known.set(node, value);
      return value;
    } finally {
      this.depth -= 1;
      this.open.delete(node);
    }
  }
}

type Find = (evaluation: PythonEvaluation, node: SyntaxNode, place: Place) => Value;

/** Elements of a list that are looked at. */
const mostItems = 200;

const nothing: Find = () => unknownFor('computed');
const inner: Find = (evaluation, { children: [first] }, place) =>
  first === undefined ? unknownFor('computed') : evaluation.evaluate(first, place);
const all =
  (choose: (values: readonly Value[]) => readonly Value[]): Find =>
  (evaluation, { children }, place) =>
    oneOf(choose(children.map((child) => evaluation.evaluate(child, place))));
const list: Find = (evaluation, { children }, place) => ({
  kind: 'list',
  items: children.slice(0, mostItems).map((child) => evaluation.evaluate(child, place)),
});
const assigned: Find = (evaluation, node, place) => {
  const value = childIn(node, 'right') ?? childIn(node, 'value');
  return value === undefined ? unknownFor('computed') : evaluation.evaluate(value, place);
};
const number: Find = (_, { start, end }, { module }) => ({
  kind: 'constant',
  value: Number(module.text.slice(start, end).replaceAll('_', '')),
});

const kinds: ReadonlyMap<string, Find> = new Map<string, Find>([
  ['string', textOfNode],
  ['concatenated_string', concatenated],
  ['integer', number],
  ['float', number],
  ['true', () => ({ kind: 'constant', value: true })],
  ['false', () => ({ kind: 'constant', value: false })],
  ['none', () => ({ kind: 'constant', value: null })],
  [
    'identifier',
    (evaluation, { start, end }, place) => valueOfName(evaluation, place.module.text.slice(start, end), place, start),
  ],
  ['attribute', attributeOfNode],
  ['call', valueOfCall],
  ['subscript', elementOf],
  ['binary_operator', binary],
  // `a or b` is not a where a is None.
  ['boolean_operator', all((values) => values.filter((value, at) => at > 0 || !isFalse(value)))],
  ['conditional_expression', all(([first, , otherwise]) => [first, otherwise].filter((value) => value !== undefined))],
  ...['list', 'tuple', 'set', 'expression_list'].map((kind) => [kind, list] as const),
  ...['list_comprehension', 'set_comprehension', 'dictionary_comprehension', 'generator_expression'].map(
    (kind) => [kind, comprehended] as const,
  ),
  ['dictionary', tableOf],
  ...['parenthesized_expression', 'await', 'as_pattern'].map((kind) => [kind, inner] as const),
  ['named_expression', assigned],
  ['assignment', assigned],
]);
