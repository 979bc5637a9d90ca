import type { AdoptedLanguage, SurveyedLanguage } from '../../../model/adopt/surveyed-language.ts';
import type { SurveyKnowledge } from '../../../model/adopt/survey-knowledge.ts';
import { languageOf } from '../../../parse/adopt/language-of.ts';
import { shellWords } from '../../../shared/shell-words.ts';
import { wordsFor } from '../../survey/words-for.ts';

/** What shows whether a file runs by its name alone. */
interface Repository {
  readonly textOf: (path: string) => string | undefined;
  readonly isExecutable: (path: string) => boolean;
  readonly languages: SurveyKnowledge['languages'];
}

/**
 * A start with what runs each of its programs. A file is run by its path alone only where it may be executed and its first line says what runs
 * it: a shell takes any other for lines of its own, and an engine refuses it.
 */
export function nameInterpreters(start: readonly string[], repository: Repository): readonly string[] {
  if (start[0] === 'sh' && start[1] === '-c') return ['sh', '-c', inCommands(start[2] ?? '', repository)];
  const [first = '', ...rest] = start;
  const words = wordsBefore(first, first, repository);
  return words === undefined ? start : [...words, ...rest];
}

/** Commands of a shell, each with what runs it. */
function inCommands(text: string, repository: Repository): string {
  const parts = text.match(/(?:'[^']*'|"[^"]*"|[^'"&|;\n])+|[&|;\n'"]+/g) ?? [];
  let folder = '';
  return parts
    .map((part) => {
      const [, before = '', word = '', rest = ''] =
        /^(\s*(?:[A-Za-z_]\w*=\S*\s+)*)('[^']*'|"[^"]*"|\S+)([^]*)$/.exec(part) ?? [];
      const said = word.replaceAll(/['"]/g, '');
      if (said === 'cd') folder = joinFolder(folder, rest.trim().replaceAll(/['"]/g, ''));
      const path = said.startsWith('/') ? said : joinFolder(folder, said);
      const words = wordsBefore(said, path, repository) ?? besideIt(said, path, repository);
      return words === undefined ? part : `${before}${shellWords(words)}${rest}`;
    })
    .join('');
}

/** A file that runs by its name: a shell looks for a name without a folder among the commands of the system, and not where it stands. */
function besideIt(said: string, path: string, { textOf }: Repository): readonly string[] | undefined {
  const isBare = !said.includes('/') && languageOf(path) !== undefined && textOf(path) !== undefined;
  return isBare ? [`./${said}`] : undefined;
}

/** The words that start a file of the repository; nothing where its name alone does, or where it is none. `said`: as it is named. */
function wordsBefore(said: string, named: string, repository: Repository): readonly string[] | undefined {
  const path = named.replace(/^\.\//, '');
  const text = repository.textOf(path);
  const language = languageOf(path);
  if (text === undefined) return undefined;
  const shebang = /^#![ \t]*(?:\S*\/env[ \t]+(?:-S[ \t]+)?)?(?:\S*\/)?(\w[\w.+-]*)/.exec(text)?.[1];
  if (shebang !== undefined) return repository.isExecutable(path) ? undefined : [shebang, said];
  if (language === 'shell') return ['bash', said];
  const habits = language === undefined ? undefined : repository.languages[language];
  if (!isAdopted(habits) || path.endsWith('.ipynb')) return undefined;
  const kind = /\.[rq]md$/i.test(path) ? 'document' : 'script';
  const words = wordsFor({ path: said, kind, language: habits.name }, repository.languages);
  return words.filter((word) => habits.adopt.saidByImage?.test(word) !== true);
}

/** Whether it is a language that bases are for. */
function isAdopted(language: SurveyedLanguage | undefined): language is AdoptedLanguage {
  return language !== undefined && 'adopt' in language;
}

/** A folder or a file as it is seen from the repository's root, where its words say that; a way up leads nowhere. */
function joinFolder(folder: string, name: string): string {
  const parts = `${folder}/${name}`.split('/').filter((part) => part !== '' && part !== '.');
  return parts.join('/');
}
