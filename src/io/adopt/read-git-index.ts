import fs from 'node:fs';
import { join } from 'node:path';
import { readRegularFile } from '../files/read-regular-file.ts';
import { findGitFolder } from '../git/find-git-folder.ts';

/** Larger than the index of any repository that is surveyed whole. */
const largest = 64 * 1024 * 1024;
/** Bytes of a path, as long as Linux takes one: version 4 spells a name by what it shares with the one before, so that few bytes can mean many. */
const longest = 4096;

/**
 * Paths that git tracks, read from its index: no git is started, so that nothing which the folder configures can run. Nothing where
 * there is no index, or it is of a kind that is not read (an unknown version, hashes of SHA-256, a split one).
 */
export function readGitIndex(root: string): readonly string[] | undefined {
  const git = findGitFolder(root);
  if (git === undefined) return undefined;
  const place = join(git.own, 'index');
  try {
    const file = fs.lstatSync(place);
    if (!file.isFile() || file.size > largest) return undefined;
    return parseIndex(readRegularFile(place));
  } catch {
    return undefined;
  }
}

/** git's index of version 2, 3 or 4. */
function parseIndex(bytes: Buffer): readonly string[] | undefined {
  if (bytes.length < 32 || bytes.toString('latin1', 0, 4) !== 'DIRC') return undefined;
  const version = bytes.readUInt32BE(4);
  const count = bytes.readUInt32BE(8);
  if (version < 2 || version > 4 || count > bytes.length / 62) return undefined;
  const paths: string[] = [];
  let total = 0;
  let at = 12;
  let previous = Buffer.alloc(0);
  for (let index = 0; index < count; index += 1) {
    if (at + 62 > bytes.length) return undefined;
    const isLink = (bytes.readUInt32BE(at + 24) & 0xf000) === 0xe000;
    let name = at + 62 + ((bytes.readUInt16BE(at + 60) & 0x4000) === 0 ? 0 : 2);
    let kept = previous.length;
    if (version === 4) {
      const length = readOffset(bytes, name);
      name = length.next;
      kept -= length.value;
    }
    const end = bytes.indexOf(0, name);
    if (end < 0 || kept < 0 || kept + end - name > longest) return undefined;
    total += kept + end - name;
    if (total > largest) return undefined;
    const path =
      version === 4
        ? Buffer.concat([previous.subarray(0, kept), bytes.subarray(name, end)])
        : bytes.subarray(name, end);
    previous = Buffer.from(path);
    at = version === 4 ? end + 1 : at + Math.ceil((end - at + 1) / 8) * 8;
    const text = path.toString('utf8');
    // A folder of another repository is no file of this one.
    if (!isLink && text !== '' && !text.startsWith('/') && !text.split('/').includes('..')) paths.push(text);
  }
  return paths;
}

/** git's number of variable length, as of its pack files. */
function readOffset(bytes: Buffer, from: number): { readonly value: number; readonly next: number } {
  let at = from;
  let byte = bytes[at] ?? 0;
  let value = byte & 0x7f;
  while ((byte & 0x80) !== 0 && at < from + 5) {
    at += 1;
    byte = bytes[at] ?? 0;
    value = (value + 1) * 128 + (byte & 0x7f);
  }
  return { value, next: at + 1 };
}
