import type { SurveyLanguage } from '../../model/adopt/repository-facts.ts';

const languages: ReadonlyMap<string, SurveyLanguage> = new Map(
  Object.entries({
    py: 'python',
    R: 'r',
    r: 'r',
    jl: 'julia',
    do: 'stata',
    m: 'matlab',
    sh: 'shell',
    bash: 'shell',
    Rmd: 'r',
    rmd: 'r',
    qmd: 'r',
    ipynb: 'python',
  } as const),
);

/** The language of a program by its name; nothing for what is no program. */
export function languageOf(path: string): SurveyLanguage | undefined {
  return languages.get(path.slice(path.lastIndexOf('.') + 1));
}
