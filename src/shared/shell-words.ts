import { shellWord } from './shell-word.ts';

/** A command of words as it is typed: each one word of a shell, and those that are options as they are. */
export function shellWords(words: readonly string[]): string {
  return words.map((word) => (/^--?\w[\w=./-]*$/.test(word) ? word : shellWord(word))).join(' ');
}
