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

/** Files that are UTF-8 by the rules of what reads them, and those in which this program writes. */
const alwaysUtf8 = /\.(?:ipynb|json|ya?ml|toml|jl)$|(?:docker|container)file/i;
/** Programs of Python, which reads another encoding only where one of the first two lines names it. */
const ofPython = /\.pyw?$/i;
const namesEncoding =
  /^(?:[^\n]*\n)?[ \t\f]*#[^\n]*coding[:=][ \t]*(?:l1\b|latin[-_]?1|iso[-_]?8859[-_]1\b|(?:cp|windows-)1252)/i;
/** What no text has. */
// oxlint-disable-next-line no-control-regex -- it is what is looked for
const control = /[\u0000-\u0008\u000E-\u001A\u001C-\u001F\u007F]/;

/** Signs of other alphabets, of which half of one may be a quote or a backslash. */
const otherAlphabet = /[\u0080-\u00FF]{4}/;

/** A text in Latin-1 or Windows-1252, which differ in no sign that means something in a program; nothing for UTF-8, and for what is no text or would not be read so. */
export function readLatin1(bytes: Buffer, path: string): string | undefined {
  if (alwaysUtf8.test(path) || isUtf8(bytes)) return undefined;
  const text = bytes.toString('latin1');
  if (
    control.test(text) ||
    otherAlphabet.test(text) ||
    text.startsWith('\u00FF\u00FE') ||
    text.startsWith('\u00FE\u00FF')
  )
    return undefined;
  return ofPython.test(path) && !namesEncoding.test(text.slice(0, 2000)) ? undefined : text;
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
