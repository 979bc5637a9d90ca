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
  'mysql',
  'node',
  'octave',
  'psql',
  'pypy',
  'python',
  'sh',
  'sqlite3',
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
