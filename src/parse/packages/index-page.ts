import { isRecord, toRecord, toRecords, toText } from '../../shared/json-shapes.ts';
import { foldName } from '../../shared/fold-name.ts';

/** A file of a package index: its name, and its checksum (`sha256:...`) where the index gives one. */
export interface IndexFile {
  readonly name: string;
  readonly sha256?: string;
}

/**
 * Files that the page of one package names: JSON, or the older HTML, where the checksum stands behind the address.
 * Source: https://packaging.python.org/en/latest/specifications/simple-repository-api/
 */
export function parseIndexPage(text: string): readonly IndexFile[] {
  if (text.trimStart().startsWith('{')) return readJson(text);
  return text
    .split(/<a\s/i)
    .slice(1)
    .flatMap((part) => {
      const address = /\bhref=(?:"([^"]{1,2000})"|'([^']{1,2000})')/i.exec(part.slice(0, 4000));
      return address === null ? [] : [readLink(address[1] ?? address[2] ?? '')];
    });
}

function readLink(address: string): IndexFile {
  const [path = '', fragment = ''] = address.split('#', 2);
  const name = path.slice(path.lastIndexOf('/') + 1);
  return toFile(decode(name), /^sha256=([0-9a-f]{64})$/.exec(fragment)?.[1]);
}

function readJson(text: string): readonly IndexFile[] {
  try {
    const page = JSON.parse(text) as unknown;
    const files = isRecord(page) ? toRecords(page['files']) : [];
    return files.map((file) => toFile(toText(file['filename']), toText(toRecord(file['hashes'])['sha256'])));
  } catch {
    return [];
  }
}

function toFile(name: string, digest = ''): IndexFile {
  return /^[0-9a-f]{64}$/.test(digest) ? { name, sha256: `sha256:${digest}` } : { name };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Wheels of one version that Linux on amd64 with glibc can install, for any Python, by name. Which of them pip takes the image's Python decides.
 */
export function selectWheels(files: readonly IndexFile[], name: string, version: string): readonly IndexFile[] {
  return files
    .filter((file) => {
      if (!file.name.endsWith('.whl')) return false;
      const [own = '', release, ...tags] = file.name.slice(0, -'.whl'.length).split('-');
      const platforms = tags.at(-1)?.split('.') ?? [];
      return (
        foldName(own) === foldName(name) &&
        release?.toLowerCase() === version.toLowerCase() &&
        platforms.some((platform) => platform === 'any' || /^(?:many)?linux.*_x86_64$/.test(platform))
      );
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
