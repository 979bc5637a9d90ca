import type { ProjectFile } from '../../model/sources/facts.ts';
import { findOwnFiles, isSidePath } from '../../parse/adopt/own-files.ts';
import { languageOf } from '../../parse/adopt/language-of.ts';

/** More programs than this are not read one by one; a survey of a larger repository says so. */
const most = { files: 400, characters: 8_000_000 };

/**
 * The files among which programs are read: a person's own, with tests, documentation and tools only where there is nothing else.
 * Nearest to the root first, so that what bounds leave out is what lies deepest.
 */
export function choosePrograms(files: readonly ProjectFile[]): {
  readonly files: readonly ProjectFile[];
  /** Among tests, documentation and tools: read where one of the others imports it. */
  readonly besides: readonly ProjectFile[];
  readonly unread: number;
} {
  const { own } = findOwnFiles(files);
  const programs = own.filter(({ path, text }) => text !== undefined && languageOf(path) !== undefined);
  const front = programs.filter(({ path }) => !isSidePath(path));
  const wanted = (front.length === 0 ? programs : front).toSorted(
    (a, b) => a.path.split('/').length - b.path.split('/').length || (a.path < b.path ? -1 : 1),
  );
  let characters = 0;
  const chosen = wanted.slice(0, most.files).filter(({ text = '' }) => (characters += text.length) <= most.characters);
  const besides = front.length === 0 ? [] : programs.filter(({ path }) => isSidePath(path));
  return { files: chosen, besides, unread: wanted.length - chosen.length };
}

/** Files whose text a survey looks at, by name: programs, lists, settings and prose; data are not opened. */
export function wantsText(path: string): boolean {
  return (
    /\.(?:py|R|r|jl|sh|bash|do|ado|m|Rmd|rmd|qmd|ipynb|sql|smk|nf|toml|cfg|ini|ya?ml|lock|txt|in|md|rst|nix|json|js|ts|env)$|\.(?:docker|container)file$/i.test(
      path,
    ) ||
    /(?:^|\/)(?:Dockerfile|Containerfile|Makefile|GNUmakefile|makefile|justfile|Snakefile|DESCRIPTION|Pipfile|README|LICEN[CS]E|COPYING|postBuild|\.python-version|\.Rprofile|run)[\w.-]*$/i.test(
      path,
    )
  );
}
