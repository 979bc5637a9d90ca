import { isUtf8 } from 'node:buffer';
import fs, { type Dirent } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { readWideList } from '../project/explain-encoding.ts';
import { readRegularFile } from '../files/read-regular-file.ts';
import { UserError } from '../../model/errors.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { explainUnopened } from '../project/explain-unopened.ts';
import { readGitIndex } from './read-git-index.ts';

/** Files of a repository as they are listed for a survey. */
export interface RepositoryListing {
  /** Absolute, without links. */
  readonly root: string;
  /** Path of `root` from the top of its git repository, `''` at the top; absent where there is no repository. */
  readonly folder?: string;
  /** How the files were listed, for a person: git's index, or the folder alone. */
  readonly source: 'git' | 'folder';
  readonly files: readonly ProjectFile[];
  /** What git ignores and lies there all the same, and repositories in this one, folders without what they hold; of a folder with many such files the first. */
  readonly ignored: readonly string[];
  readonly incomplete?: string;
}

interface IgnoreList {
  readonly folder: string;
  readonly text: string;
}

/** Nothing where the lists are more than are read. */
type IsIgnored = (path: string, isFolder: boolean) => boolean | undefined;

/** How the caller reads `.gitignore` files, and which texts it wants. */
export interface ListingRules {
  readonly readIgnore: (lists: readonly IgnoreList[], work?: { left: number }) => IsIgnored;
  /** What all lists of a repository may take together. */
  readonly ignoreWork: () => { left: number };
  readonly wantsText: (path: string) => boolean;
}

const bounds = { text: 1024 * 1024, total: 64 * 1024 * 1024, files: 20_000, ignoredInFolder: 100 };

/**
 * Lists what git tracks and what it would not ignore, with the texts that are wanted. Nothing of the folder is started or obeyed: git's index
 * is read, `.gitignore` too, its configuration is not. Links are named and not followed. Throws UserError where there is no folder.
 */
export function listRepository(directory: string, rules: ListingRules): RepositoryListing {
  const root = realFolder(directory);
  const top = findTop(root);
  const folder = top === undefined ? undefined : relative(top, root).split(sep).join('/');
  const prefix = folder === undefined || folder === '' ? '' : `${folder}/`;
  const index = top === undefined ? undefined : readGitIndex(top);
  const tracked = new Set(index?.flatMap((path) => (path.startsWith(prefix) ? [path.slice(prefix.length)] : [])));
  const walk = new Walk(root, rules, tracked);
  walk.visit('', [], () => false);
  const paths = [...new Set([...walk.paths, ...[...tracked].filter((path) => !walk.paths.has(path))])].toSorted();
  const read = new Reader(root, rules.wantsText);
  const files = paths.slice(0, bounds.files).flatMap((path) => read.take(path) ?? []);
  const incomplete =
    walk.incomplete ??
    (paths.length > bounds.files
      ? `there are more than ${String(bounds.files)} files, and the others were not looked at`
      : undefined);
  return {
    root,
    ...(folder === undefined ? {} : { folder }),
    source: index === undefined ? 'folder' : 'git',
    files,
    ignored: walk.ignored,
    ...(incomplete === undefined ? {} : { incomplete }),
  };
}

function realFolder(directory: string): string {
  try {
    const root = fs.realpathSync.native(directory);
    if (fs.statSync(root).isDirectory()) return root;
  } catch {
    // Said below.
  }
  throw new UserError({ where: directory, what: 'there is no such folder', fix: 'name the folder of your repository' });
}

/** The nearest folder upwards that has a `.git`. */
function findTop(root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    if (fs.existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

class Walk {
  readonly paths = new Set<string>();
  readonly ignored: string[] = [];
  incomplete: string | undefined;
  private readonly root: string;
  private readonly readIgnore: ListingRules['readIgnore'];
  private readonly work: { left: number };
  private readonly tracked: ReadonlySet<string>;
  /** Folders in which these lie, at any depth. */
  private readonly folders = new Set<string>();

  constructor(root: string, { readIgnore, ignoreWork }: ListingRules, tracked: ReadonlySet<string>) {
    this.root = root;
    this.readIgnore = readIgnore;
    this.work = ignoreWork();
    this.tracked = tracked;
    for (const path of tracked)
      for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
        this.folders.add(path.slice(0, at));
  }

  /** `isLeft`: git ignores the folder, so that of what it holds only what is tracked counts. */
  visit(folder: string, above: readonly IgnoreList[], isIgnoredAbove: IsIgnored, isLeft = false): void {
    const entries = this.list(folder);
    const own =
      !isLeft && entries.some((entry) => entry.name === '.gitignore' && entry.isFile())
        ? this.readList(folder)
        : undefined;
    const lists = own === undefined ? above : [...above, { folder, text: own }];
    const isIgnored = own === undefined ? isIgnoredAbove : this.readIgnore(lists, this.work);
    let ignored = 0;
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.name === '.git' || this.paths.size >= bounds.files) continue;
      const left = isIgnored(path, entry.isDirectory());
      if (left === undefined)
        this.incomplete ??=
          'the .gitignore files have more, or longer, rules than are read: what they leave out was looked at too';
      const isFolder = entry.isDirectory();
      if (left === true && !this.tracked.has(path)) {
        if (isFolder && this.folders.has(path)) this.visit(path, lists, () => true, true);
        else if (ignored++ < bounds.ignoredInFolder && this.ignored.length < bounds.files) this.ignored.push(path);
        continue;
      }
      // A repository in the repository is somebody else's.
      if (isFolder && fs.existsSync(join(this.root, path, '.git'))) this.ignored.push(path);
      else if (isFolder) this.visit(path, lists, isIgnored);
      else if (entry.isFile() || entry.isSymbolicLink()) this.paths.add(path);
    }
  }

  private readList(folder: string): string | undefined {
    const place = join(this.root, folder, '.gitignore');
    if (fs.lstatSync(place).size <= bounds.text) return readText(place)?.text;
    this.incomplete ??= `${folder === '' ? '' : `${folder}/`}.gitignore is too large to be read: what it leaves out was looked at too`;
    return undefined;
  }

  private list(folder: string): readonly Dirent[] {
    try {
      return fs
        .readdirSync(join(this.root, folder), { withFileTypes: true })
        .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      this.incomplete ??= `the folder ${folder || '.'} could not be opened: ${explainUnopened(error, folder || '.')}`;
      return [];
    }
  }
}

class Reader {
  private readonly root: string;
  private readonly wantsText: ListingRules['wantsText'];
  private total = 0;

  constructor(root: string, wantsText: ListingRules['wantsText']) {
    this.root = root;
    this.wantsText = wantsText;
  }

  take(path: string): ProjectFile | undefined {
    const place = join(this.root, path);
    try {
      const stat = fs.lstatSync(place);
      const head = { path, size: stat.size, executable: (stat.mode & 0o111) !== 0 };
      if (stat.isSymbolicLink()) return { ...head, unread: 'it is a link' };
      if (!stat.isFile()) return undefined;
      if (!this.wantsText(path)) return { ...head, unread: 'it is no program and no list' };
      if (stat.size > bounds.text || this.total + stat.size > bounds.total)
        return { ...head, unread: 'it is too large' };
      const text = readText(place);
      this.total += stat.size;
      return text === undefined ? { ...head, unread: 'it is not text' } : { ...head, ...text };
    } catch (error) {
      // Tracked, and not there: nothing to survey.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      return { path, size: 0, executable: false, unread: explainUnopened(error, path) };
    }
  }
}

/** UTF-8, or Latin-1 where it is not; nothing for what is binary. Old programs in R and Stata are often Latin-1. */
function readText(place: string): Pick<ProjectFile, 'text' | 'isLatin1'> | undefined {
  try {
    const bytes = readRegularFile(place);
    const wide = readWideList(bytes, place);
    if (wide !== undefined) return { text: wide };
    if (bytes.includes(0)) return undefined;
    const text = bytes.toString('utf8');
    return text.includes('\uFFFD') && !isUtf8(bytes) ? { text: bytes.toString('latin1'), isLatin1: true } : { text };
  } catch {
    return undefined;
  }
}
