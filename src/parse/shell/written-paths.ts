import type { ShellCommand } from '../../model/sources/source-facts.ts';

/** Programs that read, run, compile or describe the files that they name, and write over none of them. */
const readers = new Set(
  [
    '[ [[ test . source exec eval env nohup nice time timeout xargs sudo su gosu tini dumb-init sleep true false : exit set export unset cd pushd popd',
    'bash sh dash ash zsh ksh fish python python2 python3 pypy pypy3 ipython Rscript R julia node perl ruby java make cmake ninja snakemake nextflow quarto jupyter',
    'pip pip3 pipx uv poetry pipenv pdm conda mamba micromamba npm npx yarn pnpm cargo go apt apt-get apk dnf yum microdnf zypper dpkg rpm gem',
    'gcc g++ cc c++ clang clang++ gfortran ld ar nvcc rustc javac cython pyinstaller nuitka R CMD',
    'awk basename cat cksum cmp comm cut date diff dirname du echo expr file find grep egrep fgrep head id join ldd less ls md5sum nl nproc od paste printf ps pwd readlink realpath',
    'sha1sum sha224sum sha256sum sha384sum sha512sum sort stat strings tac tail tr uniq wc which whoami dos2unix',
    'chmod chown chgrp chattr setfacl setcap touch mkdir rm rmdir mktemp useradd usermod adduser groupadd addgroup ldconfig locale-gen update-alternatives',
    'cp mv ln install rsync tar unzip git supervisord nginx crontab cron service psql sqlite3 mysql pytest tox coverage',
  ]
    .join(' ')
    .split(' '),
);

/** Whether a script of sed takes the return out of the ends of lines, and leaves all else. */
function takesReturns(script: string): boolean {
  const [command, found = '', put, flags = '', more] = script.split(script[1] ?? '/', 5);
  return (
    command === 's' &&
    /^(?:\\r|\\x0d|\^M|\r)\$?$/i.test(found) &&
    put === '' &&
    /^g?$/.test(flags) &&
    more === undefined
  );
}

/** Paths, as written, that a command may write over with something that its text does not tell. */
export function writtenPaths({ program, words, writes }: ShellCommand): readonly string[] {
  const given = words.slice(1);
  const isPython = /(?:^|\/)(?:python|pypy)[\d.]*$/.test(words[0] ?? '');
  const named = (isPython ? [] : given).flatMap((word, at) => {
    const attached = /^(?:-[oO]|--out(?:put|file|-document)?=|of=)(.+)$/s.exec(word)?.[1];
    if (attached !== undefined) return [attached];
    return /^(?:-[oO]|--out(?:put|file|-document)?)$/.test(word) ? [given[at + 1] ?? ''] : [];
  });
  const others = !isPython && editsInPlace(program, given) ? given.filter((word) => !word.startsWith('-')) : [];
  return [...writes, ...named, ...others].filter((path) => path !== '' && !path.startsWith('/dev/'));
}

/** Whether a program may write into any file that it is given by name. */
function editsInPlace(program: string, given: readonly string[]): boolean {
  const inPlace = given.some((word) => /^(?:-[a-zA-Z]*i|--in-place|inplace$)/.test(word));
  if (program !== 'sed') return !readers.has(program) || (inPlace && /^(?:perl|ruby|[gm]?awk)$/.test(program));
  if (!inPlace) return false;
  const told = given.flatMap((word, at) => (/^(?:-e|--expression)$/.test(word) ? [given[at + 1] ?? ''] : []));
  const scripts = told.length > 0 ? told : given.filter((word) => !word.startsWith('-')).slice(0, 1);
  return given.some((word) => /^(?:-[a-zA-Z]*f|--file)/.test(word)) || !scripts.every(takesReturns);
}

/** Commands of git that write files. */
const ofGit: ReadonlySet<string> = new Set([
  'apply',
  'am',
  'checkout',
  'merge',
  'pull',
  'reset',
  'restore',
  'stash',
  'switch',
]);

/** The folder, as written, below which a command unpacks or patches files that nobody looks at; nothing of any other command. `isThere`: whether a path is of the project. */
export function filledFolder({ program, words }: ShellCommand, isThere: (path: string) => boolean): string | undefined {
  const given = words.slice(1);
  const doesFill =
    program === 'tar' || program === 'bsdtar'
      ? given.some(
          (word, at) => /^--(?:extract|get)$|^-[a-zA-Z]*x/.test(word) || (at === 0 && /^[a-zA-Z]*x/.test(word)),
        )
      : program === 'git'
        ? ofGit.has(given.find((word) => !word.startsWith('-')) ?? '')
        : /^(?:unzip|7za?|7zr|cpio|patch|unrar|pax)$/.test(program);
  if (!doesFill) return undefined;
  const at = given.findIndex((word) => /^(?:-C|-d|--directory)$/.test(word));
  const attached = given
    .map((word) => /^(?:--directory=|-[Cdo])(.+)$/s.exec(word)?.[1])
    .find((path) => path !== undefined);
  const named = at >= 0 ? given[at + 1] : attached;
  // An archive that was fetched has a folder of its own as a rule: only of the project's is it asked what else it may hold.
  const isOwn = /^(?:git|patch)$/.test(program) || given.some((word) => isThere(word));
  return named ?? (isOwn ? '.' : undefined);
}
