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
  if (hasTooManyValues(text))
    throw new UserError({
      where,
      what: 'holds more values than are read of a JSON file, or is nested too deep',
      ...advice,
    });
  const plain = text.replace(/^\uFEFF/, '');
  const message = tryParse(plain);
  if (typeof message !== 'string') return message.value;
  const offset = errorOffset(plain, message);
  // Bounded: of a long text V8 shows some twenty characters.
  const what = message
    .replace(/, (?:\.\.\.)?".*"(?:\.\.\.)? is not valid JSON$/s, '')
    .replace(/ in JSON at position.*$/s, '');
  throw new UserError({
    where: offset === undefined ? where : `${where}:${placeOf(plain, offset)}`,
    what: `is not valid JSON: ${what}`,
    ...advice,
  });
}

/** What values may weigh together, some 200 MB in memory: a list of 40,000 packages comes to a million. */
const mostWeight = 10_000_000;

/** Brackets that may be open at once: what people and programs write has ten. */
const deepest = 500;

/**
 * Whether a JSON text holds more values than are taken into memory, or is nested deeper than anything that people write: each comma counts one,
 * each bracket that opens three, since an object of two characters takes fifty bytes and more.
 */
export function hasTooManyValues(text: string): boolean {
  if (text.length <= deepest) return false;
  let [weight, depth] = [0, 0];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === quote) index = endOfText(text, index);
    else if (code === comma) weight += 1;
    else if (code === 0x5b || code === 0x7b) [weight, depth] = [weight + 3, depth + 1];
    else if (code === 0x5d || code === 0x7d) depth -= 1;
    if (depth > deepest || weight > mostWeight) return true;
  }
  return false;
}

const [quote, comma] = [0x22, 0x2c];

/** Offset of the quote that ends a text of JSON which starts with the one at `start`. */
export function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text[before - 1] === '\\') before -= 1;
    if ((end - before) % 2 === 0) return end;
  }
  return text.length;
}

/** The value, or the engine's message. */
function tryParse(text: string): { readonly value: unknown } | string {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Line and column, both from 1. */
function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `${String(before.length)}:${String((before.at(-1)?.length ?? 0) + 1)}`;
}

/** Characters of a text that is parsed again and again to find a place in it. */
const mostSought = 1_000_000;

/**
 * Where the text stops being the beginning of any JSON. The engine names the place only for some errors (`message`); prefixes find it for the others,
 * where the text is not long.
 */
function errorOffset(text: string, message: string): number | undefined {
  if (isCut(message)) return text.length;
  const named = positionIn(message);
  if (named !== undefined) return named;
  if (text.length > mostSought) return undefined;
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
  return isCut(message) || positionIn(message) === prefix.length;
}

function isCut(message: string): boolean {
  return /end of JSON|Unterminated/.test(message);
}

function positionIn(message: string): number | undefined {
  const position = /at position (\d+)/.exec(message)?.[1];
  return position === undefined ? undefined : Number(position);
}
