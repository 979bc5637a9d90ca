import type { ProjectFile } from '../../model/sources/facts.ts';
import type { SourceFacts } from '../../model/sources/source-facts.ts';
import { readShell } from '../shell/shell.ts';
import { lineEnds } from '../text/line-ends.ts';
import { TextPlaces } from '../text/text-places.ts';

type Code = SourceFacts['lines'][number];

/** Language of a file by its name, or by the first line of a file that can be run. */
export function sourceLanguage(file: ProjectFile): SourceFacts['language'] | undefined {
  if (/\.pyw?$/.test(file.path)) return 'python';
  if (/\.(?:r|rmd|qmd)$/i.test(file.path)) return 'r';
  if (/\.(?:sh|bash)$/.test(file.path)) return 'shell';
  if (file.path.endsWith('.jl')) return 'julia';
  if (file.path.endsWith('.ipynb')) return 'notebook';
  const interpreter = /^#!.*?\b(bash|sh|dash|zsh|python|Rscript|julia)[\d.]*\b/.exec(
    file.text?.slice(0, 200) ?? '',
  )?.[1];
  if (interpreter === undefined) return undefined;
  if (interpreter === 'python' || interpreter === 'julia') return interpreter;
  return interpreter === 'Rscript' ? 'r' : 'shell';
}

/**
 * Reads a program or script for linting: code without comments, and for shell its commands. Both are read when somebody asks: of most scripts
 * nobody does, and the walk from the start reads what an image runs by itself.
 */
export function readSource(path: string, text: string, language: SourceFacts['language']): SourceFacts {
  let lines: SourceFacts['lines'] | undefined;
  let commands: SourceFacts['commands'] | undefined;
  return {
    path,
    language,
    get lines() {
      lines ??= readLines(withoutMark(text), language);
      return lines;
    },
    get commands() {
      commands ??= language === 'shell' ? readCommands(withoutMark(text)) : [];
      return commands;
    },
  };
}

function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}

function readLines(text: string, language: SourceFacts['language']): SourceFacts['lines'] {
  if (language === 'notebook') return readNotebook(text);
  return language === 'python' ? readPython(text) : readHashComments(text);
}

function readCommands(text: string): SourceFacts['commands'] {
  const endsBefore = lineEnds(text);
  return readShell(text, (index) => endsBefore(index) + 1);
}

function readHashComments(text: string): Code[] {
  return text.split('\n').flatMap((line, index) => {
    const code = stripComment(line);
    return code.trim() === '' ? [] : [{ line: index + 1, code }];
  });
}

/** A `#` outside quotes starts a comment. */
function stripComment(line: string): string {
  if (!line.includes('#')) return line;
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (character === '\\') at += 1;
    else if (quote === character) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (quote === '' && character === '#') return line.slice(0, at);
  }
  return line;
}

/** Lines outside texts in triple quotes that are statements of their own (docstrings). */
function readPython(text: string): Code[] {
  const lines: Code[] = [];
  let open = '';
  text.split('\n').forEach((written, index) => {
    let line = written;
    if (open !== '') {
      const end = line.indexOf(open);
      if (end < 0) return;
      line = line.slice(end + 3);
      open = '';
    }
    const start = /^\s*[rRbBuUfF]{0,2}("""|''')/.exec(line);
    const mark = start?.[1];
    if (start !== null && mark !== undefined) {
      const end = line.indexOf(mark, start[0].length);
      if (end < 0) open = mark;
      line = end < 0 ? '' : line.slice(end + 3);
    }
    const code = stripComment(line);
    if (code.trim() !== '') lines.push({ line: index + 1, code });
  });
  return lines;
}

/** Code lines of a notebook, each at the line of the file where it stands. */
function readNotebook(text: string): Code[] {
  let cells: unknown;
  try {
    cells = (JSON.parse(text) as { cells?: unknown } | null)?.cells;
  } catch {
    return [];
  }
  if (!Array.isArray(cells)) return [];
  const places = new TextPlaces(text);
  return cells.flatMap((cell: unknown) => {
    if (
      typeof cell !== 'object' ||
      cell === null ||
      !('cell_type' in cell) ||
      cell.cell_type !== 'code' ||
      !('source' in cell)
    )
      return [];
    const pieces: readonly unknown[] = Array.isArray(cell.source) ? cell.source : [cell.source];
    return pieces.flatMap((piece) => {
      const line = places.find(piece);
      return String(piece)
        .replace(/\n$/, '')
        .split('\n')
        .flatMap((written) => {
          const code = stripComment(written);
          return code.trim() === '' ? [] : [{ line, code }];
        });
    });
  });
}
