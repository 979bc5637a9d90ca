import type { Adoption } from '../../../model/adopt/adoption.ts';
import type { Proposal } from '../../../model/adopt/proposal.ts';
import type { RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import { placeOf } from '../adoption-to-dos.ts';

interface Named {
  readonly program?: string;
  /** What an earlier run decided. */
  readonly before?: Pick<Adoption, 'program' | 'reasons'>;
  /** Every file of the repository. */
  readonly files: readonly string[];
}

/** A notebook that a session opened may have another name by now. */
export function opensAnother({ program }: Pick<Adoption, 'program'>, files: readonly string[]): boolean {
  return program.start.some((word) => word.endsWith('.ipynb') && !files.includes(word));
}

/** Why a named program is started: no file says it. Of what was decided when the folder was written, the reason of then. */
export function whyNamed(
  { program, before, files }: Named,
  start: readonly string[],
  { commands }: RepositoryFacts,
  { reasons }: Proposal,
): Adoption['reasons'] {
  const kept = before === undefined || opensAnother(before, files) ? undefined : before.reasons['program'];
  // Whoever named a program alone did not name what follows it.
  const at = start.indexOf(program ?? '');
  const said =
    commands.find((line) => line.program === program && line.words.join(' ') === start.join(' '))?.location ??
    reasons['program']?.evidence[0];
  const isMore = at >= 0 && at < start.length - 1 && said !== undefined;
  const named = isMore ? `you named it; its arguments are those of ${placeOf(said)}` : 'you named it';
  const why = program === undefined ? kept : named;
  return why === undefined ? {} : { program: why };
}
