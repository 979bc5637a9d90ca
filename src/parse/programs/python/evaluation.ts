import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import type { Value } from '../../../model/programs/value.ts';
import type { DeclaredOptions } from '../declared-options.ts';
import type { Place, PythonModule, PythonModules } from './python-module.ts';
import type { Scope } from './scope.ts';
import type { Wildcards } from './wildcards.ts';

/** An option of the command line: how it is typed (`--out`), and its default. */
export interface DeclaredOption {
  readonly flag: string;
  readonly otherwise?: SyntaxNode;
  readonly place: Place;
}

/** What the parts of the evaluator ask each other. */
export interface PythonEvaluation {
  readonly modules: PythonModules;
  readonly wildcards: Wildcards;
  /** What a module, or the decorators of a function, declare; looked through for one of a name. */
  optionsOf(declaring: PythonModule | Scope): DeclaredOptions<DeclaredOption>;
  /** What is known of an expression; unknown where it depends on itself or would take too much work. */
  evaluate(node: SyntaxNode, place: Place): Value;
  /** Finds what a key stands for, and gives nothing while it is being found already: modules import each other in circles. What was found without such a cut is kept. */
  once(key: string, find: () => Value | undefined): Value | undefined;
}

/** As given on the command line, else its default. */
export function valueOfOption(evaluation: PythonEvaluation, { flag, otherwise, place }: DeclaredOption): Value {
  const value = otherwise === undefined ? {} : { otherwise: evaluation.evaluate(otherwise, place) };
  return { kind: 'text', parts: [{ variable: flag, ...value }], variable: flag };
}
