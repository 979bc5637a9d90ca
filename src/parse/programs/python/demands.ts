import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import { childIn } from './scope.ts';

/** A statement that ends the program. */
const ending =
  /^(?:raise\b|(?:(?:sys|os)\.)?_?(?:exit|quit|abort)\s{0,4}\(|[\w.]{0,60}parser\.(?:error|exit)\s{0,4}\()/;
/** Characters of a condition that are looked through. */
const longest = 300;

/** Whether a program ends where what a condition asks for is not so: `if not path.exists(): raise ...`, `if path.exists(): ... else: sys.exit(1)`. */
export function isDemand(node: SyntaxNode, text: string): boolean {
  const condition = childIn(node, 'condition');
  if (condition === undefined || condition.end - condition.start > longest) return false;
  const asked = text.slice(condition.start, condition.end).replace(/^\(+/, '');
  const isNegative = !/\band\b/.test(asked) && asked.split(/\bor\b/).every((each) => /^\s*not\b/.test(each));
  if (isNegative) return endsIn(childIn(node, 'consequence'), text);
  const otherwise = node.children.filter(({ kind }) => kind === 'else_clause').at(-1);
  return !/\b(?:or|not)\b/.test(asked) && endsIn(otherwise?.children.at(-1), text);
}

function endsIn(block: SyntaxNode | undefined, text: string): boolean {
  const last = block?.children.at(-1);
  return last !== undefined && ending.test(text.slice(last.start, Math.min(last.end, last.start + 100)));
}
