import type { AdoptionToDo } from '../../../model/adopt/adoption.ts';
import type { RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import type { BaseTraits, SurveyKnowledge } from '../../../model/adopt/survey-knowledge.ts';

/** Of a base that does not run the language in which most programs are written, as notebooks in one beside scripts in another. */
export function otherLanguageToDos(
  facts: Pick<RepositoryFacts, 'languages'>,
  traits: BaseTraits,
  { languages, bases }: Pick<SurveyKnowledge, 'languages' | 'bases'>,
): AdoptionToDo[] {
  const [most] = facts.languages;
  const own = facts.languages.find(({ language }) => language === traits.language);
  if (most === undefined || most.language === traits.language || most.files <= (own?.files ?? 0)) return [];
  const { label, imports } = languages[most.language];
  if (imports === undefined) return [];
  const other = Object.values(bases).find(({ language, mode }) => language === most.language && mode === 'batch');
  const way =
    other === undefined ? '' : `, or take tre-container adopt --base ${other.name}, which runs them one at a time`;
  const text = `${String(most.files)} programs are in ${label}, which this image does not run, and nothing of what they use is installed: name an image that has both (--set image=), with lines of your own in the Dockerfile for their packages${way}`;
  return [{ id: `language:${most.language}`, text, place: most.example }];
}
