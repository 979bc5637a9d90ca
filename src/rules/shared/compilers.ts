import type { ShellCommand } from '../../model/sources/source-facts.ts';

/** Packages of compilers, without a version at their end. */
const compilers: ReadonlySet<string> = new Set([
  'build-base',
  'build-essential',
  'c-compiler',
  'cargo',
  'clang',
  'cmake',
  'Development Tools',
  '@development-tools',
  'compilers',
  'cuda-nvcc',
  'cxx-compiler',
  'default-jdk',
  'fortran-compiler',
  'g++',
  'gcc',
  'gcc-c++',
  'gcc_linux-64',
  'gfortran',
  'gfortran_linux-64',
  'golang',
  'golang-go',
  'gxx_linux-64',
  'ninja-build',
  'nvcc_linux-64',
  'nvidia-cuda-toolkit',
  'rustc',
]);
/** Programs that compile. */
const compiles: ReadonlySet<string> = new Set([
  'c++',
  'cargo',
  'cc',
  'clang',
  'g++',
  'gcc',
  'gradle',
  'make',
  'mvn',
  'ninja',
  'nvcc',
  'rustc',
]);
/** A package of a compiler, with or without a version. */
export function isCompiler(name: string): boolean {
  const bare = name.replace(/[=<>~:].*/s, '').replace(/(?<=^(?:clang|g\+\+|gcc|gfortran))-\d+(?:\.\d+)?$/, '');
  return compilers.has(bare) || /^(?:openjdk-\d+-jdk|cuda-toolkit-[\d-]+)$/.test(bare);
}

/** Packages of Debian and Ubuntu that depend on a compiler by another name. */
const dependent: ReadonlySet<string> = new Set([
  'default-jdk-headless',
  'ghc',
  'gnat',
  'libtool',
  'ocaml-nox',
  'r-base-dev',
]);
/** Those that recommend one: apt installs it too unless it is told not to. */
const recommending: ReadonlySet<string> = new Set([
  'cython3',
  'dpkg-dev',
  'pip',
  'python3-pip',
  'r-base',
  'r-base-core',
]);

const bare = (name: string): string => name.replace(/[=:].*/s, '');

/** A package that apt brings a compiler along with, and which one. */
export function bringsCompiler({ program, words }: ShellCommand, names: readonly string[]): string | undefined {
  if (!/^(?:apt|apt-get|aptitude)$/.test(program)) return undefined;
  const isLean = words.some((word) =>
    /^--(?:no-install-recommends|without-recommends)$|^-R$|Install-Recommends=/.test(word),
  );
  const found = names.find((name) => dependent.has(bare(name)) || (!isLean && recommending.has(bare(name))));
  if (found === undefined) return undefined;
  return dependent.has(bare(found))
    ? `${found} brings a compiler, which stays in the image`
    : `${found} brings a compiler with what it recommends (no --no-install-recommends), and that stays in the image`;
}

/** Headers alone are no compiler: that they go says nothing of it. */
function isHeaders(name: string): boolean {
  return /(?:-headers|-dev|-devel)$/.test(name);
}

/**
 * A package manager that takes away what compiles, or what nobody can tell: a group by a name of its own, a variable. That `git` goes says
 * nothing of a compiler, and `autoremove` alone takes none that was asked for by name, unless it is marked.
 */
export function removesCompilers({ program, words }: ShellCommand): boolean {
  if (program === 'apt-mark') return words.includes('auto');
  const at = words.findIndex((word) => /^(?:purge|autoremove|remove|erase|uninstall|del)$/.test(word));
  const named = words.slice(at + 1).filter((word) => !word.startsWith('-') && !isHeaders(word));
  return at > 0 && named.some((word) => isCompiler(word) || /^[.@]|[$*?]|^(?:make|binutils|build-?deps)$/.test(word));
}

/** A command that compiles. */
export function isCompiling({ program, words }: ShellCommand): boolean {
  if (program === 'go') return words[1] === 'build';
  if (program === 'make' && makesOnlyAround(words)) return false;
  return compiles.has(program) && !words.some((word) => /^--?(?:version|help)$/.test(word));
}

/** `make clean` and `make -C tools setup` compile nothing by their names; `make clean all` does. */
function makesOnlyAround(words: readonly string[]): boolean {
  const targets = words
    .slice(1)
    .filter((word, at) => !/^-|=/.test(word) && !/^-[CfIj]$|^--(?:directory|file|makefile)$/.test(words[at] ?? ''));
  return (
    targets.length > 0 &&
    targets.every((word) => /^(?:init|deps?|setup|test|clean|venv|requirements|install-)[\w-]*$/.test(word))
  );
}
