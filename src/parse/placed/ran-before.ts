import { isUnder, resolvePath } from '../../model/dockerfile/container-path.ts';
import type { ProgramFacts, ProgramLanguage } from '../../model/programs/program-facts.ts';
import { isProgram } from '../programs/program-texts.ts';
import type { ProgramReader } from '../programs/read-programs.ts';
import type { Lead } from '../reach/resolve-target.ts';
import { linesOf, type Run } from '../reach/run.ts';
import type { PlacedFiles } from './placed-files.ts';

/** What runs before a program, in an image that is built. */
const known = new WeakMap<PlacedFiles, Map<string, readonly string[]>>();

/**
 * What an image runs by itself before a program that is started: profiles of R, `sitecustomize.py` and `.pth` files of Python, what BASH_ENV names, and
 * libraries of LD_PRELOAD; as far as the project or its Dockerfile put them there.
 */
export function leadsBefore(
  { language, path }: ProgramFacts,
  run: Run,
  files: PlacedFiles,
  reader: ProgramReader,
): readonly Lead[] {
  // What is loaded runs in a program that was started, and what runs before a program has nothing before it.
  if (run.isImported === true) return [];
  const inner = { ...run, isImported: true as const };
  const location = run.way.at(-1)?.location ?? { file: path };
  return placesBefore(language, run, files).map((place): Lead => {
    const { file, text, line = location.line ?? 1 } = files.at(place) ?? {};
    if (file !== undefined && isProgram(file, reader.textOf(file)))
      return { kind: 'file', path: file, run: { ...inner, place }, location: { file } };
    const isRead = text !== undefined && !/\.(?:pth|so)[.\d]*$/.test(place);
    if (isRead && language !== 'matlab' && language !== 'stata')
      return {
        kind: 'text',
        program: { language, text, ...linesOf(text, line, true) },
        run: { ...inner, place },
        location,
      };
    return { kind: 'miss', what: place, why: 'runs before the program by itself, and was not read', run, location };
  });
}

/** Variables that decide what runs before a program. */
const deciding = ['LD_PRELOAD', 'BASH_ENV', 'PYTHONPATH', 'PYTHONHOME'];

/** The same for all programs that are started alike; only while the image is built its files change. */
function placesBefore(language: ProgramLanguage, run: Run, files: PlacedFiles): readonly string[] {
  const { environment, workdir, class: kind } = run;
  const values = deciding.map((name) => environment.get(name) ?? '');
  const key = [language, workdir, ...values].join('\0');
  const before = kind === 'built' ? undefined : known.get(files)?.get(key);
  const found = before ?? findBefore(language, run, files);
  if (kind !== 'built') known.set(files, (known.get(files) ?? new Map<string, readonly string[]>()).set(key, found));
  return found;
}

function findBefore(
  language: ProgramLanguage,
  { environment, workdir = '/' }: Run,
  files: PlacedFiles,
): readonly string[] {
  const named = [
    ...(environment.get('LD_PRELOAD') ?? '').split(/[ :]+/),
    ...(language === 'shell' ? [environment.get('BASH_ENV') ?? ''] : []),
    '/etc/ld.so.preload',
  ].filter((path) => path.startsWith('/') && files.at(path) !== undefined);
  // Another library of its own for Python, with whatever that begins with.
  const home = language === 'python' ? environment.get('PYTHONHOME') : undefined;
  if (home?.startsWith('/') === true && files.isFolder(home)) named.push(home);
  if (language !== 'python' && language !== 'r') return named;
  files.budget.spend(files.size);
  const folders = (environment.get('PYTHONPATH') ?? '').split(':').map((folder) => resolvePath(folder || '.', workdir));
  const isRun = (path: string): boolean => (language === 'r' ? isProfile(path, workdir) : isOfSite(path, folders));
  return [...named, ...[...files.entries()].map(([path]) => path).filter(isRun)];
}

/** Python's `site` runs lines of a `.pth` file that begin with `import`, and imports these two names. */
function isOfSite(path: string, folders: readonly string[]): boolean {
  const cut = path.lastIndexOf('/');
  const [folder, name] = [path.slice(0, cut), path.slice(cut + 1)];
  const isInstalled = /\/(?:site|dist)-packages$/.test(folder);
  if (name.endsWith('.pth')) return isInstalled;
  // Before anything else Python imports these two.
  if (folders.some((each) => path === `${each}/site.py` || path === `${each}/encodings/__init__.py`)) return true;
  return /^(?:site|user)customize\.py$/.test(name) && (isInstalled || folders.includes(folder));
}

/** Whether R runs a file of the image when it starts, as the profile of its working directory, of a home or of the site. */
function isProfile(path: string, workdir = '/'): boolean {
  return (
    /(?:^|\/)\.?Rprofile(?:\.site)?$/.test(path) &&
    (path === `${workdir}/.Rprofile` ||
      isUnder(path, '/root') ||
      isUnder(path, '/home') ||
      path.endsWith('Rprofile.site'))
  );
}
