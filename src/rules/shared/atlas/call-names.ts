import type { Call, ProgramFacts } from '../../../model/programs/program-facts.ts';
import { textOf } from '../../../model/programs/value.ts';

/** What is called, as the entries of the atlas write it. */
export function writtenNames({ callee, receiver }: Call, { language }: ProgramFacts): readonly string[] {
  // `STRINGdb$new()`: what the receiver is called is all that R shows of it.
  return language === 'r' && !callee.includes('::') && receiver?.kind === 'symbol'
    ? [callee, callee.replace(/^\?/, receiver.name)]
    : [callee];
}

/** The same, of R also with the packages that are attached, of which one may hold it. */
export function allNames(call: Call, program: ProgramFacts): readonly string[] {
  const written = writtenNames(call, program);
  const isBare = written.length === 1 && !call.callee.includes('::');
  return isBare ? [...written, ...attachedTo(program).map((name) => `${name}::${call.callee}`)] : written;
}

/** Packages of which R takes a name that is written without one. */
export function attachedTo({ language, imports }: ProgramFacts): readonly string[] {
  return language === 'r' ? ['utils', 'base', ...imports.map(({ name }) => name)] : [];
}

/** `a.b.c`, `a.b`, `a`: an entry may mean a package or a part of it. */
export function importNames(name: string): readonly string[] {
  const parts = name.split('.');
  return parts.map((_, count) => parts.slice(0, parts.length - count).join('.'));
}

/** Whether a program of R attaches a package, and not only loads it. */
export function attaches({ calls }: ProgramFacts, name: string): boolean {
  return calls.some(
    ({ callee, positional: [first] }) =>
      /^(?:library|require|attachNamespace|(?:pacman::)?p_load)$/.test(callee) &&
      ((first?.kind === 'symbol' && first.name === name) || textOf(first) === name),
  );
}
