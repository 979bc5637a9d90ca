import type { Edit } from './copied-dockerfile.ts';

/** The text with each edit in place of its instruction, and above it a comment that says why, and what stood there. Ends without a line break. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let next = 0;
  for (const edit of edits.toSorted((a, b) => a.instruction.start - b.instruction.start)) {
    const { start, end } = edit.instruction;
    const before = text.slice(next, start).replace(/(?<![ \t])[ \t]+$/, '');
    parts.push(before, comment(edit, text), edit.text === undefined ? '' : `\n${edit.text}`);
    next = end;
  }
  parts.push(text.slice(next));
  return withoutDirectives(parts.join('')).trim();
}

/** The longest old line that a comment repeats. */
const longest = 100;

function comment({ instruction, why, isSecret }: Edit, text: string): string {
  const [line = ''] = text.slice(instruction.start, instruction.end).split('\n');
  const was = isSecret === true ? '' : `\n# Was: ${cut(line).replaceAll(/\p{Cc}/gu, ' ')}`;
  return `# ${why}${was}`;
}

function cut(line: string): string {
  const whole = line.endsWith('\\') ? `${line.slice(0, -1).trimEnd()} ...` : line;
  return whole.length > longest ? `${whole.slice(0, longest)} ...` : whole;
}

/** `# syntax=` and its like count at the top of a file only, where they would make the build fetch a front end. */
function withoutDirectives(text: string): string {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !/^\s*#\s*(?:syntax|escape|check)\s*=/i.test(line));
  return lines.slice(Math.max(0, end)).join('\n');
}

/** The text with another name for a folder, and what lies below it. */
export function moveFolder(text: string, from: string, to: string): string {
  const [head = '', ...rest] = text.split(from);
  const parts = [head];
  let before = head;
  for (const after of rest) {
    const isOther = /[\w.-]$/.test(before) || /^[\w.-]/.test(after);
    parts.push(isOther ? from : to, after);
    before = after;
  }
  return parts.join('');
}
