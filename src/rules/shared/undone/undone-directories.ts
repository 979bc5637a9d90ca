import { tre } from '../../../catalog/tre.ts';
import type { Verdict } from '../../../model/check/rule.ts';
import { fail, unknown } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
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
    const taking = instruction.keyword === 'RUN' ? commands.find(takesOne) : undefined;
    if (taking !== undefined)
      return fail({
        message: `${taking.words.slice(0, 4).join(' ')} takes one of them away again`,
        location: { file: dockerfile.path, line: taking.line },
        fix: 'remove what is in it, not the directory: /safe_data, /safe_outputs and /scratch must be there',
      });
  }
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

function takesOne({ program, words }: ShellCommand): boolean {
  const given = (program === 'mv' ? words.slice(1, -1) : words.slice(1)).map((word) => trimEnd(word, '/'));
  return /^(?:rm|rmdir|mv)$/.test(program) && directories.some((directory) => given.includes(directory));
}
