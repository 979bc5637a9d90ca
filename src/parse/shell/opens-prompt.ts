import type { ShellCommand } from '../../model/sources/source-facts.ts';

/** Programs that wait for a person when they get no file to run. */
const prompts: ReadonlySet<string> = new Set([
  'R',
  'bash',
  'dash',
  'fish',
  'ghci',
  'ipython',
  'irb',
  'julia',
  'lua',
  'matlab',
  'mysql',
  'node',
  'octave',
  'octave-cli',
  'perl',
  'psql',
  'pypy',
  'pypy3',
  'python',
  'ruby',
  'sh',
  'sqlite3',
  'stata',
  'stata-mp',
  'stata-se',
  'zsh',
]);

/** Programs that open a shell in an environment of theirs, with the word for it. */
const shells: ReadonlyMap<string, RegExp> = new Map([
  ...['pixi', 'poetry', 'pipenv', 'hatch'].map((name) => [name, /^shell$/] as const),
  ['nix', /^(?:develop|shell)$/],
  ['guix', /^shell$/],
]);

/** A shell or prompt that is given nothing to run. */
export function opensPrompt({ program, words }: ShellCommand): boolean {
  const opens = shells.get(program);
  // Options before the word may have values: `poetry -C /app shell`.
  if (opens !== undefined && words.slice(1).some((word) => opens.test(word)))
    return !words.some((word) => /^(?:--|-c|--command|(?:--)?run|exec)$/.test(word));
  if (!prompts.has(program)) return false;
  const rest = words.slice(1);
  if (rest.some((word) => /^(?:-i|--interactive)$/.test(word))) return true;
  return !rest.some(
    (word) => !word.startsWith('-') || /^-\w*[ecmf]/.test(word) || /^--(?:file|version|help)/.test(word),
  );
}

/** Interpreters that say how they are used, and end, when they get no file to run. */
const ending: ReadonlySet<string> = new Set(['Rscript', 'java', 'littler', 'r']);

/** `Rscript --vanilla`: an interpreter that is given nothing to run, and asks for nothing either. */
export function isGivenNothing({ program, words }: ShellCommand): boolean {
  return ending.has(program) && words.slice(1).every((word) => /^-(?!\w*e$|-?(?:version|help))/.test(word));
}

/** Keeps a container open for `docker exec`, which the TRE does not offer. */
export function idlesForever({ program, words }: ShellCommand): boolean {
  return (
    (program === 'sleep' && words.slice(1).some((word) => word === 'infinity' || Number.parseFloat(word) > 86_400)) ||
    (program === 'tail' && words.includes('/dev/null'))
  );
}
