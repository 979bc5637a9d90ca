import type { Call } from '../../../model/programs/program-facts.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import { choicesOf, textOf } from '../../../model/programs/value.ts';
import { once } from '../once.ts';

/** Calls that find a function by a text: what that may be is known where it is written out. */
const byText = new Set('get get0 mget match.fun do.call exec getFunction eval evalq eval_bare'.split(' '));
/** Calls that list functions, or hand all of a file to others. */
const listing = new Set('ls lsf.str environment globalenv attach sys.function'.split(' '));
/** Packages by which functions are found that no program names: by a comment, a folder or a file of their own. */
const finding = new Set(['plumber', 'opencpu', 'ambiorix', 'box', 'import', 'modules', 'testthat', 'methods', 'golem']);
/** Names by which R, R6 and Shiny look for a function. */
const byCustom = new Set('server ui main initialize finalize print format summary plot cleanup'.split(' '));

/**
 * Whether something stands in a function of R whose name stands nowhere in what may run: in no program, no text, no command and no word of the start.
 * A name with a dot may be a method, which R finds by the class of what it is given.
 */
export function isIdleInR(within: string, reach: Reach): boolean {
  if (!/^[A-Za-z]\w*$/.test(within) || byCustom.has(within)) return false;
  return once(reach, 'names of R in use', () => namesInUse(reach))?.has(within) === false;
}

/** Whether every program of R was read to its end: what is not read may call what no other one does. */
export function isReadWhole({ programs }: Reach): boolean {
  return once(programs, 'all of R was read', () =>
    programs.every(
      ({ program }) => program.language !== 'r' || (program.broken === undefined && program.unread === undefined),
    ),
  );
}

/** Nothing where functions are found otherwise than by their names. */
function namesInUse({ programs, start }: Reach): ReadonlySet<string> | undefined {
  const all = programs.flatMap(({ class: kind, program }) => (kind === 'built' ? [] : [program]));
  const isOpen = all.some(
    ({ path, language, dynamic, calls, imports }) =>
      language === 'r' &&
      // A document calls functions amid its text, too.
      (/\.(?:[rq]md|rnw)$/i.test(path) ||
        dynamic !== undefined ||
        imports.some(({ name }) => finding.has(name)) ||
        calls.some(findsByText)),
  );
  if (isOpen) return undefined;
  const texts = [
    start?.text ?? '',
    ...all.flatMap((program) => program.texts.map(({ text }) => text)),
    ...all.flatMap((program) => program.commands.flatMap(({ words }) => words)),
    // A name that is put together, too.
    ...all.flatMap((program) =>
      program.calls.flatMap(({ callee, positional: [first] }) =>
        byText.has(bare(callee)) ? choicesOf(first).flatMap((each) => textOf(each) ?? []) : [],
      ),
    ),
  ];
  return new Set([...all.flatMap(({ names }) => [...names]), ...texts.flatMap((text) => text.match(/\w+/g) ?? [])]);
}

function bare(callee: string): string {
  return callee.slice(callee.lastIndexOf(':') + 1);
}

function findsByText({ callee, positional: [first] }: Call): boolean {
  if (listing.has(bare(callee))) return true;
  if (!byText.has(bare(callee))) return false;
  const choices = choicesOf(first);
  return choices.length === 0 || choices.some((each) => each.kind !== 'symbol' && textOf(each) === undefined);
}
