import { resolvePath } from '../../model/dockerfile/container-path.ts';
import type { FinalImage, Instruction } from '../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { readClone } from '../../parse/shell/clones.ts';
import { fetchedTo, isFetch } from './fetches.ts';
import { placeOf } from './users/home.ts';

/** What an installing command leaves beside what it installs. */
const leftovers: ReadonlyMap<string, readonly string[]> = new Map([
  ['apk', ['/var/cache/apk']],
  ['apt', ['/var/lib/apt/lists', '/var/cache/apt']],
  ['apt-get', ['/var/lib/apt/lists', '/var/cache/apt']],
  ['conda', ['/opt/conda/pkgs']],
  ['dnf', ['/var/cache/dnf']],
  ['pip', ['/root/.cache']],
  ['yum', ['/var/cache/yum']],
]);
/** Programs whose last word is what they write. */
const writers: ReadonlySet<string> = new Set(['cp', 'install', 'ln', 'mkdir', 'mv', 'rsync', 'touch']);

/** Places that an instruction puts something at, absolute as far as that can be known. */
export function madeBy(instruction: Instruction, image: FinalImage): readonly string[] {
  const { keyword, words, flags } = instruction;
  if (keyword === 'COPY' || keyword === 'ADD') {
    const target = words.at(-1)?.value ?? '';
    const names = flags['from'] === undefined && target.endsWith('/') ? words.slice(0, -1) : [];
    // Of a folder COPY puts what is in it; of a file its name.
    const files = names.filter(({ value }) => /\.\w+$/.test(value)).map(({ value }) => value.split('/').at(-1) ?? '');
    return (files.length === names.length && files.length > 0 ? files.map((name) => `${target}${name}`) : [target]).map(
      (path) => settle(path, image, instruction),
    );
  }
  if (keyword !== 'RUN') return [];
  let folder = '';
  return instruction.commands.flatMap((command) => {
    if (command.program === 'cd') folder = within(folder, command.words[1] ?? '');
    const own = [...writtenBy(command), ...command.writes].map((path) => within(folder, path));
    return [...own.map((path) => settle(path, image, instruction)), ...(leftovers.get(command.program) ?? [])];
  });
}

/** Places that a RUN deletes, absolute as far as that can be known. A `*` at the end is what is in the folder. */
export function deletedBy(instruction: Instruction, image: FinalImage): readonly string[] {
  let folder = '';
  return instruction.commands.flatMap(({ program, words }) => {
    if (program === 'cd') folder = within(folder, words[1] ?? '');
    if (program !== 'rm' && program !== 'rmdir') return [];
    return words
      .slice(1)
      .filter((word) => !word.startsWith('-'))
      .map((word) => settle(within(folder, word.replace(/\/\*+$/, '')), image, instruction));
  });
}

/** Stands for a working directory that is not known, so that two relative places can be compared. */
const somewhere = '/(working directory)';

function settle(path: string, image: FinalImage, instruction: Instruction): string {
  const place = placeOf(path, image, instruction);
  return place.startsWith('/') ? place : resolvePath(place, somewhere);
}

function within(folder: string, path: string): string {
  return folder === '' || /^[/~$]/.test(path) ? path : `${folder}/${path}`;
}

function writtenBy(command: ShellCommand): readonly string[] {
  const { program, words } = command;
  const names = words.slice(1).filter((word) => !word.startsWith('-'));
  if (isFetch(command)) return fetchedTo(command);
  const clone = readClone(command);
  if (clone !== undefined) return [clone.folder];
  if (program === 'mkdir' || program === 'touch') return names;
  if (program === 'tar' || program === 'unzip') {
    const at = words.findIndex((word) => /^(?:-C|-d|--directory)$/.test(word));
    return at < 0 ? [] : [words[at + 1] ?? ''];
  }
  return writers.has(program) && names.length > 1 ? names.slice(-1) : [];
}
