/** Options of a build that stand behind themselves as often as one likes, and say nothing about files. */
const repeated = new Set(['--annotation', '--build-arg', '--label', '--tag']);
/** Of these an engine takes the last, so that a second one is another build than the first says. */
const single = new Set(['--file', '--format', '--platform', '--progress', '--provenance', '--sbom', '--target']);
/** What brings a part of an image from elsewhere, or says how it is built: it is another build then, and still one image under its names. */
const further = new Set(
  '--add-host --build-context --cache-from --cache-to --iidfile --memory --network --secret --shm-size --ssh --ulimit'.split(
    ' ',
  ),
);
const switches = new Set(['--layers', '--load', '--no-cache', '--pull', '--push', '--quiet']);
/** An address, or what git gives for one, is not the project. */
const folder = /^[\w.][\w./-]*$/;
const short: Readonly<Record<string, string>> = { '-f': '--file', '-q': '--quiet', '-t': '--tag' };

/**
 * The names that a build gives its image; nothing where it has an option beside those that neither write a file nor bring one from elsewhere, one of them
 * twice, or no single folder. `words`: behind the verb, without quotes.
 */
export function readPlainBuild(
  words: readonly string[],
  options: 'few' | 'more' = 'few',
): readonly string[] | undefined {
  const names: string[] = [];
  const once: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const equals = word.indexOf('=');
    const [written, value] = equals < 0 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
    const option = short[written] ?? written;
    const isFurther = options === 'more' && further.has(option);
    const hasValue = repeated.has(option) || single.has(option) || isFurther;
    if (word.startsWith('-') ? !hasValue && !switches.has(option) : !folder.test(word)) return undefined;
    if (!repeated.has(option) && !isFurther) once.push(word.startsWith('-') ? option : 'folder');
    if (hasValue && value === undefined) at += 1;
    if (option === '--tag') names.push(value ?? words[at] ?? '');
  }
  return new Set(once).size === once.length && once.includes('folder') ? names : undefined;
}
