import type { LibraryUse, RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import type { BaseTraits, SurveyKnowledge } from '../../../model/adopt/survey-knowledge.ts';
import { findOptional } from '../../survey/survey-libraries.ts';

/** Of the base's language, where pip installs: what R and Julia install is named by their own scripts. */
export function optionalOf(
  facts: RepositoryFacts,
  { traits, languages, sameAs }: { readonly traits: BaseTraits } & Pick<SurveyKnowledge, 'languages' | 'sameAs'>,
): ReadonlySet<LibraryUse> {
  if (languages[traits.language].adopt.script !== undefined) return new Set();
  const { brings, language: own } = traits;
  return new Set(
    [...findOptional(facts, sameAs)].filter(({ language, name }) => language === own && !brings.includes(name)),
  );
}
