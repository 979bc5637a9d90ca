import type { Call, ProgramFacts } from '../../../model/programs/program-facts.ts';
import { choicesOf, textOf } from '../../../model/programs/value.ts';
import { runsText, startedTexts, startsProgram } from '../../../parse/programs/starting-calls.ts';
import type { Found } from './judge-reached.ts';

/** Functions of R that make code of a text. */
const parsing = /^(?:\w+::)?(?:parse|str2expression|str2lang|parse_expr|parse_exprs)$/;
const starting = /^(?:base::)?(?:system|shell|pipe)$/;

/** Each rule about programs asks. */
const known = new WeakMap<ProgramFacts, { readonly found: Found | undefined }>();

/** Where a program runs a text, or starts a program, that is put together while it runs or comes from outside: no file shows what that is. */
export function findUnsaid({ program }: { readonly program: ProgramFacts }): Found | undefined {
  const kept = known.get(program);
  if (kept !== undefined) return kept.found;
  const found = find(program);
  known.set(program, { found });
  return found;
}

function find(program: ProgramFacts): Found | undefined {
  // One parse() whose text is not known is enough, and is looked for once.
  const parses =
    program.language === 'r' &&
    program.calls.some((each) => parsing.test(each.callee) && textOf(textGiven(each)) === undefined);
  const call = program.calls.find((each) => isUnsaid(each, program.language, parses));
  if (call === undefined) return unnamed(program);
  const isText = program.language === 'python' ? runsText(call) : !starting.test(call.callee);
  return {
    message: `${isText ? 'runs a text' : 'starts a program'} that no file shows (${call.callee})`,
    line: call.line,
    fix: 'a rehearsal shows what it does; write the text or the name out where it is known',
  };
}

/** A script whose name comes from outside: of a folder that is known all of its scripts were read. */
function unnamed({ dynamic, imports, calls, language }: ProgramFacts): Found | undefined {
  // Beside the program itself, or in a folder of which a part is known, it is found otherwise.
  const isPartKnown = calls.some(
    ({ callee, line, positional: [first] }) =>
      line === dynamic?.line && callee === dynamic.what && choicesOf(first).some(({ kind }) => kind === 'text'),
  );
  if (isPartKnown) return undefined;
  if (dynamic === undefined || language === 'python' || imports.some(({ name }) => /\/\*\.R(?:md)?$/.test(name)))
    return undefined;
  return {
    message: `runs what no file names (${dynamic.what})`,
    line: dynamic.line,
    fix: 'a rehearsal shows what it does; write the name out where it is known',
  };
}

function isUnsaid(call: Call, language: ProgramFacts['language'], parses: boolean): boolean {
  if (call.file !== undefined) return false;
  if (language === 'python') return startsProgram(call) && startedTexts(call).length === 0;
  const [first] = call.positional;
  if (language === 'julia')
    return /^(?:Base\.)?include_string$/.test(call.callee) && textOf(call.positional[1]) === undefined;
  if (language !== 'r') return false;
  if (starting.test(call.callee)) return first?.kind === 'unknown';
  return (
    parses &&
    /^(?:base::|rlang::)?(?:eval|evalq|eval_tidy)$/.test(call.callee) &&
    first?.kind === 'result' &&
    parsing.test(first.of)
  );
}

function textGiven({ callee, positional: [first], named }: Call): Call['positional'][number] | undefined {
  return callee.endsWith('parse') ? named.get('text') : (named.get('x') ?? named.get('text') ?? first);
}
