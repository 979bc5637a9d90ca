import { tre } from '../../../catalog/tre.ts';
import type { Verdict } from '../../../model/check/rule.ts';
import { fail, unknown } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { placeOf } from '../users/home.ts';
import { fitsStars } from '../../../parse/text/fits-stars.ts';
import { trimEnd } from '../../../shared/trim-end.ts';

const { directories, makeDirectories } = tre;

/** Words of a shell that decide whether what follows them runs, and programs that run it elsewhere. */
const conditions =
  /(?:^|[\s;&|({])(?:if|then|else|elif|case|for|while|until|exit|return|false|function|chroot|unshare)(?=$|[\s;&|)}])|\(\)|\|\|/;

/** What takes the three directories away after `made`, or keeps that line from making them in the image; nothing where none is seen. */
export function judgeUndoing(made: Instruction, image: FinalImage, dockerfile: DockerfileFacts): Verdict | undefined {
  const at = image.instructions.indexOf(made);
  const mount = mountsOf(dockerfile.text.slice(made.start, made.end)).find((place) => directories.includes(place));
  if (mount !== undefined)
    return fail({
      message: `${mount} is a mount of that RUN, so the image does not get it`,
      location: { file: dockerfile.path, line: made.line },
      fix: `put ${makeDirectories} on a line of its own`,
    });
  const first = made.commands.findIndex(makesAll);
  for (const instruction of image.instructions.slice(at)) {
    const commands = instruction === made ? made.commands.slice(first + 1) : instruction.commands;
    const taking =
      instruction.keyword === 'RUN'
        ? commands.find((command) => takesOne(command, (word) => placeIn(word, command, image, instruction)))
        : undefined;
    if (taking !== undefined)
      return fail({
        message: `${taking.words.slice(0, 4).join(' ')} takes one of them away again`,
        location: { file: dockerfile.path, line: taking.line },
        fix: 'remove what is in it, not the directory: /safe_data, /safe_outputs and /scratch must be there',
      });
  }
  const doubtful = image.instructions
    .slice(at + 1)
    .flatMap(({ keyword, commands }) => (keyword === 'RUN' ? commands : []))
    .find(mayTakeOne);
  if (doubtful !== undefined)
    return unknown(
      `whether ${doubtful.words.slice(0, 4).join(' ')} takes one of them away again was not read`,
      { file: dockerfile.path, line: doubtful.line },
      'remove what is in them, not the directories: /safe_data, /safe_outputs and /scratch must be there',
    );
  const whole = [made.text, ...made.heredocs.map(({ text }) => text)].join('\n');
  const pieces = whole.split('mkdir');
  const place = pieces.findIndex((piece, index) => index > 0 && /^[^\n;&|]*\/s/.test(piece));
  const before = pieces.slice(0, place < 0 ? 1 : place).join('mkdir');
  return conditions.test(before)
    ? unknown(
        'whether its mkdir runs depends on the shell around it',
        { file: dockerfile.path, line: made.line },
        `put ${makeDirectories} on a line of its own`,
      )
    : undefined;
}

/** Where a RUN has mounts: `--mount=type=tmpfs,target=/x`. */
function mountsOf(text: string): readonly string[] {
  return text
    .split(/\s/)
    .filter((word) => word.startsWith('--mount='))
    .flatMap((word) => word.slice('--mount='.length).split(','))
    .flatMap((option) => /^(?:target|dst|destination)=(.+)$/.exec(option)?.[1] ?? []);
}

/** One mkdir for all three. */
export function makesAll({ program, words }: ShellCommand): boolean {
  return (
    program === 'mkdir' && directories.every((directory) => words.some((word) => trimEnd(word, '/') === directory))
  );
}

/** A mkdir of one of the three. */
export function makesOne({ program, words }: ShellCommand): boolean {
  return program === 'mkdir' && words.some((word) => directories.includes(trimEnd(word, '/')));
}

function placeIn(word: string, { directory }: ShellCommand, image: FinalImage, instruction: Instruction): string {
  const from = /^[/~$]/.test(word) || directory === undefined ? word : `${directory}/${word}`;
  return trimEnd(placeOf(from, image, instruction), '/');
}

function takesOne(command: ShellCommand, placed: (word: string) => string): boolean {
  const { program, words } = command;
  if (program === 'find') return findTakesOne(words.slice(1), placed);
  const given = program === 'mv' ? words.slice(1, -1) : words.slice(1);
  return /^(?:rm|rmdir|mv)$/.test(program) && given.some((word) => !word.startsWith('-') && isOne(placed(word)));
}

/** One of the three, or a pattern that one of them fits: they are there, so the shell finds them. */
function isOne(place: string): boolean {
  return directories.some(
    (directory) =>
      directory === place || (place.includes('*') && place.lastIndexOf('/') === 0 && fitsStars(directory, place)),
  );
}

/** Whether a command may take one of them away in a way that is not read: by braces, which only some shells take apart, or in a text of another language. */
function mayTakeOne({ program, words }: ShellCommand): boolean {
  if (/^(?:rm|rmdir|mv)$/.test(program))
    return words.some((word) => {
      const open = word.search(/[?[]/);
      if (open >= 0)
        return open > 0 && word.lastIndexOf('/') === 0 && mentions(word.slice(0, open).split('{', 1)[0] ?? '');
      return word.includes('{') && takeApart(word).some((each) => isOne(trimEnd(each, '/')));
    });
  const text = words.join(' ');
  return (
    /^(?:python|Rscript|R|julia|perl|ruby|node)$/.test(program) &&
    directories.some((directory) => text.includes(directory)) &&
    /\b(?:rmdir|rmtree|remove|unlink|rename|move|rm|mv)\b/.test(text)
  );
}

/** What the first braces of a word stand for: `/{scratch,tmp}` for two places. */
function takeApart(word: string): readonly string[] {
  const [, before = '', inside = '', after = ''] = /^([^{]*)\{([^{}]*)\}(.*)$/.exec(word) ?? [];
  return inside === '' ? [word] : inside.split(',').map((each) => `${before}${each}${after}`);
}

function mentions(start: string): boolean {
  return directories.some((directory) => directory.startsWith(start));
}

/** Of find's tests those that a new folder passes, or that are judged below; with any other nobody knows. */
const seen = /^-(?:maxdepth|mindepth|i?name|type|empty|delete|depth|d|xdev|mount|exec|print0?)$/;

/** `find / -maxdepth 1 -name 's*' -delete` */
function findTakesOne(words: readonly string[], placed: (word: string) => string): boolean {
  const first = words.findIndex((word) => /^[-(!]/.test(word));
  const starts = words.slice(0, Math.max(first, 0)).map((word) => (word === '/' ? '/' : placed(word)));
  const exec = words.indexOf('-exec');
  const tests = words.slice(Math.max(first, 0), exec < 0 ? undefined : exec);
  const deletes = tests.includes('-delete') || /(?:^|\/)(?:rm|rmdir)$/.test(words[exec + 1] ?? '');
  if (!deletes || tests.some((word) => word === '!' || word === '(' || (/^-[a-z]/.test(word) && !seen.test(word))))
    return false;
  const valueOf = (name: string): string | undefined =>
    tests.includes(name) ? tests[tests.indexOf(name) + 1] : undefined;
  const [least, most] = [Number(valueOf('-mindepth') ?? 0), Number(valueOf('-maxdepth') ?? 9)];
  const pattern = valueOf('-name') ?? valueOf('-iname') ?? '*';
  if (!/^d?$/.test(valueOf('-type') ?? '')) return false;
  return directories.some(
    (directory) =>
      fitsStars(directory.slice(1), pattern) &&
      starts.some((start) => (start === directory ? least === 0 : start === '/' && least <= 1 && most >= 1)),
  );
}
