/** What Markdown, or GitHub's or GitLab's, would read as mark-up within a line: always, or only beside what makes it one. */
const MARKUP =
  /[\\`*|~$@\t\n\r\v\f\u0085\u2028\u2029]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|<(?=[A-Za-z/!?])|(?<=<)!|&(?=[#\p{L}][\p{L}\p{N}]{0,31};)|:(?=\/\/)|(?<=[Ww]{3})\.|\[(?!")|(?<!")\]|\](?=[[(:])/gu;
/** What cannot stand in a code span: it ends it, ends a table's cell, or opens a comment, by which rows of a checklist are known. */
const NO_CODE = /[`|\t\n\r\v\f\u0085\u2028\u2029]|<!/;
/** Names of files, which templates have in code spans of their own: in these another span would end the first. */
const PATH = /^[\w./-]+$/;
/** What means something only at the beginning of a line: marks of lists, quotations, headings, rulers. */
const BEGINNING = /^(?:[-+*]$|>|-+$|=+$)/;
const NUMBERED = /^\d{1,9}[.)]$/;

/** Prose in which nothing can be mark-up, as most is: it need not be looked at word by word. */
const USUAL = /^(?!.*[Ww]{3}\.)[A-Za-z"'(](?:[A-Za-z0-9 ,;.%='"()/?!-]|:(?!\/\/))*$/;

/**
 * A value within a line or a table's cell of Markdown, readable in the source as well: words that would be mark-up become code, which
 * can be copied as it stands, and only where code cannot hold them their marks are escaped. Line ends become references.
 */
export function printMarkdown(text: string): string {
  if (USUAL.test(text)) return text;
  let isFirst = true;
  return text.replaceAll(/[^ ]+/g, (word) => {
    const printed = printWord(word, isFirst);
    isFirst = false;
    return printed;
  });
}

function printWord(word: string, isFirst: boolean): string {
  if (/^#+$/.test(word) || (isFirst && BEGINNING.test(word))) return `\\${escapeMarks(word, 1)}`;
  if (isFirst && NUMBERED.test(word)) return `${word.slice(0, -1)}\\${word.slice(-1)}`;
  // Between blanks these mean nothing.
  if (!isFirst && /^[*~$@]$/.test(word)) return word;
  if (word.search(MARKUP) === -1) return word;
  // In code too `]:` would end the name of an address that a line defines: `[name]: address`.
  if (NO_CODE.test(word) || PATH.test(word) || word.includes(']:')) return escapeMarks(word, 0);
  const [from, to] = findCore(word);
  return `${word.slice(0, from)}\`${word.slice(from, to)}\`${word.slice(to)}`;
}

/** The word without quotation marks, brackets and full stops around it. */
function findCore(word: string): readonly [from: number, to: number] {
  let from = word.startsWith('["') ? 2 : 0;
  while (/^[("']/.test(word.charAt(from))) from += 1;
  let to = word.length;
  while (to > from + 1) {
    if (/[)"',.;:!?]/.test(word.charAt(to - 1))) to -= 1;
    else if (word.endsWith('"]', to) && !/[[(:]/.test(word.charAt(to))) to -= 2;
    else break;
  }
  return [from, Math.max(to, from)];
}

function escapeMarks(word: string, from: number): string {
  return (
    word.slice(0, from) +
    word.slice(from).replaceAll(MARKUP, (mark) => (/[!-~]/.test(mark) ? `\\${mark}` : toReference(mark)))
  );
}

function toReference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/** Markdown of one line as the text that it shows: without code's and bold marks, escapes and references read. */
export function readMarkdown(markdown: string): string {
  return markdown.replaceAll(
    /\\([!-/:-@[-`{-~])|`([^`]+)`|`|&#(\d{1,7});|\*\*/g,
    (_, escaped?: string, code?: string, reference?: string) =>
      escaped ?? code ?? (reference === undefined ? '' : toCharacter(Number(reference))),
  );
}

function toCharacter(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : `&#${String(code)};`;
}
