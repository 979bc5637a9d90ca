import type { FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';

/** What a start runs in the end: the program behind what only hands on, and the words that follow it. */
export interface StartWords {
  readonly instruction: Instruction;
  readonly program: string;
  readonly rest: readonly string[];
}

const handing = new Set('tini dumb-init env exec nice nohup stdbuf time timeout setsid gosu su-exec chpst'.split(' '));
/** Of those, what takes a word that is no option: a duration, a user. */
const taking = /^(?:timeout|gosu|su-exec)$/;

/** The words of ENTRYPOINT, and of CMD behind it, where they are a list: no shell reads them. */
export function startWords({ entrypoint, cmd }: FinalImage): StartWords | undefined {
  const instruction = entrypoint ?? cmd;
  if (instruction?.form !== 'json') return undefined;
  const more = entrypoint !== undefined && cmd?.form === 'json' ? cmd.words : [];
  const words = [...instruction.words, ...more].map(({ text }) => text);
  let at = 0;
  while (handing.has(nameOf(words[at] ?? ''))) {
    const takes = taking.test(nameOf(words[at] ?? ''));
    at += 1;
    while (/^-|^[A-Za-z_]\w*=/.test(words[at] ?? '')) at += 1;
    if (takes) at += 1;
    // `tini -g -- python3`
    if (words[at] === '--') at += 1;
  }
  const program = words[at];
  return program === undefined || program === '' ? undefined : { instruction, program, rest: words.slice(at + 1) };
}

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
