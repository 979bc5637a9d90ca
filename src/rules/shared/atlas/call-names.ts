import type { Call, ProgramFacts } from '../../../model/programs/program-facts.ts';
import { textOf } from '../../../model/programs/value.ts';

/** What is called, as the entries of the atlas write it. */
export function writtenNames({ callee, receiver }: Call, { language }: ProgramFacts): readonly string[] {
  // `STRINGdb$new()`: what the receiver is called is all that R shows of it.
  // `biomaRt$useMart()` of a package that box::use() named.
  if (language === 'r' && !callee.includes('::') && receiver?.kind === 'symbol')
    return [callee, callee.replace(/^\?/, receiver.name), callee.replace(/^\?\./, `${receiver.name}::`)];
  // `Chart(d).mark_line().encode(x).save(p)`: what such methods give has the same methods.
  const [, first, last] = /^([\w.]{1,200}\(\))(?:\.\w{1,100}\(\)){1,20}(\.\w+)$/.exec(callee) ?? [];
  return first === undefined || last === undefined ? [callee] : [callee, first + last];
}

/** The same, of R also with the packages that are attached, of which one may hold it. */
export function allNames(call: Call, program: ProgramFacts, attached: readonly string[]): readonly string[] {
  const written = writtenNames(call, program);
  const isBare = written.length === 1 && !call.callee.includes('::');
  return isBare ? [...written, ...attached.map((name) => `${name}::${call.callee}`)] : written;
}

/** Packages of which R takes a name that is written without one, as far as `isKnown` says that they decide anything. `beside`: those of its session. */
export function attachedTo(
  { language, imports }: ProgramFacts,
  beside: readonly string[],
  isKnown: (name: string) => boolean,
): readonly string[] {
  if (language !== 'r') return [];
  return [...new Set(['utils', 'base', ...imports.map(({ name }) => name), ...beside])].filter(isKnown);
}

/** No entry means a part that lies deeper. */
const deepest = 10;

/** `a.b.c`, `a.b`, `a`: an entry may mean a package or a part of it. */
export function importNames(name: string): readonly string[] {
  const parts = name.split('.', deepest);
  return parts.map((_, count) => parts.slice(0, parts.length - count).join('.'));
}

const attachedOf = new WeakMap<ProgramFacts, ReadonlySet<string>>();

/** Whether a program of R attaches a package, and not only loads it. */
export function attaches(program: ProgramFacts, name: string): boolean {
  return attachedIn(program).has(name);
}

/** The packages that a program of R attaches. */
export function attachedIn(program: ProgramFacts): ReadonlySet<string> {
  let attached = attachedOf.get(program);
  if (attached === undefined) {
    attached = new Set(
      program.calls.flatMap(({ callee, positional: [first] }) => {
        if (!/^(?:library|require|attachNamespace|(?:pacman::)?p_load)$/.test(callee)) return [];
        return [first?.kind === 'symbol' ? first.name : textOf(first)].filter((each) => each !== undefined);
      }),
    );
    attachedOf.set(program, attached);
  }
  return attached;
}
