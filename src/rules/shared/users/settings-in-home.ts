import type { DockerfileFacts, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';

/** Settings of shells and tools, and what only the build logs in with, which nothing is lost with: a credential is for no-secrets to judge, and belongs to no place that everybody reads. */
const settings: ReadonlySet<string> = new Set([
  '.Rprofile',
  // How packages of R are compiled.
  'Makevars',
  '.bash_profile',
  '.bashrc',
  '.condarc',
  '.git-credentials',
  '.gitconfig',
  '.netrc',
  '.npmrc',
  '.profile',
  '.pypirc',
  '.zshrc',
]);

export function isSettings(place: string): boolean {
  return settings.has(place.slice(place.lastIndexOf('/') + 1)) || /\/\.ssh(?:\/|$)/.test(place);
}

/** A profile of R that a RUN writes and that calls what a package has, or attaches one. */
export function writesProfile(place: string, { words }: ShellCommand): boolean {
  return place.endsWith('/.Rprofile') && words.some((word) => loading.test(word) || /\w:::?[\w.]+\(/.test(word));
}

const loading = /\b(?:library|require|source|\.libPaths)\(/;

/** A profile of the project that attaches packages or runs programs is no mere setting: sessions without it lack them. */
export function loadsSomething(
  instruction: Instruction,
  { context }: DockerfileFacts,
  byPath: ProjectFacts['byPath'],
): boolean {
  return context.copied.some(
    (each) =>
      each.instruction === instruction &&
      each.path.endsWith('.Rprofile') &&
      (byPath.get(each.path)?.text ?? '').split('\n').some((line) => loading.test(line.split('#', 1)[0] ?? '')),
  );
}
