import { resolvePath } from '../../../model/dockerfile/container-path.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { absoluteKind, namesProgram, namesResults, valuesOf } from '../../../parse/programs/elsewhere.ts';
import type { Found } from '../reach/judge-reached.ts';
import { trimEnd } from '../../../shared/trim-end.ts';
import type { Reading } from './absent-data.ts';
import { linesOf } from '../lines-of.ts';
import { isTest } from '../data/asked-for.ts';
import { comesWithRun, foldersAbove, isInImage } from './image-places.ts';
import { interpreters } from './interpreters.ts';
import { isMadeThere } from './made-there.ts';

/** `isOfStart`: an interpreter is told so, and no command of a script, which may read what its image has. */
export type WordsThatRead = Found & { readonly isOfStart: boolean };

/** Places that a command names to read from: `python main.py --data /data/cohort.csv`, `cp /INPUTS/scan.nii.gz /scratch`. */
export function readByWords(reading: Reading, fix: string): readonly WordsThatRead[] {
  const { program } = reading.reached;
  const lines = linesOf(reading.facts.byPath.get(program.path)) ?? [];
  const spoken = askedOrMade(program.commands, program.language === 'shell' ? lines : []);
  // `cat FILE || true` does without.
  const isSpared = ({ program: name, line }: Pick<ShellCommand, 'program' | 'line'>, value: string): boolean =>
    program.language === 'shell' && !interpreters.test(name) && doesWithout(textFrom(lines, line), value);
  const isShell = program.language === 'shell';
  return [...program.commands, ...(isShell ? loopsOf(lines) : [])].flatMap((command) =>
    sourcesOf(command).flatMap((value) => {
      if (isSpared(command, value)) return [];
      // A folder may be all that is known.
      const kind = absoluteKind(value.endsWith('/') ? `${value}x` : value);
      const place = resolvePath(trimEnd(value, '/'), '/');
      const isThere =
        namesResults(value) ||
        kind === undefined ||
        namesProgram(value) ||
        [...foldersAbove(place), place].some((each) => spoken.has(each)) ||
        comesWithRun(place, false) ||
        isInImage(place, reading.reach) ||
        isMadeThere(place, false, reading, interpreters.test(command.program));
      return isThere
        ? []
        : [
            {
              message: `${command.program === 'for' ? 'a loop goes over' : `${command.program} is told to read`} ${value} (${kind}), which neither the image nor the TRE has`,
              line: command.line,
              fix,
              isOfStart: interpreters.test(command.program),
            },
          ];
    }),
  );
}

/** `for scan in /input/*.nii.gz; do`: what a loop goes over, as a command. */
function loopsOf(lines: readonly string[]): readonly Pick<ShellCommand, 'program' | 'words' | 'line'>[] {
  return lines.flatMap((text, index) => {
    const [, words = ''] = /^\s{0,40}for\s{1,9}\w{1,40}\s{1,9}in\s{1,9}([^;#]{1,400})/.exec(text) ?? [];
    const places = words.split(/\s+/).filter((word) => /^["']?\//.test(word));
    return places.length === 0
      ? []
      : [{ program: 'for', words: ['for', ...places.map((word) => word.replaceAll(/["']/g, ''))], line: index + 1 }];
  });
}

const sparing = /\|\|\s{0,9}(?:true|:|echo|printf)(?:\s|$)/;
/** How many lines of a command are looked at. */
const mostLines = 20;

/** A line of a script, with those that it goes on in. */
function textFrom(lines: readonly string[], line: number): string {
  const rest = lines.slice(line - 1, line - 1 + mostLines);
  const end = rest.findIndex((each) => !/(?:\\|\|\||&&|\|)\s*$/.test(each));
  return rest.slice(0, end < 0 ? mostLines : end + 1).join(' ');
}

/** Whether each command of a text that names a place is one of a chain that `|| true` ends: what stands before a semicolon is none of it. */
function doesWithout(text: string, value: string): boolean {
  const naming = text.split(/;|(?:^|\s)(?:then|do|else)\s/).filter((each) => each.includes(value));
  return naming.length > 0 && naming.every((each) => sparing.test(each.slice(each.indexOf(value))));
}

/** Places that a script looks for first (`[ -f /data/x.csv ]`), and those that it links or copies something to. */
function askedOrMade(commands: readonly ShellCommand[], lines: readonly string[]): ReadonlySet<string> {
  return new Set(
    commands
      .flatMap(({ program, words, line }) =>
        isTest(program)
          ? isDemand(words, lines, line)
            ? []
            : words.slice(1)
          : /^(?:cp|mv|ln|rsync)$/.test(program)
            ? words
                .slice(1)
                .filter((word) => !word.startsWith('-'))
                .slice(1)
                .slice(-1)
            : [],
      )
      .map((word) => trimEnd(word, '/')),
  );
}

/** Whether a script ends where a file is not there: `[ -f X ] || exit 1`, `if [ ! -f X ]; then exit 1; fi`. */
function isDemand(words: readonly string[], lines: readonly string[], line: number): boolean {
  const text = lines.slice(line - 1, line - 1 + mostLines).join('\n');
  const end = /\bexit\s+[1-9]/;
  if (words[1] === '!') return end.test(text.slice(0, Math.max(0, text.search(/\b(?:else|elif|fi)\b/))));
  const [, otherwise = ''] = /\]\s{0,9}\|\|\s{0,9}(\{[^{}]{0,300}\}|[^\n;]{0,100})/.exec(lines[line - 1] ?? '') ?? [];
  return end.test(otherwise);
}

/** Options whose value a program reads, whatever program it is. */
const reading = /^--?(?:i|in|input|infile|input[-_](?:dir|file|path)|data|data[-_](?:dir|file|path)|ref|reference)$/;

const readsAll: ReadonlySet<string> = new Set('cat zcat gunzip unzip head tail wc for ls'.split(' '));

/** Of these, `-i` and `-d` say something else. */
const readsNoOption = /^(?:sed|z?[ef]?grep|rg|perl|ruby|g?awk|xargs|ssh|scp|sudo|env|docker|podman)$/;

function sourcesOf({ program, words }: Pick<ShellCommand, 'program' | 'words'>): readonly string[] {
  if (interpreters.test(program))
    return words.includes('-c') ? [] : valuesOf(words).flatMap(({ value, isWritten }) => (isWritten ? [] : [value]));
  const names = words.slice(1).filter((word) => !word.startsWith('-'));
  if (/^(?:cp|mv|ln|rsync)$/.test(program)) return names.slice(0, -1).map(folderKnown);
  if (readsAll.has(program)) return names.map(folderKnown);
  if (program === 'find') return names.slice(0, 1).map(folderKnown);
  if (readsNoOption.test(program)) return [];
  return words.flatMap((word, at) => (reading.test(words[at - 1] ?? '') ? [folderKnown(word)] : []));
}

/** Of a name with a variable, or with a choice of names in it, the folder. */
function folderKnown(word: string): string {
  const end = word.search(/[$*?{]/);
  return end < 0 ? word : word.slice(0, word.lastIndexOf('/', end) + 1);
}
