import type { ProgramFacts } from '../../model/programs/program-facts.ts';

/** The facts of a program of which nothing is known yet. */
export function emptyFacts(head: Pick<ProgramFacts, 'path' | 'language'> & Partial<ProgramFacts>): ProgramFacts {
  return {
    names: new Set(),
    calls: [],
    commands: [],
    imports: [],
    texts: [],
    functions: [],
    workdirs: [],
    constants: [],
    variables: [],
    ...head,
  };
}
