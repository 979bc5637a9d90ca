import type { Finding } from '../../../model/check/rule.ts';
import { hasBuildpack } from './has-buildpack.ts';
import { findDependencies, type Subject } from './find-dependencies.ts';

/** Packages that pip clones where the base is known to have no git, and no line of the Dockerfile speaks of it: the image does not build. */
export function findUncloned(subject: Subject): readonly Finding[] {
  if (hasBuildpack(subject.image) !== false || speaksOfGit(subject)) return [];
  const reference = subject.image.from.image?.text ?? '';
  return findDependencies(subject)
    .named.filter(({ text }) => /(?:^|[@\s])git\+\w+:\/\//.test(text))
    .map(({ text, file, line }) => ({
      message: `${text} is cloned when the image is built, and ${reference.replace(/@.*/s, '')} brings no git: the build ends there`,
      location: { file, line },
      fix: 'install git in a RUN above it (in a generated project: tre-container upgrade --set systemPackages=git, with those that you have)',
    }));
}

/** Git installed by name, copied in, or by a script that nobody read. */
function speaksOfGit({ dockerfile }: Subject): boolean {
  return dockerfile.instructions.some(
    ({ keyword, text, commands }) =>
      (keyword === 'RUN' || keyword === 'COPY') &&
      (commands.some(({ words }) => words.some((word) => /^git(?:=|$)/.test(word))) || /\.sh\b|\/git\b/.test(text)),
  );
}
