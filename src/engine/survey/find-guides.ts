import type { RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { isSidePath } from '../../parse/adopt/own-files.ts';

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

/** Where a guide says that programs are run in the order in which it names them. */
export function findOrder(guides: readonly ProjectFile[]): Pick<RepositoryFacts, 'inOrder'> {
  for (const { path, text = '' } of guides) {
    const line = text.split('\n').findIndex((each) => order.test(each) && running.test(each));
    if (line >= 0) return { inOrder: { file: path, line: line + 1 } };
  }
  return {};
}
