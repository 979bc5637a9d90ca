import { Lexer } from 'yaml';

/** Brackets that are open at once, and tags in a row: the YAML parser takes a kilobyte for each bracket, and looks back over all tags for each. */
const mostOpen = 500;

/** Words, signs, blanks and ends of lines: the parser takes a kilobyte for each value. A pipeline of 10,000 lines has 80,000. */
const mostTokens = 250_000;

/**
 * Why a text is not given to the YAML parser, in words that follow "it" or "since": every text of a project passes here first. Brackets in strings and
 * comments count too: those of people are far below.
 */
export function refuseYaml(text: string): string | undefined {
  return refuseNesting(text) ?? refuseLength(text);
}

function refuseNesting(text: string): string | undefined {
  let open = 0;
  let tags = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '[' || character === '{') open += 1;
    else if ((character === ']' || character === '}') && open > 0) open -= 1;
    const startsWord = character !== undefined && character > ' ' && (at === 0 || (text[at - 1] ?? '') <= ' ');
    if (startsWord) tags = character === '!' || character === '&' ? tags + 1 : 0;
    if (open > mostOpen) return `more than ${String(mostOpen)} brackets are open in it at once`;
    if (tags > mostOpen) return `it has more than ${String(mostOpen)} tags in a row`;
  }
  return undefined;
}

/** The lexer holds nothing; a token has at least one character. */
function refuseLength(text: string): string | undefined {
  if (text.length <= mostTokens / 2) return undefined;
  let tokens = 0;
  for (const _ of new Lexer().lex(text)) {
    tokens += 1;
    if (tokens > mostTokens) return `it has more than ${mostTokens.toLocaleString('en')} words, signs and blanks`;
  }
  return undefined;
}
