import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import type { Value } from '../../../model/programs/value.ts';
import type { Place, PythonModules } from './python-module.ts';

/** What the parts of the evaluator ask each other. */
export interface PythonEvaluation {
  readonly modules: PythonModules;
  /** What is known of an expression; unknown where it depends on itself or would take too much work. */
  evaluate(node: SyntaxNode, place: Place): Value;
  /** Finds what a key stands for, and gives nothing while it is being found already: modules import each other in circles. */
  once(key: string, find: () => Value | undefined): Value | undefined;
}
