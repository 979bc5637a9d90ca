import {
  besideData,
  compressedEndings,
  dataEndings,
  isDataFolder,
  pickleEndings,
  pictureEndings,
  rawFolders,
  shownFolders,
  trainingFolders,
} from '../../../catalog/software/data-files.ts';
import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFile } from '../../../model/sources/facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { fitsStars } from '../../../parse/text/fits-stars.ts';
import { shellWord } from '../../../shared/shell-word.ts';
import { trimEnd } from '../../../shared/trim-end.ts';
import { isFetch } from '../fetches.ts';
import { judgeRecords } from './records-of-people.ts';
import { countOutputs } from './saved-outputs.ts';
import { listsPeople } from './tables-of-people.ts';
import { wordsOf } from './data-patterns.ts';

/** What a file is by its name and how it begins: data, something that may be data, or neither. */
export type DataKind = 'data' | 'unsure' | undefined;

/** First lines of formats that give themselves away. */
const heads: readonly string[] = ['##fileformat=VCF', '%%MatrixMarket', '@HD\tVN:', '@SQ\tSN:'];
/** Endings that say nothing of what a text is. */
const plain: ReadonlySet<string> = new Set(['', 'asc', 'ascii', 'dat', 'data', 'tab', 'txt']);

/** Judges a file by its ending, compressed or not; a pickle by the folder that it is in; a plain text by its first lines. */
export function judgeDataFile(
  path: string,
  { text, content, unread }: Pick<ProjectFile, 'text' | 'content' | 'unread'> = {},
): DataKind {
  if (content !== undefined) return 'data';
  const [last = '', before = ''] = path.toLowerCase().split('/').at(-1)?.split('.').slice(1).toReversed() ?? [];
  const ending = compressedEndings.has(last) ? before : last;
  const [name = '', ...above] = path.toLowerCase().split('/').toReversed();
  const isBelowData = above.some((folder) => isDataFolder(folder));
  // Keras and others keep what was trained in the same form.
  if (arrayEndings.has(ending) && !isBelowData && [name, ...above].some((part) => ofModels.test(part))) return 'unsure';
  if (name === 'thumbs.db') return undefined; // Windows' own
  // SPSS has this ending, and so have models that a tutorial of scikit-learn keeps: the name tells, or nobody knows.
  if (ending === 'sav' && !isBelowData) return ofPickled.test(name) ? 'unsure' : 'data';
  // An object of R may be a model, which some of its kinds keep what they were fitted to in.
  if (objectEndings.has(ending) && !isBelowData && saysModel(path)) return 'unsure';
  if (dataEndings.has(ending)) return 'data';
  if (pictureEndings.has(ending)) return judgePicture(above);
  const kind = ending === '' ? name : ending;
  if (above.some((folder) => rawFolders.has(folder)) && !besideData.has(kind) && !name.startsWith('readme'))
    return 'data';
  // `data.table_1.15.0.tar.gz` is a package, `data_2024.1.zip` is none: the name does not tell.
  if (isArchive(path) && !isBelowData && saysModel(path)) return undefined;
  if (isArchive(path))
    return (wordOfData.test(name) && !ofVersion.test(name.replace(archive, ''))) || isBelowData ? 'data' : 'unsure';
  if (pickleEndings.has(ending)) return isBelowData ? judgePickle(name) : undefined;
  if (text === undefined) return isOpaque(path, unread) ? 'unsure' : undefined;
  const records = judgeRecords(text, ending);
  if (records === 'people') return 'data';
  if (plain.has(ending) && (heads.some((head) => text.startsWith(head)) || (isBelowData && isTable(text))))
    return 'data';
  if (plain.has(ending) && listsPeople(name, text)) return 'unsure';
  return records === 'perhaps' || countOutputs({ path, text }) > 0 ? 'unsure' : undefined;
}

/** Scans and photographs lie in folders of data, or of what a model learns from; what a page shows lies elsewhere. */
function judgePicture(above: readonly string[]): DataKind {
  const isShown = above.some((folder) => shownFolders.has(folder));
  // `static/data/logo.png` is of a page, and `data/public/scan.png` is not: both names stand there.
  if (above.some((folder) => isDataFolder(folder) || rawFolders.has(folder))) return isShown ? 'unsure' : 'data';
  return !isShown && above.some((folder) => trainingFolders.has(folder)) ? 'unsure' : undefined;
}

/** In a folder of data: one part of a table that was split, or what calls itself data; else it may be a model that was trained with them. */
function judgePickle(name: string): DataKind {
  const isTold =
    /(?<!meta)data(?:sets?)?(?:[_.-]|$)|^(?:[xy][_-])?(?:dev|test|train|val|valid|validation)(?:[_.-]|$)/.test(name);
  return isTold && !ofModels.test(name) ? 'data' : 'unsure';
}

/** A file that was not read, whose name does not say what it is: compressed by itself, or with an ending that tells too little. Git's own are another rule's. */
function isOpaque(path: string, unread: string | undefined): boolean {
  if (/(?:^|\/)\.git\//.test(path)) return false;
  return (
    unread !== undefined &&
    (/(?:^|\/)[^./]+(?:\.(?:bin|bz2|dat|data|gz|xz|zst))?$/i.test(path) ||
      /\.(?:asc|ascii|ipynb|json|log|out|sql|tab|txt|xml)$/i.test(path))
  );
}

const arrayEndings: ReadonlySet<string> = new Set(['h5', 'hdf5', 'npz']);
const objectEndings: ReadonlySet<string> = new Set(['rds', 'rda', 'rdata']);

/** How what scikit-learn has trained is called: `finalized_model.sav`, `pca.sav`, `scaler.sav`. */
const ofPickled =
  /(?:^|[_-])(?:models?|pca|scaler|encoder|vectorizer|classifier|clf|regressor|svm|svc|rf|knn|xgb|lr|imputer|transformer|pipeline)(?:[_.-]|$)|(?:model|classifier|scaler)\.sav$/;
/** How folders and files of trained models are called. */
const ofModels = /(?:^|[_-])(?:checkpoints?|ckpts?|models?|pretrained|weights?)(?:[_.-]|$)/;

/** Whether the name of a file says that it is a model, and not that it is data. */
const saysModel = (path: string): boolean => ofModels.test(wordsOf(path)) && !wordOfData.test(wordsOf(path));

const archive = /\.(?:zip|7z|rar|tar|tgz|tbz2?|txz|tar\.(?:gz|bz2|xz|zst))$/i;
/** `datasets-2.14.0` */
const ofVersion = /[-_.]v?\d+\.\d/;
/** A package of source code has its version behind its name: `dplyr_1.1.4.tar.gz`, `numpy-2.1.0.tar.gz`. */
const ofCode = /[-_.]v?\d+\.\d|(?:^|[-_.])(?:src|sources?|code|main|master|fonts?|app|scripts?)(?:[-_.]|$)/i;
const wordOfData = /(?:^|[^a-z])(?:cohorts?|data|datasets?|images|patients?|records|samples|scans)(?:[^a-z]|$)/;

/** Whether a file holds others, and its name does not say that these are code. */
function isArchive(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return archive.test(name) && (wordOfData.test(name) || !ofCode.test(name.replace(archive, '')));
}

/** Why a file that may be data is not known to be. */
export function describeUnsure(path: string, { text, unread }: Pick<ProjectFile, 'text' | 'unread'> = {}): string {
  if (isArchive(path)) return `${path} holds other files, and nobody has looked into it: a person must`;
  const count = countOutputs({ path, ...(text === undefined ? {} : { text }) });
  if (count > 0)
    return `${path} keeps what ${count === 1 ? 'a cell' : `${String(count)} cells`} showed when it was last run, which may be of people: a person must look`;
  if (text !== undefined) return `${path} reads like a list or table of people: a person must look`;
  if (pictureEndings.has(path.slice(path.lastIndexOf('.') + 1).toLowerCase()))
    return `${path} may be a scan or photograph that a model learns from: a person must look`;
  return isOpaque(path, unread)
    ? `${path} may hold records of people, and was not read: a person must look`
    : `${path} may hold records of people or a trained model: a person must look`;
}

/** At least twenty lines of which the first ten have the same number of cells. */
function isTable(text: string): boolean {
  const lines = text.slice(0, 16 * 1024).split('\n', 21);
  if (lines.length < 21) return false;
  return ['\t', ',', ';', /[ \t]+/].some((separator) => {
    const [first = 0, ...others] = lines.slice(0, 10).map((line) => line.trim().split(separator).length);
    return first > 2 && others.every((count) => count === first);
  });
}

/** A code list may be in the image: each by its own name, so that a file which comes later is not accepted with it. `home`: the folder of the project's records. */
export function acceptDataFile(path: string, home = ''): string {
  return `If a file is part of the program and about nobody, such as a code list, accept it alone: a waiver with path: ${path} in ${home}.tre-container.yml, see --explain no-data-files`;
}

/** Data files that an instruction writes itself (`COPY <<EOF /opt/data/patients.csv`), or that ADD or a RUN fetches. */
export function findBrought({ keyword, words, commands, heredocs, line }: Instruction, file: string): Finding[] {
  const copies = keyword === 'COPY' || keyword === 'ADD';
  const target = words.at(-1)?.value ?? '';
  const written = (copies ? [target] : commands.flatMap(({ writes }) => writes)).filter((path) =>
    heredocs.some(({ text }) => judgeDataFile(path, { text }) === 'data'),
  );
  const fetched = [
    ...words.slice(0, keyword === 'ADD' ? -1 : 0).map(({ value }) => value),
    ...commands.filter(isFetch).flatMap((command) => command.words),
  ].filter((url) => /^https?:/.test(url) && judgeDataFile(url.split('?')[0] ?? '') === 'data');
  const said = copies ? [] : commands.filter(({ program }) => /^(?:echo|printf)$/.test(program));
  const lines = writtenAsData(said, commands);
  return [
    ...[...new Set([...written, ...lines])].map((path) => `${keyword} writes the data file ${path}`),
    ...fetched.map((url) => `${keyword} fetches the data file ${url}`),
  ].map((message) => ({
    message,
    location: { file, line },
    fix: 'stage it in the project data and read it from /safe_data',
  }));
}

/** What commands write, and none of their RUN takes away again, that is data by its name. */
export function writtenAsData(writing: readonly ShellCommand[], all: readonly ShellCommand[]): readonly string[] {
  const given = all
    .filter(({ program }) => program === 'rm')
    .flatMap(({ words }) => words.slice(1).map((word) => trimEnd(word, '/')));
  const removed = new Set(given);
  const patterns = [...removed].filter((word) => word.includes('*'));
  const isRemoved = (path: string): boolean => {
    const ends = [...path.matchAll(/\//g)].map(({ index }) => index);
    return (
      removed.has(path) ||
      ends.some((end) => end > 0 && removed.has(path.slice(0, end))) ||
      // A star of the shell stands for no slash.
      patterns.some((each) => each.split('/').length === path.split('/').length && fitsStars(path, each))
    );
  };
  return writing.flatMap(({ writes }) => writes).filter((path) => judgeDataFile(path) === 'data' && !isRemoved(path));
}

/** How to settle what nobody knows of a file: by taking it out, or by accepting it alone. */
export function settleUnsure(path: string, ignoreFile = '.dockerignore'): string {
  const clear = path.endsWith('.ipynb')
    ? `clear it (jupyter nbconvert --clear-output --inplace ${shellWord(path)}), or `
    : '';
  return `${clear}add ${path} to ${ignoreFile}. If somebody looked and it is about nobody: a waiver with path: ${path} in .tre-container.yml, see --explain no-data-files`;
}

/** Whether a COPY takes a folder of data, by its name, out of an image that this file does not build. */
export function takesData({ keyword, flags, words }: Instruction, { stages }: DockerfileFacts): boolean {
  const from = flags['from']?.toLowerCase();
  if (keyword !== 'COPY' || from === undefined) return false;
  const stage = stages.find(({ name, index }) => name === from || String(index) === from);
  // A stage that only names an image has its files from there.
  const isBuilt = stage?.lineage.some((index) => (stages[index]?.instructions.length ?? 0) > 0) === true;
  if (words.slice(0, -1).some(({ value }) => judgeDataFile(value) === 'data')) return true;
  return (
    !isBuilt &&
    words.slice(0, -1).some(({ value }) =>
      value
        .toLowerCase()
        .split('/')
        .some((name) => isDataFolder(name) || rawFolders.has(name)),
    )
  );
}
