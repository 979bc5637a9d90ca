import { surveyKnowledge } from '../../catalog/adopt/survey-knowledge.ts';
import type { BaseName } from '../../model/answers/answers.ts';
import type { GivenAnswers } from './adopt-answers.ts';
import { chooseBase } from './choose-base.ts';
import { surveyForBase } from './survey-for-base.ts';
import type { SurveyedFolder } from './survey-folder.ts';

interface Decisions {
  readonly surveyed: SurveyedFolder;
  readonly given: GivenAnswers;
  readonly base: BaseName;
  readonly program: string | undefined;
}

/** What is decided, for the base of the program that a person chose when asked: of several images in several languages that says which. */
export function followProgram<T extends Decisions>(
  decisions: T,
  surveyed: SurveyedFolder,
  named: string | undefined,
): T {
  const { program, given } = decisions;
  if (program === undefined || named !== undefined) return decisions;
  const base = chooseBase(surveyed, undefined, given.own.mode, program);
  if (typeof base !== 'string') return decisions;
  // Of the same language the one that stands runs it, too.
  if (surveyKnowledge.bases[base].language === surveyKnowledge.bases[decisions.base].language) return decisions;
  return { ...decisions, base, surveyed: surveyForBase(surveyed, base, undefined) };
}
