import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import type { Value } from '../../../model/programs/value.ts';
import type { PythonEvaluation } from './evaluation.ts';
import type { Place } from './python-module.ts';
import { childIn } from './scope.ts';

export interface Arguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  /** More may come from `*args` or `**options` whose content is not known. */
  readonly spread: boolean;
}

/** More positional arguments than anybody reads. */
const most = 40;

/** Most calls name no argument: they share one table. */
const none: ReadonlyMap<string, Value> = new Map();

/** The arguments of a call. Lists and tables that are spread are taken apart where they are known. */
export function argumentsOf(evaluation: PythonEvaluation, call: SyntaxNode, place: Place): Arguments {
  const positional: Value[] = [];
  const named = new Map<string, Value>();
  let spread = false;
  const given = childIn(call, 'arguments');
  // `f(x for x in y)` has no list of arguments.
  for (const node of given?.kind === 'argument_list' ? given.children.slice(0, most) : []) {
    if (node.kind === 'keyword_argument') {
      const [name, value] = [childIn(node, 'name'), childIn(node, 'value')];
      if (name !== undefined && value !== undefined)
        named.set(place.module.text.slice(name.start, name.end), evaluation.evaluate(value, place));
    } else if (node.kind.endsWith('splat')) {
      const value = node.children[0] === undefined ? undefined : evaluation.evaluate(node.children[0], place);
      if (value?.kind === 'list') positional.push(...value.items);
      else if (value?.kind === 'table') {
        for (const [name, each] of value.entries) named.set(name, each);
        spread ||= value.others !== undefined;
      } else spread = true;
    } else positional.push(evaluation.evaluate(node, place));
  }
  return { positional, named: named.size === 0 ? none : named, spread };
}
