import type { DockerfileFacts, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import { trimSlashes } from '../../../model/dockerfile/container-path.ts';
import { compilePattern } from '../../../parse/project/file-pattern.ts';
import { placeCopy } from '../../../parse/placed/place-copy.ts';
import { PlacedFiles } from '../../../parse/placed/placed-files.ts';
import { WorkBudget } from '../../../parse/text/work-budget.ts';
import { groupBy } from '../../../shared/group-by.ts';
import { isDataName } from '../../survey/survey-data.ts';
import { fold } from '../propose-contents.ts';
import type { CopySource, Edit, MissingSource } from './copied-dockerfile.ts';

/** What a COPY or ADD of the build context brings, and how it stands in the copy. */
export interface CopyEdit {
  readonly edit?: Edit;
  /** Files of the repository by their place in the image. */
  readonly placed: ReadonlyMap<string, string>;
  readonly missing: readonly MissingSource[];
  /** Why it cannot be taken over. */
  readonly because?: string;
}

const remote = /^(?:[a-z]+:\/\/|git@)/;
const archive = /\.(?:tar|tgz|tbz2?|txz|tar\.\w+)$/i;

/**
 * What is copied is named: folders of which every file may go in stay as they are, others are spelt out. `stage` holds the files that were
 * placed before, and takes those of this instruction.
 */
export function editCopy(
  instruction: Instruction,
  dockerfile: DockerfileFacts,
  stage: PlacedFiles,
  source: CopySource,
): CopyEdit {
  const nothing = { placed: new Map<string, string>(), missing: [] };
  const odd = Object.keys(instruction.flags).find((flag) => !/^(?:chown|chmod|link)$/.test(flag));
  if (odd !== undefined) return { ...nothing, because: `its line ${String(instruction.line)} copies with --${odd}` };
  const words = instruction.words.slice(0, -1).filter(({ value }) => !value.startsWith('<<'));
  if (instruction.words.some(({ unresolved }) => unresolved.length > 0))
    return { ...nothing, because: `its line ${String(instruction.line)} copies by a variable` };
  if (words.length === 0 || words.some(({ value }) => remote.test(value))) return nothing;
  const placed = placeFiles(instruction, dockerfile, stage, source.files);
  const found = words.map(({ value }) => filesOf(value, source.files));
  const missing = words
    .filter((_word, index) => found[index]?.length === 0)
    .map(({ value }) => ({ what: value, line: instruction.line }));
  const isWhole = words.map(({ value }) => isRoot(value));
  const left = new Set(
    found.flatMap((files, index) =>
      files.filter(
        (path) => !mayGoIn(path, source, isWhole[index] === true ? 'all' : files.length > 1 ? 'folder' : 'file'),
      ),
    ),
  );
  const taken = new Map([...placed].filter(([, path]) => !left.has(path)));
  const text = dockerfile.text.slice(instruction.start, instruction.end);
  const hasBeside = words.some(({ value }) =>
    filesOf(value, source.beside ?? []).some((path) => !value.endsWith(path)),
  );
  if (left.size === 0 && missing.length === 0 && !isWhole.includes(true) && !hasBeside) {
    const plain = withoutOwner(
      text,
      words.some(({ value }) => archive.test(value)),
    );
    return { placed, missing, ...(plain === undefined ? {} : { edit: { instruction, ...plain } }) };
  }
  const lines = spellOut(taken, source);
  if (lines === undefined)
    return {
      ...nothing,
      because: `its line ${String(instruction.line)} puts files where the repository does not have them`,
    };
  return {
    placed: taken,
    missing,
    edit: { instruction, why: whyNamed(missing, lines), ...(lines.length === 0 ? {} : { text: lines.join('\n') }) },
  };
}

/** What the ignore file leaves out wherever it lies. */
const never = /(?:^|\/)(?:\.git|\.ipynb_checkpoints)(?:\/|$)|(?:^|\/)\.(?:env|Renviron)$/;

/** Of all there is only what is part of the program; of a folder that is named all but data; a file that is named, unless it is data. */
function mayGoIn(path: string, { goesIn, lists, data }: CopySource, named: 'all' | 'folder' | 'file'): boolean {
  if (never.test(path)) return false;
  if (goesIn.has(path) || lists.has(path)) return true;
  return named !== 'all' && !data.has(path) && (named === 'file' || !isDataName(path));
}

function whyNamed(missing: readonly MissingSource[], lines: readonly string[]): string {
  const absent = missing.map(({ what }) => what).join(', ');
  return [
    ...(lines.length === 0 && missing.length > 0 ? [] : ['only what is named is copied, so that no data get in.']),
    ...(missing.length === 0 ? [] : [`image-complete: the repository has no ${absent}.`]),
  ].join(' ');
}

/** Whether a source is the whole build context. */
function isRoot(source: string): boolean {
  return /^(?:\.?\/)*\.?$/.test(source);
}

/** Files that a source of COPY means. */
function filesOf(source: string, files: readonly string[]): readonly string[] {
  if (isRoot(source)) return files;
  const name = trimSlashes(source.replace(/^(?:\.?\/)+/, ''));
  const fits = /[*?[]/.test(name)
    ? compilePattern(name, new WorkBudget(10_000_000, 'its COPY has patterns that take too long to compare'))
    : undefined;
  return files.filter((path) => path === name || path.startsWith(`${name}/`) || (fits?.(path) ?? -1) > 0);
}

/** Place in the image -> file, of what this instruction brings. */
export function placeFiles(
  instruction: Instruction,
  dockerfile: DockerfileFacts,
  stage: PlacedFiles,
  files: readonly string[],
): ReadonlyMap<string, string> {
  const context = { ...dockerfile.context, root: '', sent: files };
  return stage.recordOf(() => placeCopy(stage, instruction, { ...dockerfile, context }));
}

/** The instruction without an owner, as COPY; nothing where that is what it is. */
function withoutOwner(text: string, isArchive: boolean): Pick<Edit, 'why' | 'text'> | undefined {
  const isAdd = /^ADD\b/i.test(text) && !isArchive;
  const owner = /[ \t]--chown=\S+/;
  if (!isAdd && !owner.test(text)) return undefined;
  return {
    why: [
      ...(isAdd ? ['copy-not-add: it only copies.'] : []),
      ...(owner.test(text) ? ['executables-not-writable: owned by root.'] : []),
    ].join(' '),
    text: (isAdd ? text.replace(/^ADD\b/i, 'COPY') : text).replace(owner, ''),
  };
}

/** COPY lines for files that keep their places below one folder; nothing where one does not. */
function spellOut(
  placed: ReadonlyMap<string, string>,
  { files, beside = [] }: CopySource,
): readonly string[] | undefined {
  const roots = new Set<string | undefined>();
  for (const [at, path] of placed) roots.add(rootOf(at, path));
  if (roots.size > 1 || roots.has(undefined)) return undefined;
  const [root = ''] = roots;
  const chosen = new Set(placed.values());
  const names = fold([...files, ...beside], (path) => chosen.has(path));
  const byFolder = groupBy(names, (path) => (path.endsWith('/') ? path : path.slice(0, path.lastIndexOf('/') + 1)));
  return [...byFolder].map(
    ([to, paths]) => `COPY [${[...paths, `${root}/${to}`].map((word) => JSON.stringify(word)).join(', ')}]`,
  );
}

/** The folder of the image below which a file lies as it does in the repository. */
export function rootOf(place: string, path: string): string | undefined {
  return place.endsWith(`/${path}`) ? place.slice(0, -path.length - 1) : undefined;
}
