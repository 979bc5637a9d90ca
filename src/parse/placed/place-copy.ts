import { resolvePath, trimSlashes } from '../../model/dockerfile/container-path.ts';
import type { DockerfileFacts, Instruction } from '../../model/dockerfile/dockerfile-facts.ts';
import { trimEnd } from '../../shared/trim-end.ts';
import { compilePattern, type FilePattern } from '../project/file-pattern.ts';
import type { PlacedFiles } from './placed-files.ts';

/** Puts the files of a COPY or ADD of the build context into a stage. */
export function placeCopy(stage: PlacedFiles, instruction: Instruction, { context }: DockerfileFacts): void {
  const written = instruction.words.at(-1)?.value ?? '';
  const target = resolvePath(written, instruction.workdir ?? '/');
  const sources = instruction.words
    .slice(0, -1)
    .map(({ value }) => value)
    .filter((source) => !source.startsWith('<<'));
  for (const { text, line, name } of instruction.heredocs)
    stage.set(isFolderName(written) ? `${target}/${name}` : target, { text, line });
  for (const source of sources) {
    if (/^(?:[a-z]+:\/\/|git@)/.test(source)) {
      stage.unseen.set(target, 'is downloaded while the image is built');
      continue;
    }
    // As engines clean it: `app/.` is what lies in `app`.
    const name = trimSlashes(resolvePath(`/${source}`, undefined)).slice(1);
    const root = context.root;
    if (instruction.keyword === 'ADD' && archive.test(name))
      stage.replace(target, `may lie in ${name}, which line ${String(instruction.line)} unpacks there`, true);
    stage.budget.spend(context.sent.length);
    const fits = /[*?[]/.test(name) ? compilePattern(name, stage.budget) : undefined;
    const into =
      sources.length > 1 ||
      isFolderName(written) ||
      fits !== undefined ||
      stage.isFolder(target) ||
      target === instruction.workdir;
    for (const path of context.sent) {
      const relative = path.slice(root.length);
      const below = belowSource(relative, name, fits);
      if (below === undefined) continue;
      const end = below === '' ? (into ? `/${relative.slice(relative.lastIndexOf('/') + 1)}` : '') : `/${below}`;
      stage.set(`${target === '/' ? '' : target}${end}` || '/', { file: path });
    }
  }
}

function isFolderName(written: string): boolean {
  return written.endsWith('/') || /(?:^|\/)\.{1,2}$/.test(written);
}

/** Where a file lies below a source of COPY: empty for the source itself, absent when it is not one of its files. */
function belowSource(path: string, source: string, fits: FilePattern | undefined): string | undefined {
  if (source === '' || source === '.') return path;
  if (path === source) return '';
  if (path.startsWith(`${source}/`)) return path.slice(source.length + 1);
  const length = fits?.(path) ?? -1;
  return length < 0 ? undefined : path.slice(length + 1);
}

/** What ADD unpacks, by its name. */
const archive = /\.(?:tar(?:\.\w+)?|t(?:gz|bz2?|xz|zst))$/i;

/**
 * Puts into a stage what nobody knows, by the names of its sources: at the target where that is a file; in it where it is a folder, and there each may
 * be a folder as well, whose contents COPY takes. `withContents` false: a folder is taken as such, as by `cp -r`.
 */
export function placeUnseen(
  stage: PlacedFiles,
  sources: readonly string[],
  target: string,
  why: string,
  withContents = true,
): void {
  for (const source of sources) {
    const name = trimEnd(source, '/').split('/').at(-1) ?? '';
    const isMany = withContents || /[*?[]|^\.?$/.test(name) || source.endsWith('/');
    stage.replace(target, why, isMany);
    if (!isMany) stage.replace(`${target === '/' ? '' : target}/${name}`, why, true);
  }
}
