/** Numbers, from 0, of the lines that begin within a text which an earlier line opened: they are no code. */
export function linesWithinTexts(text: string, language: 'python' | 'r'): ReadonlySet<number> {
  const within = new Set<number>();
  /** What ends the text that is open. */
  let open = '';
  let line = 0;
  for (let at = 0; at < text.length;) {
    const character = text[at] ?? '';
    if (character === '\n') {
      line += 1;
      if (language === 'python' && open.length === 1) open = '';
      if (open !== '') within.add(line);
      at += 1;
    } else if (open !== '') {
      const isEscape = character === '\\' && !open.startsWith(')') && text[at + 1] !== '\n';
      const isEnd = text.startsWith(open, at);
      at += isEscape ? 2 : isEnd ? open.length : 1;
      if (isEnd) open = '';
    } else if (character === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else {
      open = opened(text, at, language);
      at += open.startsWith(')') ? 2 : Math.max(open.length, 1);
    }
  }
  return within;
}

/** What ends the text that begins at a place; nothing where none does. */
function opened(text: string, at: number, language: 'python' | 'r'): string {
  const mark = text[at] ?? '';
  if (mark !== '"' && mark !== "'" && (mark !== '`' || language === 'python')) return '';
  if (language === 'python') return text.startsWith(mark.repeat(3), at) ? mark.repeat(3) : mark;
  // `r"(...)"`
  return text[at + 1] === '(' && /(?:^|\W)[rR]$/.test(text.slice(Math.max(at - 2, 0), at)) ? `)${mark}` : mark;
}
