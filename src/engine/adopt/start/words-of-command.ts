import type { AdoptedLanguage } from '../../../model/adopt/surveyed-language.ts';
/**
 * The words of a command line as a person types it. Several commands one after the other, and whatever else only a shell does, stay one text for
 * a shell: as words they would be handed to the first program.
 */
export function wordsOfCommand(text: string): readonly string[] {
  const words = text.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  if (words.some((word) => /[&|;<>$`]/.test(word.replaceAll(/'[^']*'/g, '')))) return ['sh', '-c', text.trim()];
  return words.map((word) => word.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'));
}

/** The words of a start as the image has them: what a variable of it says already is not said again. */
export function asStarted(words: readonly string[], { adopt, start }: AdoptedLanguage): readonly string[] {
  const [first] = words;
  const said = first === start[0] ? adopt.saidByImage : undefined;
  return said === undefined ? words : words.filter((word) => !said.test(word));
}
