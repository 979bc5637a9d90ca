/** Words of an option whose value is written to. */
const writing: ReadonlySet<string> = new Set([
  'dest',
  'destination',
  'fig',
  'figs',
  'figures',
  'log',
  'logdir',
  'logs',
  'o',
  'out',
  'outdir',
  'output',
  'outputs',
  'plot',
  'plots',
  'result',
  'results',
  'save',
]);

/** A place whose last name says that results go there. */
export function namesResults(place: string): boolean {
  return writing.has(
    place
      .replace(/^.*[\\/]/s, '')
      .replace(/[-_].*$/s, '')
      .toLowerCase(),
  );
}

export function namesProgram(text: string): boolean {
  return /\.(?:py|R|r|jl|sh|ipynb|qmd|Rmd)$/.test(text.trimEnd());
}

/** Places outside of the repository that a container in the TRE does not have. */
export function absoluteKind(text: string): string | undefined {
  if (text.length > 300 || /[\n<>|*]/.test(text.slice(0, 60))) return undefined;
  if (/^\/(?:home|Users|root)\/\w/.test(text)) return 'a home directory';
  if (/^\/(?:Volumes|mnt|media|scratch\d?|project|projects|data\d?|gpfs|lustre|work|nfs|srv|sc|s)\/\w/.test(text))
    return 'a disk of another machine';
  if (/^[A-Za-z]:[\\/]/.test(text) || /^\\\\\w/.test(text)) return 'a drive of Windows';
  if (/^\/(?:INPUTS?|OUTPUTS?|input|output|train|infer|model|app|workspace)(?:\/|$)/.test(text))
    return 'a mount of another platform';
  return /^~\/\w/.test(text) ? 'a home directory' : undefined;
}

/** Absolute places that a start names and that neither the TRE nor an image has of its own, each with one of the TRE that could stand for it. */
export function findElsewhere(
  start: readonly string[],
): readonly { readonly place: string; readonly instead: string }[] {
  return valuesOf(start)
    .filter(({ value }) => elsewhere.test(value) && !namesProgram(value))
    .map(({ value, isWritten }) => {
      const name = value.split(/[\\/]/).findLast((part) => part !== '') ?? '';
      const isFile = name.includes('.');
      return { place: value, instead: `/safe_${isWritten ? 'outputs' : 'data'}${isFile ? `/${name}` : ''}` };
    });
}

/** Not there in the TRE: a place from the root of a disk, from a drive or in a home folder, but for what the TRE mounts and what every system has. */
const elsewhere =
  /^(?:\/(?!(?:safe_data|safe_outputs|scratch|tmp|dev|proc|usr|etc|bin|lib|opt\/project)(?:\/|$))\w|~\/|[A-Za-z]:[\\/])/;

/** What the words say beside the options: each value, and whether its option speaks of results. Of `sh -c` each command line. */
export function valuesOf(start: readonly string[]): readonly { readonly value: string; readonly isWritten: boolean }[] {
  const isChain = start[0] === 'sh' && start[1] === '-c';
  const words = isChain ? (start[2] ?? '').split(/[\s&;|]+/) : start;
  let option = '';
  return words.slice(1).flatMap((word) => {
    const [, name, joined] = /^(--?[\w-]+)=(.*)$/.exec(word) ?? [];
    const value = joined ?? word;
    const of = name ?? option;
    option = word.startsWith('-') && joined === undefined ? word : '';
    return value.startsWith('-') ? [] : [{ value, isWritten: namesWritten(of, value) }];
  });
}

/** What stands beside a word for results in an option that names a place: `--save-to`, `--output_dir`. */
const placing: ReadonlySet<string> = new Set('dir directory file filename folder location path root to'.split(' '));
/** Values of an option that switches something on, or says how much. */
const switching: ReadonlySet<string> = new Set(
  'true false yes no on off none null all debug info warning error critical'.split(' '),
);

/** Whether the value of an option is where results go. Of one that says more than that (`--output-format csv`, `--save-every 10`) it looks like a path. */
function namesWritten(option: string, value: string): boolean {
  const parts = option
    .toLowerCase()
    .split(/[-_]/)
    .filter((part) => part !== '');
  if (!parts.some((part) => writing.has(part)) || switching.has(value.toLowerCase()) || /^[\d.]*$/.test(value))
    return false;
  return /[\\/]|\.\w+$/.test(value) || parts.every((part) => writing.has(part) || placing.has(part));
}
