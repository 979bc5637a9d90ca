import type { Call } from '../../../model/programs/program-facts.ts';
import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import { choicesOf, type SymbolValue } from '../../../model/programs/value.ts';
import type { REvaluator } from './evaluate-r.ts';
import { childIn, type RPlace } from './r-module.ts';

/** Functions that give another one by its name. */
export const finding =
  /^(?:get0?|dynGet|match\.fun|getFromNamespace|getExportedValue|getAnywhere|as_function|as_mapper|as\.name|as\.symbol|sym|ensym)$/;

/** Packages that are named before a function: `getExportedValue("utils", "download.file")`. */
const packages = new Set(['base', 'utils', 'stats', 'methods', 'tools']);

/** Whether what `get()` and the like are given can be the function that they look for. */
export function isFunctionName(name: string | undefined): name is string {
  return name !== undefined && /^[\w.]+(?::{2,3}[\w.]+)?$/.test(name) && !packages.has(name);
}

/** What a call calls: `readr::read_csv`, a bare name, `?.method` for what is not known. */
export function nameOf(
  evaluator: Pick<REvaluator, 'evaluate'>,
  callee: SyntaxNode,
  place: RPlace,
): Pick<Call, 'callee' | 'file' | 'receiver'> {
  const source = place.module.text.slice(callee.start, callee.end).replaceAll('`', '');
  if (callee.kind === 'string') return { callee: source.slice(1, -1) };
  if (callee.kind === 'identifier' || callee.kind === 'namespace_operator')
    return named(symbolIn(evaluator, callee, place)) ?? { callee: source };
  const [object, member] = [childIn(callee, 'lhs'), childIn(callee, 'rhs')];
  // `(download.file)(x)`, `get("download.file")(x)`, `list(f = download.file)$f(x)`
  if (callee.kind !== 'extract_operator' || object === undefined || member === undefined)
    return named(symbolIn(evaluator, callee, place)) ?? { callee: '?' };
  const receiver = evaluator.evaluate(object, place);
  const name = place.module.text.slice(member.start, member.end);
  if (receiver.kind === 'symbol' && receiver.isModule === true) return { callee: `${receiver.name}.${name}`, receiver };
  const held = receiver.kind === 'table' ? named(symbolIn(evaluator, callee, place)) : undefined;
  return held ?? { callee: receiver.kind === 'result' ? `${receiver.of}().${name}` : `?.${name}`, receiver };
}

function symbolIn(evaluator: Pick<REvaluator, 'evaluate'>, node: SyntaxNode, place: RPlace): SymbolValue | undefined {
  return choicesOf(evaluator.evaluate(node, place)).find((each) => each.kind === 'symbol');
}

function named(symbol: SymbolValue | undefined): Pick<Call, 'callee' | 'file'> | undefined {
  if (symbol === undefined) return undefined;
  return {
    callee: symbol.name.replaceAll('`', ''),
    ...(symbol.file === undefined ? {} : { file: symbol.file }),
  };
}

/** A function's name without its package. */
export function bare(callee: string): string {
  return callee.replace(/^[\w.]+::/, '');
}
