import { UserError } from '../../model/errors.ts';
import { shellWord } from '../../shared/shell-word.ts';

/** Bytes as UTF-8 text without a byte order mark. Throws a UserError, with this fix, for binary data and other encodings. */
export function decodeText(name: string, bytes: Uint8Array, fix: string): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new UserError({
      where: name,
      what: 'is UTF-16, not UTF-8',
      fix: `save it as UTF-8, e.g. iconv -f UTF-16 -t UTF-8 ${shellWord(name)}`,
    });
  }
  if (bytes.includes(0)) throw new UserError({ where: name, what: 'is a binary file', fix });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserError({
      where: `${name}:${String(firstBadLine(bytes))}`,
      what: 'is not UTF-8',
      fix: `save it as UTF-8, e.g. iconv -f ISO-8859-1 -t UTF-8 ${shellWord(name)}`,
    });
  }
}

/** Line of the first byte that is not UTF-8, from 1: no line end stands inside a character, so lines can be tried alone. */
function firstBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    line += 1;
    start = end + 1;
  }
  return line;
}
