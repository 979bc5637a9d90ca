import type { ProgramSurvey } from '../../model/adopt/repository-facts.ts';
import type { SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';

/** The words that start a program: a document is rendered, a notebook opened, a function that a command of the package calls is called, and a script runs as its language says. */
export function wordsFor(
  { path, kind, language, called }: Pick<ProgramSurvey, 'path' | 'kind' | 'language' | 'called'>,
  languages: SurveyKnowledge['languages'],
): readonly string[] {
  if (called !== undefined) return called.start;
  if (path.endsWith('.qmd')) return ['quarto', 'render', path];
  if (kind === 'document') return ['Rscript', '-e', `rmarkdown::render(${JSON.stringify(path)})`];
  if (kind === 'notebook') return ['jupyter', 'lab', path];
  const stem = path.replace(/^.*\/|\.[^./]*$/g, '');
  return languages[language].start.map((word) => word.replace('{path}', () => path).replace('{stem}', () => stem));
}
