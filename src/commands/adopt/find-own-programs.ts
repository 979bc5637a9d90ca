import { surveyedLanguages } from '../../catalog/adopt/surveyed-languages.ts';
import { languageOf } from '../../parse/adopt/language-of.ts';
import { listRepository } from '../../io/adopt/list-repository.ts';
import { ignoreWork, readIgnoreRules } from '../../parse/adopt/ignore-rules.ts';
import { findOwnFiles, isSidePath } from '../../parse/adopt/own-files.ts';

/** The programs that lie in a folder which is no project of ours, by language and number; nothing where there are none, or there is no such folder. */
export function findOwnPrograms(root: string): string | undefined {
  let files;
  try {
    ({ files } = listRepository(root, { readIgnore: readIgnoreRules, ignoreWork, wantsText: () => false }));
  } catch {
    return undefined;
  }
  const counts = new Map<string, number>();
  for (const { path } of findOwnFiles(files).own) {
    const language = languageOf(path);
    if (language === undefined || language === 'shell' || isSidePath(path)) continue;
    const { label } = surveyedLanguages[language];
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const shown = [...counts].map(
    ([language, count]) => `${language}: ${String(count)} ${count === 1 ? 'file' : 'files'}`,
  );
  return shown.length === 0 ? undefined : shown.join(', ');
}
