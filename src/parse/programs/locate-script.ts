import { textOf, type Value } from '../../model/programs/value.ts';
import { parentFolder } from '../../shared/parent-folder.ts';
import { trimEnd } from '../../shared/trim-end.ts';

/** The path that a value names: its text, or, of one relative to a file of the project (`joinpath(@__DIR__, "a.jl")`), the path in the project. */
export function scriptPathOf(value: Value | undefined): string | undefined {
  const [first, ...rest] = value?.kind === 'text' ? value.parts : [];
  if (typeof first !== 'object' || !('up' in first)) return textOf(value);
  let folder = first.file;
  for (let up = 0; up < first.up; up += 1) folder = parentFolder(folder);
  const below = textOf({ kind: 'text', parts: rest });
  return below === undefined ? undefined : normalise(folder + below);
}

/** The folder of an application as no package and no file is named: with a slash at its end, and `./` before one that is relative. */
export function appFolder(path: string): string {
  if (/^~|\.[rR](?:md)?$/.test(path)) return path;
  return `${path.startsWith('/') ? '' : './'}${trimEnd(path, '/')}/`;
}

/** The path of a script as a program names it: one relative to its own file (`joinpath(@__DIR__, "a.jl")`) as it is written there. */
export function writtenIn(from: string, path: string, value: Value | undefined): string {
  const [first] = value?.kind === 'text' ? value.parts : [];
  return typeof first === 'object' && 'up' in first && first.file === from ? pathFrom(from, path) : path;
}

/** A path as a file beside it, or elsewhere in the same tree, writes it. */
export function pathFrom(file: string, path: string): string {
  const [from, to] = [file.split('/').slice(0, -1), path.split('/')];
  let common = 0;
  while (common < from.length && common < to.length - 1 && from[common] === to[common]) common += 1;
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/');
}

/** How the path begins that a value names, as {@link scriptPathOf} has it. */
export function beginOfScript(value: Value | undefined): string {
  const parts = value?.kind === 'text' ? value.parts : [];
  const open = parts.findIndex(
    (part, at) => typeof part !== 'string' && (at > 0 || typeof part !== 'object' || !('up' in part)),
  );
  const known = open < 0 ? parts : parts.slice(0, open);
  const last = known.at(-1);
  const path = scriptPathOf({ kind: 'text', parts: known }) ?? '';
  return typeof last === 'string' && last.endsWith('/') && path !== '' && !path.endsWith('/') ? `${path}/` : path;
}

/**
 * The files of the project that a script means by a path: beside it, in a folder above it, or, of an absolute path, the file whose end it
 * shares. A folder means the programs that start it (`app.R`, `server.R`, `main.py`).
 */
export function locateScript(paths: ReadonlySet<string>, from: string, written: string): readonly string[] {
  const name = trimEnd(written.replace(/^(?:\.\/)+/, ''), '/');
  if (/^(?:https?|ftp):/.test(name) || name === '') return [];
  if (name.startsWith('/') || name.startsWith('~')) {
    const parts = name.split('/').filter((part) => part !== '' && part !== '~');
    for (let at = 0; at < parts.length; at += 1) {
      const found = at === parts.length - 1 ? [] : inFolder(paths, parts.slice(at).join('/'));
      if (found.length > 0) return found;
    }
    return [];
  }
  for (let folder = from.slice(0, from.lastIndexOf('/') + 1); ; folder = parentFolder(folder)) {
    const found = inFolder(paths, normalise(folder + name));
    if (found.length > 0 || folder === '') return found;
  }
}

const starting = ['app.R', 'server.R', 'ui.R', 'global.R', '__main__.py', 'app.py', 'main.py'];

function inFolder(paths: ReadonlySet<string>, path: string): readonly string[] {
  if (paths.has(path)) return [path];
  return starting
    .map((name) => (path === '.' || path === '' ? name : `${path}/${name}`))
    .filter((each) => paths.has(each));
}

function normalise(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
