import type { RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { languageOf } from '../../parse/adopt/language-of.ts';
import { isSidePath } from '../../parse/adopt/own-files.ts';
import { endingWith } from '../../parse/adopt/paths-by-end.ts';

const name = /^(?:[^/]+\/)?(?:README|USAGE|HOW[-_]?TO(?:[-_]RUN)?|RUNNING|INSTRUCTIONS)\.?\w*$/i;
const order =
  /\b(?:sequentially|in (?:this |the (?:following |numerical |numbered )?)?order(?! to\b)|one after (?:the other|another))\b/i;
const running = /\b(?:run|running|execute|executed)\b/i;

/** What people write for those who want to run it, nearest to the root first. */
export function listGuides(files: readonly ProjectFile[]): readonly ProjectFile[] {
  return files
    .filter(({ path, text }) => text !== undefined && name.test(path) && !isSidePath(path))
    .toSorted((a, b) => a.path.split('/').length - b.path.split('/').length);
}

/** In which order guides say to run programs: where they say so, and what a sentence names. */
export function findOrder(
  guides: readonly ProjectFile[],
  paths: ReadonlySet<string>,
): Pick<RepositoryFacts, 'inOrder' | 'sequence'> {
  return { ...findInOrder(guides), ...findSequence(guides, paths) };
}

/** Where a guide says that programs are run in the order in which it names them. */
function findInOrder(guides: readonly ProjectFile[]): Pick<RepositoryFacts, 'inOrder'> {
  for (const { path, text = '' } of guides) {
    const line = text.split('\n').findIndex((each) => order.test(each) && running.test(each));
    if (line >= 0) return { inOrder: { file: path, line: line + 1 } };
  }
  return {};
}

const next = /\b(?:then|next|afterwards|after that|followed by|finally)\b/i;
/** What makes another order of it, or a choice. */
const unsure = /\b(?:or|either|before|unless|instead|optional(?:ly)?|not|never|once)\b|n't\b/i;

/** A paragraph of a guide that says to run one program and then another, both by names that one file of the repository has. */
function findSequence(guides: readonly ProjectFile[], paths: ReadonlySet<string>): Pick<RepositoryFacts, 'sequence'> {
  for (const { path, text = '' } of guides) {
    const lines = text.split(/\r?\n/);
    for (let at = 0; at < lines.length; at += 1) {
      const end = lines.findIndex((line, index) => index >= at && line.trim() === '');
      const paragraph = lines.slice(at, end === -1 ? lines.length : end);
      const said = paragraph.join(' ');
      const programs = running.test(said) && next.test(said) && !unsure.test(said) ? namedIn(said, paths) : [];
      const line = at + 1 + paragraph.findIndex((each) => running.test(each));
      if (programs.length > 1) return { sequence: { programs, location: { file: path, line } } };
      at += paragraph.length;
    }
  }
  return {};
}

/** Programs in the order in which a text first names them. */
function namedIn(text: string, paths: ReadonlySet<string>): readonly string[] {
  const words = text.split(/[\s`'"*()[\],;:]+/).map((word) => word.replace(/^\.\/|[.!]$/g, ''));
  const named = words.flatMap((word) => {
    if (languageOf(word) === undefined || !word.includes('.')) return [];
    if (paths.has(word)) return [word];
    const [one, another] = endingWith(paths, word);
    return one !== undefined && another === undefined ? [one] : [];
  });
  return [...new Set(named)];
}
