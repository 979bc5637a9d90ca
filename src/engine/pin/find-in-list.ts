import type { OpenPlace, WheelPlace } from '../../model/pin/pin.ts';

const exact =
  /^\s*([A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?)\s*==\s*([A-Za-z0-9][A-Za-z0-9.!+_-]{0,98})(?=[\s;]|$)/;
const hash = /--hash=(sha256:[0-9a-f]{64})/g;

/**
 * Packages of a list for pip that come from an index of the list's own, PyTorch's: behind each goes the checksum of every wheel that fits.
 * Nothing for a list of the usual index. pip takes a list with checksums for every line or for none, so that a line without an exact version leaves all open.
 */
export function findInList(file: string, text: string): readonly (WheelPlace | OpenPlace)[] {
  const lines = readLines(text);
  const option = (name: RegExp): string | undefined =>
    lines.map(({ content }) => name.exec(content)?.[1]).find((value) => value !== undefined);
  const index = option(/^\s*(?:--index-url|-i)[\s=]+(\S+)/);
  if (index === undefined || option(/^\s*--(extra-index-url)/) !== undefined) return [];
  const packages = lines.filter(({ content }) => /^\s*[^\s#-]/.test(content));
  const isUsable = URL.canParse(index) && new URL(index).username === '' && !/[${]/.test(index);
  return packages.map(({ content, line, start }) => {
    const [whole, name, version] = exact.exec(content) ?? [];
    const place = { file, line, text: content.split(/[\s\\]/, 1)[0] ?? '' };
    if (whole === undefined || name === undefined || version === undefined)
      return { kind: 'open', ...place, reason: 'it has no exact version' };
    if (!isUsable) return { kind: 'open', ...place, reason: 'its index is no plain address' };
    const comment = / #.*$/s.exec(content)?.[0].length ?? 0;
    const rest = content.slice(whole.length, content.length - comment);
    // It would be written over.
    if (/[^\s\\]/.test(rest.replaceAll(hash, '')))
      return { kind: 'open', ...place, reason: 'behind its version stands more than checksums' };
    const held = [...rest.matchAll(hash)].map(([, value]) => value);
    return {
      kind: 'wheel',
      ...place,
      text: `${name}==${version}`,
      index,
      name,
      version,
      ...(held.length > 0 ? { hashes: held.join(' ') } : {}),
      hashesAt: { start: start + whole.length, end: start + content.length - comment },
    };
  });
}

interface LogicalLine {
  /** With its continuations, and without its end. */
  readonly content: string;
  /** 1-based. */
  readonly line: number;
  readonly start: number;
}

/** Lines as pip reads them: one that ends in a backslash goes on. */
function readLines(text: string): readonly LogicalLine[] {
  const found: LogicalLine[] = [];
  let start = 0;
  for (const [number, line] of text.split('\n').entries()) {
    const content = line.endsWith('\r') ? line.slice(0, -1) : line;
    const last = found.at(-1);
    if (last !== undefined && last.content.endsWith('\\'))
      found[found.length - 1] = { ...last, content: text.slice(last.start, start + content.length) };
    else found.push({ content, line: number + 1, start });
    start += line.length + 1;
  }
  return found;
}
