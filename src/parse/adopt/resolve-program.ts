import { endingWith } from './paths-by-end.ts';

/** Extensions of files that a command can start. */
const programs = /\.(?:py|R|r|jl|sh|bash|do|m|Rmd|rmd|qmd|ipynb|smk|nf|pl)$/;

/**
 * The file of the repository that a command's words start, absent where they start none: a path, `python -m package.module`,
 * or a path that is right from a folder below the root. `folders` are tried before the root.
 */
export function resolveProgram(
  words: readonly string[],
  paths: ReadonlySet<string>,
  folders: readonly string[] = [],
): string | undefined {
  const module = moduleOf(words);
  if (module !== undefined) return findModule(module, paths, words[1] === '-c' ? 'imported' : 'started');
  for (const word of words) {
    const plain = word.replace(/^\.\//, '').replaceAll('\\', '/');
    if (plain.startsWith('-')) continue;
    if (!programs.test(plain) && plain !== 'Snakefile' && !paths.has(plain)) continue;
    const place = [...folders.map((folder) => `${folder}/${plain}`), plain].find((each) => paths.has(each));
    if (place !== undefined) return place;
    const nested = findNested(plain, paths, folders);
    if (nested !== undefined) return nested;
  }
  return undefined;
}

/** The only file whose path ends so, since READMEs often speak from a folder below the root, or from one above. */
function findNested(path: string, paths: ReadonlySet<string>, folders: readonly string[]): string | undefined {
  const tail = path.replace(/^(?:\.\.\/)+/, '');
  if (paths.has(tail)) return tail;
  const name = tail.slice(tail.indexOf('/') + 1);
  if (name !== tail && paths.has(name)) return name;
  const found = endingWith(paths, tail);
  return found.length === 1 ? found[0] : path.startsWith('/') ? findBelow(path, paths, folders) : undefined;
}

/** Deeper than any place of a program in an image. */
const deepest = 20;

/** The file that a place in an image stands for: `/workspace/code/main.py` for `main.py`, in one of these folders or at the root. */
function findBelow(place: string, paths: ReadonlySet<string>, folders: readonly string[]): string | undefined {
  const parts = place.split('/', deepest + 2).filter((part) => part !== '');
  if (parts.length > deepest) return undefined;
  const places = parts.map((_part, from) => parts.slice(from).join('/'));
  return places
    .flatMap((path) => [...folders.map((folder) => `${folder}/${path}`), path])
    .find((path) => paths.has(path));
}

/** Options of Python that take the next word. */
const valued = /^-[WX]$/;

/** The call of a function of a module, as it stands for the command of a package that is not installed. */
const callOfModule = /^import sys; from ([\w.]{1,200}) import \w+; sys\.exit\(/;

/** What `python -m` names (`python -u -W ignore -m package.module`), and the module of which `python -c` calls a function. */
export function moduleOf(words: readonly string[]): string | undefined {
  const called = words[1] === '-c' ? callOfModule.exec(words[2] ?? '')?.[1] : undefined;
  if (called !== undefined) return called;
  const at = words.indexOf('-m');
  for (let before = at - 1; before >= 0; before -= 1) {
    const word = words[before] ?? '';
    if (/python|uv|poetry/.test(word) && !word.startsWith('-')) return words[at + 1];
    if (!word.startsWith('-') && !valued.test(words[before - 1] ?? '')) return undefined;
  }
  return undefined;
}

/** The file of a module that is started by `-m`, or imported. As Python has it, a folder with `__init__.py` goes before a file of that name, and a file before a folder without. */
export function findModule(
  module: string,
  paths: ReadonlySet<string>,
  how: 'imported' | 'started' = 'started',
): string | undefined {
  const path = module.replaceAll('.', '/');
  const main = how === 'started' ? '/__main__.py' : '/__init__.py';
  const isPackage = (root: string): boolean => paths.has(`${root}${path}/__init__.py`);
  for (const root of ['', 'src/'])
    for (const end of isPackage(root) ? [main] : ['.py', main])
      if (paths.has(`${root}${path}${end}`)) return `${root}${path}${end}`;
  const found = [...endingWith(paths, `${path}.py`), ...endingWith(paths, `${path}${main}`)];
  return found.length === 1 ? found[0] : undefined;
}
