import type { Finding } from '../../../model/check/rule.ts';
import { findDependencies } from '../dependencies/find-dependencies.ts';

/** Packages in a form that their installer does not take: the image does not build. */
export function findRefusedPackages(subject: Parameters<typeof findDependencies>[0]): readonly Finding[] {
  return findDependencies(subject).named.flatMap(({ text, file, line, refused }) => {
    if (refused === undefined) return [];
    const fix = /@/.test(text)
      ? `write remotes::install_version("${text.replace(/@.*/s, '')}", "${text.replace(/^.*@/s, '')}") above the list, or the name alone`
      : 'write the version behind it, or the name alone';
    return [{ message: `${text} ${refused}`, location: { file, line }, fix }];
  });
}
