/**
 * The words of a command line as a person types it. Several commands one after the other, and whatever else only a shell does, stay one text for
 * a shell: as words they would be handed to the first program.
 */
export function wordsOfCommand(text: string): readonly string[] {
  const words = text.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  if (words.some((word) => /[&|;<>$`]/.test(word.replaceAll(/'[^']*'/g, '')))) return ['sh', '-c', text.trim()];
  return words.map((word) => word.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'));
}
