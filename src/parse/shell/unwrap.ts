/** Programs that start another program, and how many words of theirs to pass over: options, then this many. */
const wrappers: ReadonlyMap<string, number> = new Map(
  Object.entries({
    sudo: 0,
    env: 0,
    exec: 0,
    command: 0,
    builtin: 0,
    nohup: 0,
    nice: 0,
    ionice: 0,
    eatmydata: 0,
    xargs: 0,
    tini: 0,
    'tini-static': 0,
    'dumb-init': 0,
    catchsegv: 0,
    setsid: 0,
    stdbuf: 0,
    unbuffer: 0,
    'xvfb-run': 0,
    'dbus-run-session': 0,
    'with-contenv': 0,
    '_entrypoint.sh': 0,
    numactl: 0,
    gosu: 1,
    'su-exec': 1,
    timeout: 1,
    chroot: 1,
    taskset: 1,
    flock: 1,
    chrt: 1,
    setarch: 1,
    unshare: 0,
    fakeroot: 0,
    doas: 0,
    busybox: 0,
    toybox: 0,
    strace: 0,
    ltrace: 0,
    setpriv: 0,
    time: 0,
    fixuid: 0,
  }),
);
/** `conda run -n env python` starts python; `conda install` is a command of its own. */
const runners = new Set(['conda', 'mamba', 'micromamba', 'uv', 'poetry', 'pipenv', 'pixi', 'pdm', 'hatch']);
const runnerOptions = new Set([
  '-n',
  '--name',
  '-p',
  '--prefix',
  '--cwd',
  '--with',
  '--python',
  '--extra',
  '--group',
  '--env-file',
  '-e',
  '--environment',
  '--project',
  '--directory',
]);
const optionsWithValue = new Set(['-u', '-n', '-g', '-U', '-C', '-I', '-P', '-L', '-s', '-k', '-c']);

/** A command without what only starts it: `sudo -u x`, `env A=b`, `tini -g --`, `uv run`; `assignments` are those that it sets. */
export function unwrap(written: readonly string[]): {
  readonly words: readonly string[];
  readonly assignments: Readonly<Record<string, string>>;
  /** The words of a `uv run` or the like that was taken off: it looks for its project, and brings the environment up to date. */
  readonly synced?: readonly string[];
} {
  const assignments: Record<string, string> = {};
  let synced: readonly string[] | undefined;
  const afterRunner = (from: number): number => {
    const to = skipRunner(written, from);
    if (to > from && /^(?:uv|pixi|poetry|pipenv|pdm)$/.test(baseName(written[from]))) synced = written.slice(from, to);
    return to;
  };
  // By its place and not by what is left of the words: there may be many wrappers, one in the other.
  let start = afterRunner(0);
  for (let skip = wordsToSkip(written, start); skip !== undefined && written.length - start > 1;) {
    let at = start + 1;
    for (; at < written.length; at += 1) {
      const word = written[at] ?? '';
      const assignment = /^(\w+)=([\s\S]*)$/.exec(word);
      if (assignment?.[1] !== undefined) assignments[assignment[1]] = assignment[2] ?? '';
      else if (optionsWithValue.has(word)) at += 1;
      else if (!word.startsWith('-')) break;
    }
    start = afterRunner(at + skip);
    skip = wordsToSkip(written, start);
  }
  return {
    words: start === 0 ? written : written.slice(start),
    assignments,
    ...(synced === undefined ? {} : { synced }),
  };
}

/** `command -v x` looks x up and starts nothing; `flock x -c y` is given a text. */
function wordsToSkip(words: readonly string[], at: number): number | undefined {
  const name = baseName(words[at]);
  if (name === 'flock' && words.slice(at, at + 6).includes('-c')) return undefined;
  return name === 'command' && /^-[pvV]*[vV]/.test(words[at + 1] ?? '') ? undefined : wrappers.get(name);
}

/** Where the words of the program begin that a `uv run` starts; the same place where there is none. */
function skipRunner(words: readonly string[], from: number): number {
  if (words[from + 1] !== 'run' || !runners.has(baseName(words[from]))) return from;
  let at = from + 2;
  while (words[at]?.startsWith('-') === true) at += runnerOptions.has(words[at] ?? '') ? 2 : 1;
  return at < words.length ? at : from;
}

/** `pip` for `/usr/bin/pip3.13`, and for `python3 -m pip`. */
export function programOf(words: readonly string[]): string {
  const name = plainName(words[0]);
  const module = name === 'python' && words[1] === '-m' ? words[2] : undefined;
  return module === undefined ? name : plainName(module);
}

function plainName(word: string | undefined): string {
  return baseName(word).replace(/^(pip|python|pypy|Rscript)[\d.]*$/, '$1');
}

export function baseName(word: string | undefined): string {
  return word?.slice(word.lastIndexOf('/') + 1) ?? '';
}

/** What sets up a shell says how, and runs nothing of the project: `eval "$(conda shell.bash hook)"`. */
const setsUp =
  /^[`$]\(?\s?(?:[\w/.-]{0,200}\/)?(?:conda|mamba|micromamba|ssh-agent|direnv|pyenv|rbenv|pixi|dircolors|lesspipe|opam)\b/;

/** The text after `sh -c`, and what the shell itself runs from a text: `eval`, `trap`, and awk's `system`. */
export function inlineScript(program: string, words: readonly string[]): string | undefined {
  if (program === 'eval') return setsUp.test(words[1] ?? '') ? undefined : words.slice(1).join(' ');
  // `trap cleanup EXIT` calls a function, which is read where it stands.
  if (program === 'trap') return /^[\w-]*$/.test(words[1] ?? '') || words.length < 3 ? undefined : words[1];
  // Bash runs it for every so many lines.
  if (/^(?:mapfile|readarray)$/.test(program)) return words[words.indexOf('-C') + 1 || words.length];
  if (/^[gmn]?awk$/.test(program)) return words.slice(1).flatMap(startedByAwk).join('\n') || undefined;
  if (!/^(?:ba|da|a|z|k)?sh$|^su$|^runuser$|^script$|^flock$|^watch$/.test(program)) return undefined;
  const at = words.findIndex((word, index) => index > 0 && /^-[a-z]*c$/.test(word));
  return at < 0 ? undefined : words[at + 1];
}

/** Of a text of awk, as far as it is constant: `system("x")`, `"x" | getline`, `print | "x"`. */
function startedByAwk(text: string): readonly string[] {
  const found: string[] = [];
  for (let at = text.indexOf('"'); at >= 0;) {
    let end = at + 1;
    while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
    const before = text.slice(Math.max(0, at - 30), at).trimEnd();
    const after = text.slice(end + 1, end + 30);
    if (/\bsystem\s?\($|\|&?$/.test(before) || /^\s{0,9}\|&?\s{0,9}getline/.test(after))
      found.push(text.slice(at + 1, end).replaceAll(/\\(.)/gs, '$1'));
    at = text.indexOf('"', end + 1);
  }
  for (const [, address = ''] of text.matchAll(/\/inet[46]?\/(?:tcp|udp)\/\w{1,20}\/([^\s"/]{1,255}\/\w{1,40})/g))
    found.push(`exec 3<>/dev/tcp/${address}`);
  return found;
}

/** Commands that a command is given as words: `find -exec x {} \;`. */
export function commandsIn(program: string, words: readonly string[]): readonly (readonly string[])[] {
  if (program !== 'find') return [];
  const found: string[][] = [];
  let current: string[] | undefined;
  for (const word of words) {
    if (/^-(?:exec|ok)(?:dir)?$/.test(word)) found.push((current = []));
    else if (/^\\?[;+]$/.test(word)) current = undefined;
    // Which files it finds, nobody knows.
    else current?.push(word.replaceAll('{}', '${found}'));
  }
  return found.filter((each) => each.length > 0);
}
