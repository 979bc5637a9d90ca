import { isUtf8 } from 'node:buffer';
import { shellWord } from '../../shared/shell-word.ts';

/** A list for pip in UTF-16, which it reads where the file begins with a mark of it; nothing for other files and forms. */
export function readWideList(bytes: Uint8Array, path: string): string | undefined {
  const [first, second] = bytes;
  const isLittle = first === 0xff && second === 0xfe;
  if (!/\.(?:in|txt)$/i.test(path) || (!isLittle && !(first === 0xfe && second === 0xff))) return undefined;
  try {
    return new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Why bytes cannot be taken as text, with what fixes it; nothing for UTF-8. `path` is one that a person can type. */
export function explainEncoding(bytes: Uint8Array, path: string): string | undefined {
  const [first, second] = bytes;
  // What PowerShell 5 writes when output is sent to a file.
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return `it is UTF-16, not UTF-8; convert it: ${convert('UTF-16', path)}`;
  if (bytes.includes(0)) return 'it is binary, not text';
  return isUtf8(bytes)
    ? undefined
    : `it is not UTF-8; save it as UTF-8, or if it is Latin-1: ${convert('LATIN1', path)}`;
}

function convert(from: string, path: string): string {
  const next = shellWord(`${path}.utf8`);
  return `iconv -f ${from} -t UTF-8 ${shellWord(path)} > ${next} && mv ${next} ${shellWord(path)}`;
}
