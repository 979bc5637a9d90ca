import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import type { Value } from '../../../model/programs/value.ts';
import type { Place, PythonModules } from './python-module.ts';
import type { Wildcards } from './wildcards.ts';

/** What the parts of the evaluator ask each other. */
export interface PythonEvaluation {
  readonly modules: PythonModules;
  readonly wildcards: Wildcards;
  /** What is known of an expression; unknown where it depends on itself or would take too much work. */
  evaluate(node: SyntaxNode, place: Place): Value;
  /** Finds what a key stands for, and gives nothing while it is being found already: modules import each other in circles. What was found without such a cut is kept. */
  once(key: string, find: () => Value | undefined): Value | undefined;
}
