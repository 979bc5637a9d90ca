import { surveyKnowledge } from '../../catalog/adopt/survey-knowledge.ts';
import { bases } from '../../catalog/bases.ts';
import type { Proposal } from '../../model/adopt/proposal.ts';
import type { BaseName } from '../../model/answers/answers.ts';
import { UserError } from '../../model/errors.ts';

/** The base that is written, or the name of the one that is not: a session in RStudio starts as root, from files of its own. */
export function chooseBase(
  proposal: Proposal,
  asked: string | undefined,
  mode: string | undefined,
): BaseName | { readonly missing?: string } {
  const wanted =
    asked !== undefined
      ? asked
      : mode === 'interactive' && proposal.mode === 'batch'
        ? (proposal.otherBase ?? 'none')
        : proposal.base;
  if (asked !== undefined && !Object.hasOwn(bases, asked))
    throw new UserError({
      where: '--base',
      what: `there is no base called ${JSON.stringify(asked)}`,
      fix: `choose one of ${Object.keys(bases).join(', ')}`,
    });
  if (wanted === 'none') return {};
  const traits = Object.hasOwn(bases, wanted) ? surveyKnowledge.bases[wanted as BaseName] : undefined;
  return traits !== undefined && traits.opens !== 'rstudio' ? (wanted as BaseName) : { missing: wanted };
}
