import fs, { type Dirent } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { openRegularFile, readRegularFile } from '../files/read-regular-file.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { explainGuarded } from '../../model/project/target-path.ts';
import { explainEncoding, readLatin1, readWideList } from './explain-encoding.ts';
import { explainUnopened } from './explain-unopened.ts';

/** What was found in a folder. */
export interface Survey {
  readonly files: readonly ProjectFile[];
  /** Why the list is not complete. */
  readonly incomplete?: string;
}

/** Bounds that keep time and memory small whatever the folder holds; a project stays far below them. */
const bounds = { text: 1024 * 1024, notebook: 8 * 1024 * 1024, total: 64 * 1024 * 1024, files: 20_000 };
/** What `upgrade --undo` brings back, under the names that this program gives it: former texts, which are no files of the project any more. */
const keptForUndo = /(?:^|\/)\.tre-container\/undo\/(?:manifest\.json|e*\d+)$/;
/** Folders of tools: one file of each shows that it is there. */
export const toolFolders: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  '.venv',
  'venv',
  '__pycache__',
  '.tox',
  'renv',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
]);

/** What renv writes beside its library, for git and for the build. */
const copied = /(?:^|\/)renv\/(?:\.gitignore|activate\.R|settings\.json|settings\.dcf)$/;

/**
 * Lists a project's files with their texts, for checking. Never throws for what is in the folder: what cannot be read says why.
 * Links are followed only to files inside; folders that cannot be opened make the survey incomplete. `named` are read in any case.
 * `label` makes of a path of the project one that a person can type.
 */
export function surveyProject(
  root: string,
  named: readonly string[] = [],
  label = (path: string): string => path,
  limits = bounds,
): Survey {
  const survey = new Surveyor(fs.realpathSync.native(root), label, limits);
  // First, so that no bound that others reach keeps them from being read.
  for (const path of named) survey.take(path, true);
  survey.visit('');
  return {
    files: [...survey.files.values()],
    ...(survey.incomplete === undefined ? {} : { incomplete: survey.incomplete }),
  };
}

class Surveyor {
  readonly files = new Map<string, ProjectFile>();
  incomplete: string | undefined;
  private read = 0;
  private readonly root: string;
  private readonly label: (path: string) => string;
  private readonly limits: typeof bounds;

  constructor(root: string, label: (path: string) => string, limits: typeof bounds) {
    this.root = root;
    this.label = label;
    this.limits = limits;
  }

  visit(folder: string): void {
    let entries: Dirent[];
    try {
      entries = fs.readdirSync(join(this.root, folder), { withFileTypes: true });
    } catch (error) {
      const shown = this.label(folder) || '.';
      this.incomplete ??= `not every file was seen, since the folder ${shown} could not be opened: ${explainUnopened(error, shown)}`;
      return;
    }
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (this.files.size >= this.limits.files) {
        this.incomplete ??= `there are more than ${String(this.limits.files)} files, and the others were not looked at`;
        return;
      }
      if (keptForUndo.test(path)) continue;
      if (entry.isDirectory() && toolFolders.has(entry.name)) this.glance(path);
      else if (entry.isDirectory()) this.visit(path);
      else if ((entry.isFile() || entry.isSymbolicLink()) && !this.files.has(path))
        this.take(path, entry.isSymbolicLink());
    }
  }

  /** One file of a folder of tools, and those that Dockerfiles copy by their names. */
  private glance(folder: string): void {
    let entries: Dirent[] = [];
    try {
      entries = fs.readdirSync(join(this.root, folder), { withFileTypes: true });
    } catch {
      // It is a tool's: what is in it does not matter.
    }
    const [first, ...others] = entries.filter((entry) => entry.isFile()).map(({ name }) => `${folder}/${name}`);
    if (first !== undefined && !copied.test(first))
      this.files.set(first, { path: first, size: 0, executable: false, unread: 'it belongs to a tool' });
    for (const path of [first ?? '', ...others].filter((each) => copied.test(each))) this.take(path, false);
  }

  take(path: string, mayBeLink: boolean): void {
    const link = mayBeLink ? this.follow(path) : {};
    try {
      const file = this.describe(path, mayBeLink);
      if (file !== undefined) this.files.set(path, { ...file, ...link });
    } catch (error) {
      const unread = explainUnopened(error, this.label(path));
      this.files.set(path, { path, size: 0, executable: false, unread, ...link });
    }
  }

  /** Where a link leads, whether something is there or not. */
  private follow(path: string): { readonly link?: string } {
    try {
      const written = fs.readlinkSync(join(this.root, path));
      const inside = posix.join(posix.dirname(path), written);
      return { link: written.startsWith('/') || inside.startsWith('../') ? written : inside };
    } catch {
      return {}; // it is no link, or gone
    }
  }

  private describe(path: string, mayBeLink: boolean): ProjectFile | undefined {
    const place = join(this.root, path);
    const real = mayBeLink ? fs.realpathSync.native(place) : place;
    const inside = relative(this.root, real);
    if (inside === '..' || inside.startsWith(`..${sep}`))
      return {
        path,
        size: 0,
        executable: false,
        unread: 'it is a link out of the project, which is not followed; put a copy of the file in its place',
      };
    if (mayBeLink && explainGuarded(inside.replaceAll(sep, '/')) !== undefined)
      return {
        path,
        size: 0,
        executable: false,
        unread: 'it is a link into a folder of version control, which is not followed',
      };
    const stat = fs.statSync(real);
    // A linked folder is seen at its own place; a pipe or device is nobody's project file.
    if (!stat.isFile()) return undefined;
    const { size } = stat;
    // Windows knows no such right, and what is built there has it for every file.
    const head = { path, size, executable: process.platform === 'win32' || (stat.mode & 0o111) !== 0 };
    // Of a notebook most is what it showed.
    const most = path.endsWith('.ipynb') ? this.limits.notebook : this.limits.text;
    if (size > most)
      return {
        ...head,
        ...contentOf(readHead(real)),
        unread: `it is ${describeSize(size)}; more than ${describeSize(most)} is not read`,
      };
    // Folders of data must not keep what is to be judged from being read.
    const room = /(?:docker|container)file/i.test(path) ? 2 * this.limits.total : this.limits.total;
    if (this.read + size > room)
      return { ...head, unread: `the project has more than ${describeSize(this.limits.total)} of text` };
    const bytes = readRegularFile(real);
    const wide = readWideList(bytes, path);
    const latin = wide === undefined ? readLatin1(bytes, path) : undefined;
    if (wide !== undefined || latin !== undefined) {
      this.read += size;
      return { ...head, text: wide ?? latin ?? '', ...(latin !== undefined && { isLatin1: true as const }) };
    }
    const foreign = explainEncoding(bytes, this.label(path));
    if (foreign !== undefined) return { ...head, ...contentOf(bytes), unread: foreign };
    this.read += size;
    return { ...head, text: bytes.toString('utf8') };
  }
}

/** How much of a file is looked at, in bytes. */
const headLength = 352;

/** Bytes at an offset, as Latin-1. */
const signatures: readonly (readonly [NonNullable<ProjectFile['content']>, number, string])[] = [
  ['DICOM', 128, 'DICM'],
  ['NIfTI', 344, 'n+1\0'],
  ['NIfTI', 344, 'n+2\0'],
  ['SQLite', 0, 'SQLite format 3\0'],
  ['Parquet', 0, 'PAR1'],
  ['Stata', 0, '<stata_dta>'],
  ['SPSS', 0, '$FL2@(#)'],
  // The extra field of BGZF, in which BAM and indexed VCF are compressed.
  ['sequences', 10, '\u0006\0BC\u0002\0'],
];

/** What the first bytes of a file show it to hold, whatever it is called. */
function recogniseContent(head: Buffer): ProjectFile['content'] {
  return signatures.find(([, at, sign]) => head.subarray(at, at + sign.length).toString('latin1') === sign)?.[0];
}

function contentOf(head: Buffer): Pick<ProjectFile, 'content'> {
  const content = recogniseContent(head);
  return content === undefined ? {} : { content };
}

function readHead(path: string): Buffer {
  const file = openRegularFile(path);
  try {
    const buffer = Buffer.alloc(headLength);
    return buffer.subarray(0, fs.readSync(file, buffer, 0, headLength, 0));
  } finally {
    fs.closeSync(file);
  }
}

function describeSize(bytes: number): string {
  return bytes >= 1024 ** 3
    ? `${(bytes / 1024 ** 3).toFixed(1)} GiB`
    : `${(bytes / 1024 ** 2).toFixed(bytes % 1024 ** 2 === 0 ? 0 : 1)} MiB`;
}
