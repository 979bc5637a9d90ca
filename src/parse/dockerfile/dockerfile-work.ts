/**
 * What is read of one Dockerfile, and of all of a target together, in the words of {@link workOfDockerfile}: some 30,000 lines of people's. All is judged in 5 seconds, and
 * takes 400 MB of memory.
 */
export const mostDockerfileWork = 350_000;

/** What reading a Dockerfile and judging it takes for each, as measured: a line or a command five times what a word does. */
const ofLine = 5;
const ofCommand = 5;

/**
 * How much work a Dockerfile makes, in words: each word counts one, each line that is no comment and each sign that ends a command of a shell five. Counted on the
 * text, before anything is made of it; linear.
 */
export function workOfDockerfile(text: string): number {
  let work = 0;
  let isBlank = true;
  let isComment = false;
  let isLineStart = true;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isSpace = code === space || code === tab || code === newline || code === carriageReturn;
    if (isLineStart && !isSpace) {
      isLineStart = false;
      isComment = code === hash;
      if (!isComment) work += ofLine;
    }
    if (!isComment) {
      if (isBlank && !isSpace) work += 1;
      if (endsCommand.has(code)) work += ofCommand;
    }
    isBlank = isSpace;
    if (code === newline) isLineStart = true;
  }
  return work;
}

const [tab, newline, carriageReturn, space, hash] = [9, 10, 13, 32, 35];
/** `;`, `&`, `|`, `(` and the backtick. */
const endsCommand = new Set([59, 38, 124, 40, 96]);

/** How many of these Dockerfiles are read together, from the first on; each alone may say that it is too large itself. */
export function countReadTogether(texts: readonly (string | undefined)[]): number {
  let work = 0;
  const first = texts.findIndex((text = '', index) => {
    work += workOfDockerfile(text);
    return index > 0 && work > mostDockerfileWork;
  });
  return first < 0 ? texts.length : first;
}

/** Why those after them are not. */
export const beyondTogether =
  'it and the Dockerfiles before it have more lines, commands and words than are read at once: check it alone, or fewer together';
