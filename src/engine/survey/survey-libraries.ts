import type { LibraryUse, PackageList } from '../../model/adopt/repository-facts.ts';
import type { SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import type { ProgramFacts } from '../../model/programs/program-facts.ts';
import { textOf } from '../../model/programs/value.ts';
import { basePackages } from '../../parse/packages/read-r-lists.ts';

/** Libraries that programs import, by the name of their package, the first place of each. `local` are module names of the repository itself. */
export function listImports(
  programs: readonly ProgramFacts[],
  knowledge: SurveyKnowledge,
  local: ReadonlySet<string>,
): LibraryUse[] {
  const found = new Map<string, LibraryUse>();
  const add = (language: LibraryUse['language'], name: string, file: string, line: number): void => {
    const key = `${language} ${name}`;
    if (!found.has(key)) found.set(key, { language, name, location: { file, line } });
  };
  for (const { path, language, imports, calls } of programs) {
    if (language === 'shell' || language === 'matlab' || language === 'stata') continue;
    for (const { name, files, line } of imports) {
      if (files.length > 0 || name.startsWith('.') || /[/\\]/.test(name)) continue;
      const top = name.split(language === 'r' ? '::' : '.')[0] ?? name;
      if (language === 'python' && (knowledge.pythonStandard.has(top) || local.has(top))) continue;
      if (language === 'r' && (basePackages.has(top) || /\.[Rr]$/.test(name))) continue;
      if (language === 'julia' && (knowledge.juliaStandard.has(top) || local.has(top))) continue;
      add(language, language === 'python' ? packageOf(top, knowledge) : top, path, line);
    }
    for (const { callee, line, named, positional } of calls) {
      const qualified = language === 'r' ? /^([A-Za-z][\w.]*):::?/.exec(callee)?.[1] : undefined;
      if (qualified !== undefined && !basePackages.has(qualified)) add('r', qualified, path, line);
      // targets loads these for every step.
      const listed = /(?:^|::)tar_option_set$/.test(callee)
        ? named.get('packages')
        : /(?:^|::)p_load$/.test(callee)
          ? positional[0]
          : undefined;
      for (const item of listed?.kind === 'list' ? listed.items : []) {
        const text = textOf(item);
        if (text !== undefined && language === 'r' && !basePackages.has(text)) add('r', text, path, line);
      }
    }
  }
  return [...found.values()];
}

function packageOf(module: string, { pythonPackages }: SurveyKnowledge): string {
  return pythonPackages.get(module) ?? module.toLowerCase().replaceAll('_', '-');
}

/** Imports that a list does not name, by itself or by a package that brings them. */
export function findLacking(
  imports: readonly LibraryUse[],
  list: Pick<PackageList, 'packages' | 'language'>,
  sameAs: ReadonlyMap<string, readonly string[]>,
): LibraryUse[] {
  const named = new Set(list.packages.map(({ name }) => plain(name)));
  return imports.filter(
    ({ name, language }) =>
      language === list.language &&
      !named.has(plain(name)) &&
      sameAs.get(name)?.some((other) => named.has(plain(other))) !== true,
  );
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}
