import type { ProgramFacts } from '../../../model/programs/program-facts.ts';
import { emptyFacts } from '../empty-facts.ts';
import { languageNotRead } from '../program-texts.ts';
import { glanceAtDvc } from './dvc.ts';
import { glanceAtMakefile } from './makefile.ts';
import { glanceAtMatlab } from './matlab.ts';
import { glanceAtNextflow } from './nextflow.ts';
import { glanceAtSnakefile } from './snakefile.ts';
import type { Glance, Sight } from './sight.ts';
import { glanceAtStata } from './stata.ts';

/** Of a program that is looked at, each command is followed again for every way of starting it, and costs more than one of a program that is parsed. */
export const dearGlance = 4;

const glances: Readonly<Record<string, ((sight: Sight) => Glance) | undefined>> = {
  make: glanceAtMakefile,
  MATLAB: glanceAtMatlab,
  Snakemake: glanceAtSnakefile,
  Nextflow: glanceAtNextflow,
  Stata: glanceAtStata,
  dvc: glanceAtDvc,
};

/**
 * Commands and calls of a program in a language that is not parsed, as far as single lines and literal texts show them. What is found
 * counts; since the rest was not read, it stays `unread`, so that nothing found proves nothing. Absent where nothing is known of the language.
 */
export function glanceAt(sight: Sight, language = languageNotRead(sight.path)): ProgramFacts | undefined {
  const look = glances[language ?? ''];
  if (look === undefined) return undefined;
  const { isWhole, why, line, ...found }: Glance = sight.text.includes('\0') ? { language: 'shell' } : look(sight);
  const facts = emptyFacts({ path: sight.path, ...found });
  if (isWhole === true) return facts;
  const unread = `it is ${language ?? ''}, which is not read as a whole${why === undefined ? '' : `: ${why}`}`;
  return { ...facts, unread, ...(line === undefined ? {} : { unreadAt: line }) };
}

/** What a text shows that begins in a line of its file. */
export function beginningAt(facts: ProgramFacts, from: number): ProgramFacts {
  const moved = <T extends { readonly line: number }>(all: readonly T[]): readonly T[] =>
    all.map((each) => ({ ...each, line: each.line + from - 1 }));
  const { calls, commands, imports } = facts;
  return { ...facts, calls: moved(calls), commands: moved(commands), imports: moved(imports) };
}

/** What was looked at once is known: recipes that start each other ask for the same ones again and again. */
export class Glances {
  private readonly known = new Map<string, { readonly text: string; readonly facts: ProgramFacts | undefined }>();

  at(sight: Sight, language = languageNotRead(sight.path)): ProgramFacts | undefined {
    const key = JSON.stringify([language, sight.path, sight.arguments]);
    const known = this.known.get(key);
    if (known?.text === sight.text) return known.facts;
    const facts = glanceAt(sight, language);
    this.known.set(key, { text: sight.text, facts });
    return facts;
  }
}
