import type { Call, SetVariable } from '../../../model/programs/program-facts.ts';
import { textOf, type Value } from '../../../model/programs/value.ts';
import type { PythonEvaluator } from './evaluate.ts';
import type { PythonModule } from './python-module.ts';
import { childIn, functionOf } from './scope.ts';

/** Variables of the environment that a program sets for itself: by an element, by `setdefault` and `putenv`, by `update`. */
export function variablesOf(
  module: PythonModule,
  evaluator: PythonEvaluator,
  calls: readonly Call[],
): readonly SetVariable[] {
  const assigned = module.elements.flatMap(({ target, value, scope }) => {
    if (target.kind !== 'subscript') {
      const [whole, table] = [target, value].map((node) => evaluator.evaluate(node, { module, scope }));
      if (whole?.kind !== 'symbol' || whole.name !== 'os.environ' || table?.kind !== 'table') return [];
      const place = { line: module.lineOf(target.start), ...functionOf(scope) };
      return [...table.entries].map(([name, each]) => ({ name, value: each, ...place }));
    }
    const [object, index] = [childIn(target, 'value'), childIn(target, 'subscript')];
    if (object === undefined || index === undefined) return [];
    const [owner, name] = [object, index].map((node) => evaluator.evaluate(node, { module, scope }));
    const key = textOf(name);
    if (owner?.kind !== 'symbol' || owner.name !== 'os.environ' || key === undefined) return [];
    const given = evaluator.evaluate(value, { module, scope });
    return [{ name: key, value: given, line: module.lineOf(target.start), ...functionOf(scope) }];
  });
  return [...assigned, ...calls.flatMap(setBy)];
}

function setBy({ callee, positional: [first, second], named, line, function: within }: Call): readonly SetVariable[] {
  const place = { line, ...(within === '' ? {} : { function: within }) };
  const set = (name: string, value: Value): SetVariable => ({ name, value, ...place });
  if (callee === 'os.environ.update')
    return [...(first?.kind === 'table' ? first.entries : []), ...named].map(([name, value]) => set(name, value));
  const key = textOf(first);
  const isOne = /^os\.(?:environ\.setdefault|putenv)$/.test(callee) && key !== undefined && second !== undefined;
  if (!isOne) return [];
  return [callee.endsWith('setdefault') ? { ...set(key, second), isDefault: true } : set(key, second)];
}
