import fs from 'node:fs';
import path from 'node:path';
import { shellWord } from '../../shared/shell-word.ts';

/**
 * How this program was started, as a person types it again before a command's name: `tre-container`, `npx tre-container@1.2.3`, `node /a/clone/dist/...`.
 * `script` is the path that Node was started with, `folder` where it was typed, `places` what was typed after it. npm keeps what npx was asked for beside the packages that it fetched
 * for that, and leads PATH there only as long as it runs; a folder without such a note is a local installation, which npx finds below its own folder alone: for work outside of that it is named by its path.
 */
export function describeStart(
  script: string,
  folder = process.cwd(),
  places: readonly string[] = [],
  { PATH = '', npm_execpath: npm }: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const name = path.basename(script).replace(/\.(?:cmd|ps1)$/i, '');
  const fetched = /^(.*[\\/]_npx[\\/][0-9a-f]+)[\\/]node_modules[\\/]/.exec(script)?.[1];
  const packages = fetched === undefined ? [] : readPackages(path.join(fetched, 'package.json'));
  if (packages.length > 0)
    return describeNpx(
      packages.map((each) => wherever(each, folder)),
      name,
    );
  if (/\.[cm]?[jt]s$/.test(name)) return `node ${shellWord(script)}`;
  const installed = /^(.*)[\\/]node_modules[\\/]\.bin[\\/]/.exec(script)?.[1];
  if (installed === undefined) return name;
  if (fetched !== undefined) return `npx ${name}`;
  // The shell found it, and will again, wherever that is typed.
  if (npm === undefined && isFirst(name, path.dirname(script), PATH)) return name;
  const typed = ['.', ...places.filter((each) => !each.startsWith('-'))];
  return typed.every((each) => isBelow(installed, path.resolve(folder, each)))
    ? `npx ${name}`
    : shellWord(path.join(path.dirname(script), name));
}

/** Whether a shell finds the program of a name in this folder. */
function isFirst(name: string, folder: string, search: string): boolean {
  const found = search
    .split(path.delimiter)
    .find((each) => path.isAbsolute(each) && fs.existsSync(path.join(each, name)));
  return found !== undefined && path.resolve(found) === path.resolve(folder);
}

function isBelow(folder: string, place: string): boolean {
  const way = path.relative(folder, place);
  return way !== '..' && !/^\.\.[\\/]/.test(way) && !path.isAbsolute(way);
}

/** A tarball or folder by its whole path: the next command may be typed in another folder. */
function wherever(name: string, folder: string): string {
  const isPlace = /^\.{1,2}[\\/]/.test(name) || (/\.t(?:ar\.)?gz$/.test(name) && !name.includes(':'));
  return isPlace ? path.resolve(folder, name) : name;
}

/** A package that brings a program of its own name needs no more than that name. */
function describeNpx(packages: readonly string[], name: string): string {
  const [only = ''] = packages;
  if (packages.length === 1 && only.replace(/(?<=.)@[^@/]+$/, '') === name) return `npx ${shellWord(only)}`;
  return ['npx --yes', ...packages.map((each) => `-p ${shellWord(each)}`), name].join(' ');
}

function readPackages(file: string): readonly string[] {
  try {
    const { _npx: note } = JSON.parse(fs.readFileSync(file, 'utf8')) as {
      readonly _npx?: { readonly packages?: unknown };
    };
    const packages = note?.packages;
    return Array.isArray(packages) ? packages.filter((each): each is string => typeof each === 'string') : [];
  } catch {
    return [];
  }
}
