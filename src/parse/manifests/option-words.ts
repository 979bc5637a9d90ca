import { splitQuoted } from './split-quoted.ts';

/** An option of an opt-file: `--name=value`, `--name value`, `-n value`. */
export interface Option {
  readonly name: string;
  /** Empty where it has none. */
  readonly value: string;
  readonly written: string;
  /** The word that begins it. */
  readonly word: string;
}

/** Options that need no value. */
const alone = new Set(
  (
    '--init --rm --read-only --privileged --writable --writable-tmpfs --interactive --tty --cleanenv --no-eval --nv --compat --containall --contain --no-home ' +
    '--detach --env-host --publish-all --replace --quiet --no-healthcheck --http-proxy --oom-kill-disable --fakeroot --no-init --no-umask --keep-privs --allow-setuid'
  ).split(' '),
);
/** Letters behind one hyphen that need no value, and those that take the rest of the word, or the next one. */
const letters = { podman: 'itdPq', apptainer: 'ecCfinpuwqs' } as const;

/** Options of an opt-file as docker and podman, or apptainer, take them apart. */
export function readOptions(text: string, of: 'podman' | 'apptainer'): readonly Option[] {
  const words = parseArgumentFile(text);
  const options: Option[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const { flags, name, value } = takeApart(word, letters[of]);
    for (const flag of flags) options.push({ name: flag, value: '', written: word, word });
    if (name === undefined) continue;
    const next = words[at + 1];
    if (value !== undefined) options.push({ name, value, written: word, word });
    else if (alone.has(name) || next === undefined || next.startsWith('-'))
      options.push({ name, value: '', written: word, word });
    else {
      options.push({ name, value: next, written: `${word} ${next}`, word });
      at += 1;
    }
  }
  return options;
}

/** `--name=value`; and of `-itv/:/h` the flags i and t, and v with its value. */
function takeApart(
  word: string,
  withoutValue: string,
): { readonly flags: readonly string[]; readonly name?: string; readonly value?: string } {
  if (!word.startsWith('-') || word.startsWith('--')) {
    const equals = word.startsWith('--') ? word.indexOf('=') : -1;
    return equals === -1
      ? { flags: [], name: word }
      : { flags: [], name: word.slice(0, equals), value: word.slice(equals + 1) };
  }
  const flags: string[] = [];
  for (let at = 1; at < word.length; at += 1) {
    const name = `-${word[at] ?? ''}`;
    if (withoutValue.includes(word[at] ?? '') && word[at + 1] !== '=') {
      flags.push(name);
      continue;
    }
    const rest = word.slice(at + 1);
    return rest === '' ? { flags, name } : { flags, name, value: rest.startsWith('=') ? rest.slice(1) : rest };
  }
  return { flags };
}

/**
 * Words of an arg-file or an opt-file: one or more a line, separated by white space; `'…'` and `"…"` hold together what stands between them, a
 * backslash outside of quotes takes the next character as it is, a line that begins with `#` is a comment. Nothing is expanded. (Scripts read it
 * so by `xargs`.)
 */
export function parseArgumentFile(text: string): readonly string[] {
  return linesOf(text).flatMap(splitQuoted);
}

/** Lines that are neither empty nor a comment. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
}
