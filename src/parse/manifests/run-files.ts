/** `NAME=VALUE` lines of an env-file as engines read them: no quoting, `#` starts a comment line, a bare NAME sets nothing. */
export function parseEnvFile(text: string): Readonly<Record<string, string>> {
  const pairs = linesOf(text).flatMap((line): readonly (readonly [string, string])[] => {
    const at = line.indexOf('=');
    return at > 0 ? [[line.slice(0, at).trim(), line.slice(at + 1)]] : [];
  });
  return Object.fromEntries(pairs);
}

/** Memory mounts that an opt-file asks podman for, by path. */
export function parseOptionFile(text: string): { readonly tmpfs: readonly string[] } {
  const words = linesOf(text).flatMap((line) => line.split(/\s+/));
  const mounts = words
    .filter((word) => /(?:^|[=,])type=tmpfs(?:,|$)/.test(word))
    .flatMap((word) => /(?:^|,)(?:destination|dst|target)=([^,]+)/.exec(word)?.[1] ?? []);
  const short = words.flatMap((word, at) =>
    word === '--tmpfs' ? (words[at + 1] ?? []) : word.startsWith('--tmpfs=') ? word.slice('--tmpfs='.length) : [],
  );
  return { tmpfs: [...mounts, ...short.map((path) => path.split(':')[0] ?? path)] };
}

/** Arguments of an arg-file: one or more a line, separated by white space. */
export function parseArgumentFile(text: string): readonly string[] {
  return linesOf(text).flatMap((line) => line.trim().split(/\s+/));
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
}
