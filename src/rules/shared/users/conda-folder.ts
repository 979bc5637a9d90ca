import type { ShellCommand } from '../../../model/sources/source-facts.ts';

/** Programs that run the script that they are given. */
const shells: ReadonlySet<string> = new Set(['bash', 'dash', 'sh', 'zsh']);

/** Where an installer of conda puts it that is told no folder: `bash Miniconda3-latest-Linux-x86_64.sh -b`. */
export function condaFolder({ program, words }: ShellCommand): string | undefined {
  const file = shells.has(program) ? (words.slice(1).find((word) => !word.startsWith('-')) ?? '') : (words[0] ?? '');
  const [, name] = /(?:^|\/)(anaconda|mambaforge|miniconda|miniforge)[\w.-]*\.sh$/i.exec(file) ?? [];
  const letters = words.filter((word) => /^-[a-z]/i.test(word)).join('');
  if (name === undefined || !letters.includes('b') || letters.includes('p') || words.includes('--prefix'))
    return undefined;
  return /^(?:anaconda|miniconda)$/i.test(name) ? `${name.toLowerCase()}3` : name.toLowerCase();
}
