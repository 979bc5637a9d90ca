import { UserError } from '../../model/errors.ts';

/**
 * A JSON text as data. Throws a UserError with line and column for broken JSON.
 * `why` and `fix` end that message, since only the caller knows what the file is for.
 */
export function parseJson(
  text: string,
  where: string,
  advice: { readonly why: string; readonly fix: string },
): unknown {
  const plain = text.replace(/^\uFEFF/, '');
  const message = tryParse(plain);
  if (typeof message !== 'string') return message.value;
  const before = plain.slice(0, errorOffset(plain)).split('\n');
  // Bounded: of a long text V8 shows some twenty characters.
  const what = message
    .replace(/, (?:\.\.\.)?".*"(?:\.\.\.)? is not valid JSON$/s, '')
    .replace(/ in JSON at position.*$/s, '');
  throw new UserError({
    where: `${where}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`,
    what: `is not valid JSON: ${what}`,
    ...advice,
  });
}

/** The value, or the engine's message. */
function tryParse(text: string): { readonly value: unknown } | string {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Where the text stops being the beginning of any JSON. The engine names the place only for some errors; prefixes find it for all. */
function errorOffset(text: string): number {
  let [good, bad] = [0, text.length + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isBeginning(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function isBeginning(prefix: string): boolean {
  const message = tryParse(prefix);
  if (typeof message !== 'string') return true;
  const position = /at position (\d+)/.exec(message)?.[1];
  return /end of JSON|Unterminated/.test(message) || Number(position) === prefix.length;
}
