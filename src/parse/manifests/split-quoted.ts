/** Words of one line by the quoting of `xargs`: white space separates, quotes hold together, a backslash outside of them takes the next character. */
export function splitQuoted(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
      else word = `${word ?? ''}${character}`;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      if (character === '\\') at += 1;
      word = `${word ?? ''}${character === '\\' ? (line[at] ?? '') : character}`;
    }
  }
  return word === undefined ? words : [...words, word];
}
