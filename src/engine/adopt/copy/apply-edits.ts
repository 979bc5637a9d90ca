import { resolvePath } from '../../../model/dockerfile/container-path.ts';
import type { Edit } from './copied-dockerfile.ts';
import { onOneLine } from '../start/on-one-line.ts';

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
  const was = isSecret === true ? '' : `\n# Was: ${onOneLine(cut(line))}`;
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

/** The lines of a Dockerfile with another place for a folder, and what lies below it: by its whole name, and as it is seen from the WORKDIR of the line. */
export function moveFolder(text: string, from: string, to: string): string {
  let workdir = '/';
  let keyword = '';
  let isContinued = false;
  const lines = text.split('\n').map((line) => {
    if (!isContinued) keyword = /^[ \t]*([A-Za-z]+)[ \t]/.exec(line)?.[1]?.toUpperCase() ?? '';
    isContinued = line.endsWith('\\') || (isContinued && /^[ \t]*#/.test(line));
    if (keyword === 'FROM') workdir = '/';
    const above = workdir.endsWith('/') ? workdir : `${workdir}/`;
    if (keyword === 'WORKDIR') workdir = resolvePath(line.trim().slice('WORKDIR'.length).trim(), workdir);
    if (!from.startsWith(above) || !/^(?:RUN|WORKDIR|COPY|ADD)$/.test(keyword)) return line;
    const name = from.slice(above.length);
    // What COPY names first lies in the repository.
    const at = /^(?:COPY|ADD)$/.test(keyword) ? line.trimEnd().lastIndexOf(' ') : 0;
    return line.slice(0, at) + moveWhole(line.slice(at), name, to, /(?:^|[\s"'=(])(?:\.\/)?$/);
  });
  return moveWhole(lines.join('\n'), from, to, /(?<![\w.-])$/);
}

/** The text with another name for a folder, wherever it stands as a whole name. `before`: what may stand in front of it. */
function moveWhole(text: string, from: string, to: string, before: RegExp): string {
  const [head = '', ...rest] = text.split(from);
  const parts = [head];
  let front = head;
  for (const after of rest) {
    const isIt = before.test(front.slice(-3)) && !/^[\w.-]/.test(after);
    const last = parts.pop() ?? '';
    parts.push(isIt ? last.replace(/\.\/$/, '') : last, isIt ? to : from, after);
    front = after;
  }
  return parts.join('');
}
