import type { Finding, Verdict } from '../../../model/check/rule.ts';
import { fail, unknown } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { isGivenNothing } from '../../../parse/shell/opens-prompt.ts';

/** Programs of every system that do no work: they say something, or look at it. */
const idle =
  /^(?:true|false|:|echo|printf|ls|cat|head|wc|test|\[|pwd|date|id|whoami|hostname|uname|which|env|printenv|exit)$/;

/** Fails where the start runs no program; what an unknown base makes of such a CMD is not known. */
export function judgeIdleStart(
  image: FinalImage,
  dockerfile: DockerfileFacts,
  reach: Reach | undefined,
  fix: string,
): Verdict | undefined {
  const found = findIdleStart(image, dockerfile, reach, fix);
  if (found === undefined) return undefined;
  return image.entrypoint === undefined && isUnknownBase(image)
    ? unknown(`${found.message}, unless the base image, which is not known, has an ENTRYPOINT`, found.location, fix)
    : fail(found);
}

/** Nobody knows what it starts. */
export function isUnknownBase({ from, base, known }: FinalImage): boolean {
  return !from.scratch && base === undefined && known === undefined;
}

/** A start that runs no program of the image: nothing at all, a word that only ends well, a comment, or a version that is told. */
function findIdleStart(
  { entrypoint, cmd, known }: FinalImage,
  { path }: DockerfileFacts,
  reach: Reach | undefined,
  fix: string,
): Finding | undefined {
  const starts = [entrypoint, cmd].filter((each) => each !== undefined);
  const [first] = starts;
  if (first === undefined) return undefined;
  const location = { file: path, line: first.line };
  if (starts.every(({ form, words }) => form === 'json' && words.length === 0))
    return { message: `${first.keyword} is an empty list, so nothing is started`, location, fix };
  if (
    entrypoint?.form === 'json' &&
    cmd === undefined &&
    (entrypoint.commands.length === 0 || isOfBase(entrypoint, known))
  )
    return {
      message: `${entrypoint.words[0]?.value ?? ''} is given no program to start: ENTRYPOINT takes the CMD of the base away`,
      location,
      fix,
    };
  const [only, ...others] = first.commands;
  if (starts.length === 1 && only !== undefined && others.length === 0 && isGivenNothing(only))
    return { message: `${only.words.join(' ')} is given no program to run, says so and ends`, location, fix };
  // A list is read by no shell: what each run names takes the place of these words, and without it no container starts.
  if (first.form === 'json' && first.words.length === 1 && /^\$[@*]$/.test(first.words[0]?.value ?? ''))
    return { message: `${first.keyword} ["${first.words[0]?.value ?? ''}"] names no program`, location, fix };
  // Of a list that a program reads as its arguments the first alone is started.
  const commands = first.form === 'json' ? first.commands : starts.flatMap((each) => each.commands);
  const isComment = commands.length === 0 && isOnlyComment(first);
  if ((!isComment && commands.length === 0) || !commands.every((command) => doesNothing(command, commands.length)))
    return undefined;
  // A server or a wrapper of the base may be what the words are for.
  if (first.keyword === 'CMD' && reach?.startsProject === true) return undefined;
  const what = commands.map(({ words }) => words.join(' ')).join('; ');
  return { message: `the start runs no program: ${what === '' ? first.text : what}`, location, fix };
}

/** The entry point of the base itself, which runs what it is given and nothing else. */
function isOfBase({ words }: Instruction, known: FinalImage['known']): boolean {
  return (
    known?.passes === 'exec' &&
    known.server === undefined &&
    known.entrypoint.length > 0 &&
    words.map(({ value }) => value).join('\0') === known.entrypoint.join('\0')
  );
}

/** `sh -c '# python3 /app/main.py'` */
function isOnlyComment({ form, text }: Instruction): boolean {
  return form === 'shell' && /^\s*#/.test(text);
}

function doesNothing({ program, words, writes, reads }: ShellCommand, of: number): boolean {
  if (writes.length > 0 || reads !== undefined) return false;
  const given = words.slice(1);
  // `sh -c` is judged by what it is given, which stands beside it.
  if (/^(?:ba|da|z|k|a)?sh$/.test(program)) return of > 1 || given.at(-1)?.trimStart().startsWith('#') === true;
  if (/^(?:python|Rscript|R|julia)$/.test(program))
    return given.length > 0 && given.every((word) => /^(?:--version|-V|--help|-h)$/.test(word));
  return program === 'env'
    ? given.every((word) => /^(?:-[0i]?|--(?:null|ignore-environment))$|=/.test(word))
    : idle.test(program);
}
