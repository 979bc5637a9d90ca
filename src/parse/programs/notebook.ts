import { TextPlaces } from '../text/text-places.ts';
import type { ProgramText } from './program-text.ts';

interface Line {
  readonly text: string;
  /** 1-based, of the file. */
  readonly line: number;
}

/** The code cells of a notebook, a text for each language, with the lines of the file where the code stands. */
export function splitNotebook(text: string): readonly ProgramText[] | { readonly unread: string } {
  const notebook = parse(text);
  if (notebook === undefined) return { unread: 'it is no notebook in JSON of format 4' };
  const found: Found = { main: [], shell: [], r: [] };
  const places = new TextPlaces(text);
  for (const cell of notebook.cells) addCell(cellLines(cell, places), found);
  const { language } = notebook;
  const texts: ProgramText[] = [];
  if (language !== undefined && found.main.length > 0) texts.push(toText(language, found.main));
  if (found.shell.length > 0) texts.push(toText('shell', found.shell));
  if (found.r.length > 0) texts.push(toText('r', found.r));
  return language === undefined && found.main.length > 0
    ? { unread: 'its kernel is of a language that is not read' }
    : texts;
}

function toText(language: ProgramText['language'], lines: readonly Line[]): ProgramText {
  return { language, text: lines.map((each) => each.text).join('\n'), lines: lines.map(({ line }) => line) };
}

interface Found {
  readonly main: Line[];
  readonly shell: Line[];
  readonly r: Line[];
}

function parse(text: string): { cells: readonly unknown[]; language: ProgramText['language'] | undefined } | undefined {
  try {
    const notebook = JSON.parse(text) as {
      cells?: unknown;
      metadata?: { kernelspec?: { language?: unknown; name?: unknown }; language_info?: { name?: unknown } };
    } | null;
    if (!Array.isArray(notebook?.cells)) return undefined;
    const { kernelspec, language_info: info } = notebook.metadata ?? {};
    const named = [info?.name, kernelspec?.language, kernelspec?.name].find((name) => typeof name === 'string');
    return { cells: notebook.cells, language: languageOf(named) };
  } catch {
    return undefined;
  }
}

/** Most notebooks that name no language are of Python. */
function languageOf(name: unknown): ProgramText['language'] | undefined {
  if (typeof name !== 'string' || /python|conda|^py/i.test(name)) return 'python';
  if (/^(?:r|ir)$/i.test(name)) return 'r';
  if (/^julia/i.test(name)) return 'julia';
  return /^(?:bash|sh)$/i.test(name) ? 'shell' : undefined;
}

function cellLines(cell: unknown, places: TextPlaces): readonly Line[] {
  if (typeof cell !== 'object' || cell === null || !('cell_type' in cell) || !('source' in cell)) return [];
  const pieces: readonly unknown[] = Array.isArray(cell.source) ? cell.source : [cell.source];
  const lines = pieces.flatMap((piece) => {
    const line = places.find(piece);
    return String(piece)
      .replace(/\n$/, '')
      .split('\n')
      .map((each) => ({ text: each, line }));
  });
  return cell.cell_type === 'code' ? lines : [];
}

/** Cells in languages that are not read. */
const foreign = /^(?:perl|ruby|javascript|js)$/;

/** Sorts the lines of a cell by what reads them: a magic at its head names the language of the whole cell. */
function addCell(lines: readonly Line[], found: Found): void {
  const [first, ...rest] = lines;
  const magic = /^\s*%%(\w+)\s*(\w*)/.exec(first?.text ?? '');
  if (magic === null) addCode(lines, found);
  else if (
    /^(?:bash|sh|sx|system)$/.test(magic[1] ?? '') ||
    (magic[1] === 'script' && /^(?:bash|sh)$/.test(magic[2] ?? ''))
  )
    found.shell.push(...rest);
  else if (magic[1] === 'R') found.r.push(...rest);
  // As a command, of which it is said that its language is not read.
  else if (foreign.test(magic[1] === 'script' ? (magic[2] ?? '') : (magic[1] ?? '')))
    found.shell.push({
      text: `${magic[1] === 'perl' || magic[2] === 'perl' ? 'perl' : 'node'} cell`,
      line: first?.line ?? 1,
    });
  // They look at what the cell does, which is Python all the same.
  else if (/^(?:time|timeit|capture|prun|memit|python3?)$/.test(magic[1] ?? '')) addCell(rest, found);
}

/** `!command` and `%magic` lines are no Python: they leave a `pass`, so that the block around them stays one. */
function addCode(lines: readonly Line[], found: Found): void {
  let continues = false;
  for (const { text, line } of lines) {
    const command: string | undefined = continues ? text : commandOf(text);
    if (command !== undefined) found.shell.push({ text: command, line });
    const isOther = command === undefined && /^\s*(?:%|\?|[\w.]+\?\??\s*$)/.test(text);
    const indentation = /^\s*/.exec(text)?.[0] ?? '';
    const changes = /^\s*%cd\s+(\S+)\s*$/.exec(text)?.[1];
    if (changes !== undefined) found.main.push({ text: `${indentation}os.chdir(${JSON.stringify(changes)})`, line });
    else
      found.main.push({
        text: command !== undefined || isOther ? (continues ? '' : `${indentation}pass`) : text,
        line,
      });
    continues = command !== undefined && text.endsWith('\\');
  }
}

function commandOf(text: string): string | undefined {
  const bang = /^\s*(?:[\w,][\w, ]*=\s*)?!{1,2}(?!=)(.*)/.exec(text)?.[1];
  if (bang !== undefined) return bang.replaceAll(/\{sys\.executable\}/g, 'python').replaceAll(/\{(\w+)\}/g, '$$$1');
  const shell = /^\s*(?:[\w,][\w, ]*=\s*)?%(?:sx|system)\s+(.*)/.exec(text)?.[1];
  if (shell !== undefined) return shell;
  const run = /^\s*%run\s+(?:-\w\s+)*(.*)/.exec(text)?.[1];
  if (run !== undefined) return `python ${run}`;
  return /^\s*%((?:pip|conda|mamba|uv)\s.*)$/.exec(text)?.[1];
}
