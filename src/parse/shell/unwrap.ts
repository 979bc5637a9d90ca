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
  /** The words of a `uv run` or `pixi run` that was taken off: it also brings its environment up to date. */
  readonly synced?: readonly string[];
} {
  const assignments: Record<string, string> = {};
  let synced: readonly string[] | undefined;
  const withoutRunner = (each: readonly string[]): readonly string[] => {
    const rest = afterRunner(each);
    if (rest.length < each.length && /^(?:uv|pixi)$/.test(baseName(each[0]))) synced = each.slice(0, -rest.length);
    return rest;
  };
  let words = withoutRunner(written);
  for (let skip = wordsToSkip(words); skip !== undefined && words.length > 1; skip = wordsToSkip(words)) {
    let at = 1;
    for (; at < words.length; at += 1) {
      const word = words[at] ?? '';
      const assignment = /^(\w+)=([\s\S]*)$/.exec(word);
      if (assignment?.[1] !== undefined) assignments[assignment[1]] = assignment[2] ?? '';
      else if (optionsWithValue.has(word)) at += 1;
      else if (!word.startsWith('-')) break;
    }
    words = withoutRunner(words.slice(at + skip));
  }
  return { words, assignments, ...(synced === undefined ? {} : { synced }) };
}

/** `command -v x` looks x up and starts nothing. */
function wordsToSkip(words: readonly string[]): number | undefined {
  const name = baseName(words[0]);
  return name === 'command' && /^-[pvV]*[vV]/.test(words[1] ?? '') ? undefined : wrappers.get(name);
}

function afterRunner(words: readonly string[]): readonly string[] {
  if (words[1] !== 'run' || !runners.has(baseName(words[0]))) return words;
  let at = 2;
  while (words[at]?.startsWith('-') === true) at += runnerOptions.has(words[at] ?? '') ? 2 : 1;
  return at < words.length ? words.slice(at) : words;
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

/** The text after `sh -c`. */
export function inlineScript(program: string, words: readonly string[]): string | undefined {
  if (!/^(?:ba|da|a|z|k)?sh$|^su$|^runuser$/.test(program)) return undefined;
  const at = words.findIndex((word, index) => index > 0 && /^-[a-z]*c$/.test(word));
  return at < 0 ? undefined : words[at + 1];
}
