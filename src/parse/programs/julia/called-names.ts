import type { Call } from '../../../model/programs/program-facts.ts';
import type { SyntaxNode } from '../../../model/programs/syntax.ts';
import { choicesOf, textOf, type Value } from '../../../model/programs/value.ts';
import { commandTexts } from '../command-text.ts';
import { callsOf } from '../handed-calls.ts';
import { textWith } from '../values.ts';
import type { JuliaEvaluator } from './evaluate-julia.ts';

const plain = /^@?[\w.!]+$/;

/** The names of what a call calls, as written: several of `(f ∘ g)(x)` and `fs[1](x)`; none of what no name is given to. */
export function calledNames(node: SyntaxNode, text: string, evaluator: JuliaEvaluator): readonly string[] {
  const written = text.slice(node.start, node.end);
  const inner = (nodes: readonly SyntaxNode[]): readonly string[] =>
    nodes.flatMap((each) => calledNames(each, text, evaluator));
  if (node.kind === 'NsStringLiteral') return /^var"([\w.!]+)"$/.exec(written)?.[1]?.split('\n') ?? [];
  if (/^(?:ParenExpression|TernaryExpression)$/.test(node.kind))
    return inner(node.children.filter(({ kind }) => !/^[()?:]$/.test(kind)));
  if (node.kind === 'BinaryExpression')
    return written.includes('∘') ? inner(node.children.filter(({ kind }) => kind !== 'TimesOp')) : [];
  // `getfield(Downloads, :download)(x)`
  const [, owner, field] =
    /^(?:Base\.|Core\.)?get(?:field|property)\(\s?([\w.]+)\s?,\s?:(\w+!?)\s?\)$/.exec(written) ?? [];
  if (owner !== undefined && field !== undefined) return [`${owner}.${field}`];
  if (node.kind === 'IndexExpression') return node.children[0] === undefined ? [] : held(node.children[0], evaluator);
  const name = written.replaceAll('.:', '.');
  if (!plain.test(name)) return [];
  const others = node.kind === 'Identifier' ? held(node, evaluator) : [];
  return others.length === 0 ? [name] : others;
}

/** The functions that a name stands for: `d = Downloads.download`. */
function held(node: SyntaxNode, evaluator: JuliaEvaluator): readonly string[] {
  return choicesOf(evaluator.evaluate(node))
    .flatMap((each) => (each.kind === 'list' ? each.items : [each]))
    .flatMap((each) => (each.kind === 'symbol' && plain.test(each.name) ? [each.name] : []));
}

/** What a call makes a function be called with by other means: `invokelatest(f, x)`, `Expr(:call, :f, x)`. `written`: its text. */
export function callsBehind(call: Call, written: string): readonly Call[] {
  const [first, ...rest] = call.positional;
  if (/^(?:Base\.)?invokelatest$/.test(call.callee))
    return callsOf(call, first, [{ positional: rest, named: call.named, spread: call.spread }]);
  const called = /^Expr\(\s?:call\s?,\s?:([\w.!]+)/.exec(written)?.[1];
  return called === undefined ? [] : [{ ...call, callee: called, positional: call.positional.slice(2) }];
}

/** The shell texts that do what a call starts: `Cmd(["curl", x])`, `ccall(:system, ...)`, and of what a text of Julia is made into code. */
export function startedBy({ callee, positional }: Call, written: string): readonly string[] {
  const [first, second] = positional;
  if (callee === 'Cmd') return commandTexts(first);
  if (/^(?:Base\.)?(?:include_string|Meta\.parse\w*)$/.test(callee))
    return julia(callee.endsWith('string') ? second : first);
  const ofLibc = /^(?:ccall\(\(?\s?|@ccall\s+):?(?:system|popen)\b/.test(written);
  return ofLibc ? [...written.matchAll(/"([^"\\]{1,2000})"/g)].map(([, text = '']) => text) : [];
}

function julia(value: Value | undefined): readonly string[] {
  return textOf(value) === undefined || value === undefined
    ? []
    : commandTexts(textWith('julia'), [textWith('-e'), value]);
}
