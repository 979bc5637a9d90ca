import { resolvePath } from '../../model/dockerfile/container-path.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { readClone } from '../shell/clones.ts';
import { filledFolder, writtenPaths } from '../shell/written-paths.ts';
import { installedFolders, isEditable } from '../reach/console-scripts.ts';
import { placeUnseen } from './place-copy.ts';
import { removeFound } from './remove-found.ts';
import { placeInstalledR } from './installed-r.ts';
import type { PlacedFiles } from './placed-files.ts';

/** What a command of a RUN does to the files, as far as it only moves, links, clones or writes them; what it may write over besides is not known from then on. */
export function placeCommand(stage: PlacedFiles, command: ShellCommand, workdir: string): void {
  const { program, words, stdin, writes, isConditional } = command;
  const names = words
    .slice(1)
    .filter((word) => !word.startsWith('-'))
    .map((word) => word.replace(/\/\.$/, '/'));
  const writesKnown =
    (stdin !== undefined && /^(?:cat|tee)$/.test(program)) || (/^(?:echo|printf)$/.test(program) && writes.length > 0);
  if (writesKnown) return writeText(stage, command, names, workdir);
  if (program === 'sed' && insertLine(stage, words, workdir)) return;
  const why = `may be written over in line ${String(command.line)} (${program}), by what nobody read`;
  for (const path of writtenPaths(command)) stage.replace(resolvePath(path, workdir), why);
  const filled = filledFolder(command, (path) => stage.at(resolvePath(path, workdir)) !== undefined);
  if (filled !== undefined) stage.replace(resolvePath(filled, workdir), why, true);
  const clone = readClone(command);
  if (/^(?:cp|mv|rsync|install|ln)$/.test(program)) moveFiles(stage, command, why, workdir);
  else if (program === 'find') removeFound(stage, command, workdir);
  else if (program === 'rm') for (const name of names) stage.remove(resolvePath(name, workdir), isConditional);
  else if (program === 'mkdir') for (const name of names) stage.made.add(resolvePath(name, workdir));
  else if (clone !== undefined) {
    const folder = resolvePath(clone.folder, workdir);
    stage.unseen.set(folder, `is cloned while the image is built (${clone.address})`);
    stage.replace(folder, why, true);
  } else if (/^(?:tar|unzip)$/.test(program)) {
    const at = words.findIndex((word) => word === '-C' || word === '-d' || word === '--directory');
    if (at > 0) stage.unseen.set(resolvePath(words[at + 1] ?? '.', workdir), 'is unpacked while the image is built');
  } else {
    placeInstalled(stage, program, words, workdir);
    placeInstalledR(stage, command, workdir);
  }
}

/** Options of these programs whose value stands behind them, as a word of its own. */
const valued = /^-[mogSe]$|^--(?:mode|owner|group|suffix|exclude|include|rsh)$/;

function moveFiles(
  stage: PlacedFiles,
  { program, words, isConditional }: ShellCommand,
  why: string,
  workdir: string,
): void {
  const given = words
    .slice(1)
    .filter((word, at) => !(valued.test(words[at] ?? '') && /^(?:install|rsync)$/.test(program)));
  const into = given.findIndex((word) => /^(?:-t|--target-directory)$/.test(word));
  const attached = given.map((word) => /^--target-directory=(.+)$/s.exec(word)?.[1]).find((path) => path !== undefined);
  const named = into < 0 ? given : given.filter((_, at) => at !== into && at !== into + 1);
  const names = named.filter((word) => !word.startsWith('-')).map((word) => word.replace(/\/\.$/, '/'));
  const folder = (into < 0 ? undefined : given[into + 1]) ?? attached;
  const last = folder ?? names.pop();
  if (last === undefined || names.length === 0) return;
  const target = resolvePath(last, workdir);
  const isInto = folder !== undefined || last.endsWith('/') || names.length > 1 || stage.isFolder(target);
  // What a link names is seen from where the link lies.
  const isLink = program === 'ln' && words.some((word) => /^(?:-[A-Za-rt-z]*s|--symbolic$)/.test(word));
  const seen = !isLink ? workdir : isInto ? target : target.slice(0, Math.max(1, target.lastIndexOf('/')));
  for (const source of names) {
    const path = resolvePath(source, seen).replace(/(.)\/\*$/, '$1');
    const isFolder = stage.at(path) === undefined && !source.endsWith('*') && !source.endsWith('/');
    if (!stage.holds(path.replace(/\/?[*?[].*$/s, '') || '/')) placeUnseen(stage, [source], target, why, false);
    const place = isFolder && isInto ? `${target}/${path.slice(path.lastIndexOf('/') + 1)}` : target;
    stage.copy(stage, path, place, isInto);
    if (isLink && isFolder && isConditional !== true && path !== place) stage.link(place, path);
    if (program === 'mv' && path !== place) stage.remove(resolvePath(source, seen), isConditional);
  }
}

/** Text that stands in the command, and comes to lie where it writes. */
function writeText(stage: PlacedFiles, command: ShellCommand, names: readonly string[], workdir: string): void {
  const { program, words, stdin, writes, appends = [], sharesOutput, line } = command;
  const said = { text: names.join(' ').replaceAll(String.raw`\n`, '\n'), line };
  const adds =
    program === 'tee' && words.some((word) => word === '--append' || (/^-\w+$/.test(word) && word.includes('a')));
  for (const written of program === 'tee' ? names : writes) {
    const path = resolvePath(written, workdir);
    const before = adds || appends.includes(written) ? stage.at(path) : undefined;
    const { text, line: first } = stdin ?? said;
    const why = `is added to, or made of what another program says, in line ${String(line)}`;
    // In a program that is no shell's, `$(x)` was put in by the shell that built the image.
    const isOpen = stdin === undefined && text.includes('$(') && !/\.(?:sh|bash|jl)$|^[^.]*$/.test(written);
    if (before?.file === undefined)
      stage.set(
        path,
        before?.text === undefined
          ? { text, line: first }
          : { text: `${before.text.replace(/\n$/, '')}\n${text}`, line: before.line ?? first },
      );
    if (before?.file !== undefined || isOpen || sharesOutput === true) stage.replace(path, why);
  }
}

/** Of a longer text each insertion would be a copy of much. */
const longest = 10_000;

/** `sed -i '$iTEXT' FILE` puts a line before the last one of a text that is known, as neurodocker does with its start script. */
function insertLine(stage: PlacedFiles, words: readonly string[], workdir: string): boolean {
  const [, option, script = '', path] = words;
  const inserted = /^\$i(?:\\\n?)?([^\n]*)$/.exec(script)?.[1]?.trim();
  if (option !== '-i' || inserted === undefined || path === undefined || words.length !== 4) return false;
  const place = resolvePath(path, workdir);
  const { text, line, file } = stage.at(place) ?? {};
  if (text === undefined || file !== undefined || text.length > longest || stage.whyReplaced(place) !== undefined)
    return false;
  const lines = text.replace(/\n$/, '').split('\n');
  const all = [...lines.slice(0, -1), inserted, ...lines.slice(-1)].join('\n');
  stage.set(place, { text: all, ...(line === undefined ? {} : { line }) });
  return true;
}

function placeInstalled(stage: PlacedFiles, program: string, words: readonly string[], workdir: string): void {
  for (const folder of installedFolders(program, words)) {
    const place = resolvePath(folder, workdir);
    for (const name of ['pyproject.toml', 'setup.py', 'setup.cfg']) {
      const file = stage.at(`${place === '/' ? '' : place}/${name}`)?.file;
      if (file === undefined) continue;
      const root = file.slice(0, file.lastIndexOf('/') + 1);
      stage.installed.add(root);
      if (isEditable(program, words)) stage.editable.add(root);
    }
  }
}
