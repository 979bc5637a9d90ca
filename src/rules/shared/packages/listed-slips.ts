import { allKnown } from '../../../catalog/adopt/near-names.ts';
import type { ReachedProgram } from '../../../model/programs/reach.ts';
import { foldName } from '../../../shared/fold-name.ts';
import { misspelt } from '../../../shared/nearest-word.ts';
import { findDependencies, type Subject } from '../dependencies/find-dependencies.ts';
import type { Named } from '../dependencies/package-lists.ts';

/** A line of a list that nearly names a package which nothing installs. */
export interface Slip {
  readonly written: string;
  readonly meant: string;
  readonly file: string;
  readonly line: number;
}

/** The line that somebody meant a package with: one letter off it, in no table, and imported by no program. */
export function findSlip(
  meant: string,
  language: string,
  lists: readonly Named[],
  programs: readonly ReachedProgram[],
): Slip | undefined {
  const wanted = new Set([foldName(meant)]);
  const known = /^(?:python|r|julia)$/.test(language) ? allKnown(language as 'python') : new Set<string>();
  for (const { text, file, line } of lists) {
    const written = /^[A-Za-z][\w.-]*/.exec(text.slice(text.indexOf('::') < 0 ? 0 : text.indexOf('::') + 2))?.[0] ?? '';
    const name = foldName(written);
    if (text.includes('://') || known.has(name) || misspelt(name, wanted) === undefined) continue;
    const isImported = programs.some(({ program }) =>
      program.imports.some((each) =>
        [each.name, each.name.split('.', 1)[0] ?? ''].some((one) => foldName(one) === name),
      ),
    );
    if (!isImported) return { written, meant, file, line };
  }
  return undefined;
}

/** The line that names a package of Julia in other letters, small or capital, than the program that loads it, where no line names it as that does. */
export function findOtherCase(module: string, lists: readonly Named[]): Slip | undefined {
  const same = lists.flatMap(({ text, file, line, refused }) => {
    const written = /^[A-Za-z]\w*(?=$|@)/.exec(text)?.[0] ?? '';
    // What is refused is told by itself.
    return refused === undefined && written.toLowerCase() === module.toLowerCase()
      ? [{ written, meant: module, file, line }]
      : [];
  });
  return same.some(({ written }) => written === module) ? undefined : same[0];
}

/** What lists and commands name, and what scripts install by a list that they compute. */
export function namesInLists(subject: Subject): readonly Named[] {
  return [...findDependencies(subject).named, ...listComputed(subject)];
}

/** Names in scripts of R that install what they compute from them, such as those that are not there yet. */
function listComputed({ dockerfile, facts }: Subject): readonly Named[] {
  const built = (facts.reach.get(dockerfile.path)?.programs ?? []).filter((each) => each.class === 'built');
  return built.flatMap(({ program: { language, calls, texts, path: file } }) =>
    language === 'r' &&
    calls.some(({ callee, positional: [first] }) => installs.test(callee) && first?.kind !== 'constant')
      ? texts.flatMap(({ text, line }) =>
          /^[A-Za-z][A-Za-z0-9.]*[A-Za-z0-9]$/.test(text) ? [{ text, file, line, pinned: false }] : [],
        )
      : [],
  );
}

const installs = /(?:^|::)install\.packages$/;
