import { fitsStars } from '../../../parse/text/fits-stars.ts';

/** Whether a qualified name fits a pattern of the atlas: `*` for any text, `<Class>` and `<function>` at the end for a name that begins so. */
export function fitsPattern(name: string, pattern: string): boolean {
  if (name === pattern) return true;
  // Nearly all are plain names, and each call of a program is compared with hundreds.
  if (!pattern.includes('*') && !pattern.endsWith('>')) return false;
  // `resnet50().to` is a method of what a call gives, thus no call of the library.
  if (name.includes('(') && !pattern.includes('(') && !pattern.startsWith('*')) return false;
  const open = /<(?:Class|function)>$/.exec(pattern)?.[0];
  if (open === undefined) return fitsStars(name, pattern);
  const last = lastPart(name);
  const begins = open === '<Class>' ? /^[A-Z]\w*$/.test(last) : /^[a-z]\w*$/.test(last);
  return begins && fitsStars(name.slice(0, name.length - last.length), pattern.slice(0, -open.length));
}

/** The last part of a qualified name or pattern: `get` of `requests.Session().get`, `fit` of `torch::fit`. */
export function lastPart(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':'), name.lastIndexOf('$')) + 1);
}

/** The first part: the import that a qualified name begins with, without the brackets of a call. */
export function firstPart(name: string): string {
  return /^[^.:$(]*/.exec(name)?.[0] ?? name;
}
