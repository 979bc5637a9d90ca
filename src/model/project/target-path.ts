import { isPlacedPath, REPOSITORY_PREFIX } from './placed-path.ts';

/** Folders of version control, and ours: what lies in them acts by itself (a hook, an alias, an undo) or speaks for us. */
const guarded = new Set(['.git', '.hg', '.svn', '.tre-container']);

/** What this program keeps for itself in a project: the only files below `.tre-container` that are written like others. */
export const recordPaths: ReadonlySet<string> = new Set([
  '.tre-container/baseline.json',
  '.tre-container/pending.json',
]);

/** HFS+ leaves some of these out when it compares names (`.g<U+200C>it` is `.git` there), other systems may leave out more, and nobody sees any of them. */
const ignorable = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
/** What NTFS calls these folders for programs that know no long names: `HG~1`, and with a checksum where four such names are taken. */
const shortName = /^(?:git|hg|svn|tre-co|(?:gi|hg|sv|tr)[\da-f]{4})~\d+$/;
/** Names that Windows gives to devices, in any folder and with any extension. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9\u00B9\u00B2\u00B3])(?=$|[. ])/;

/** Folders that a written file may lie in, one in the other. Each is looked at again at each step of a write, and a record may come from anybody. */
const deepest = 64;

/** Whose rules about names hold: those of Windows come on top of the others. */
export type PathSystem = 'windows' | 'other';

/**
 * Why a file at this path of a project is never written, replaced or removed, in words that follow the path; nothing where it may be.
 * `path`: relative to the project, `/` as separator. Case, invisible characters and short names are looked through on every system, since
 * a project may lie on a disk that does so. By text alone: links are for `locateFile`.
 */
export function explainTarget(path: string, system: PathSystem = 'other'): string | undefined {
  if (recordPaths.has(path) || isPlacedPath(path)) return undefined;
  if (path.startsWith(REPOSITORY_PREFIX)) return 'is not what a project may have outside of its folder';
  const parts = path.split('/');
  if (path.includes('\0') || parts.some((part) => part === '' || part === '.' || part === '..'))
    return 'is not a path inside the project';
  if (parts.length > deepest) return `lies more than ${String(deepest)} folders deep`;
  return explainGuarded(path) ?? (system === 'windows' ? explainOnWindows(parts) : undefined);
}

/** Why a path may not be what a link leads to, for a reader either: it may hold a login (`.git/config`), and what is read of a project is printed and packed. */
export function explainGuarded(path: string): string | undefined {
  const folder = path
    .split('/')
    .map(fold)
    .find((part) => guarded.has(part) || shortName.test(part));
  if (folder === undefined) return undefined;
  return `lies in a folder of ${/^\.?tr/.test(folder) ? 'this program' : 'version control'}`;
}

/** How the least exact file system compares a name: no case, no invisible characters, no stream behind a colon, no dots and blanks at the end. */
function fold(part: string): string {
  const bare = part.normalize('NFKC').replaceAll(ignorable, '').toLowerCase();
  const [name = ''] = bare.split(/[:\\]/, 1);
  return trimEnd(name);
}

function trimEnd(name: string): string {
  let end = name.length;
  while (end > 0 && (name[end - 1] === '.' || name[end - 1] === ' ')) end -= 1;
  return name.slice(0, end);
}

function explainOnWindows(parts: readonly string[]): string | undefined {
  if (parts.some((part) => /[\\:*?"<>|\p{Cc}]/u.test(part))) return 'is not a path inside the project on Windows';
  if (parts.some((part) => device.test(part.toLowerCase()))) return 'is the name of a device on Windows';
  return parts.some((part) => trimEnd(part) !== part)
    ? 'ends in a dot or a blank, which Windows leaves out'
    : undefined;
}
