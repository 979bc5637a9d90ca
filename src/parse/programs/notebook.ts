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

/** Cells that show or keep what stands in them, and run nothing. */
const showing: ReadonlySet<string> = new Set(
  'writefile file html svg latex markdown mermaid debug tb snapshot'.split(' '),
);
/** They look at what a cell does, which is Python all the same. */
const looking = /^(?:time|timeit|capture|prun|memit|mprun|python[23]?|pypy3?|cython|px)$/;

/** Sorts the lines of a cell by what reads them: a magic at its head names the language of the whole cell. */
function addCell(lines: readonly Line[], found: Found): void {
  const [first, ...rest] = lines;
  const [, named, given = ''] = /^\s*%%(!|\w+)\s?(.*)/.exec(first?.text ?? '') ?? [];
  if (named === undefined) {
    addCode(lines, found);
    return;
  }
  // `%%script --bg /bin/bash`
  const name = (named === 'script' ? /(?:^|\s)(?!-)(\S+)/.exec(given)?.[1]?.replace(/^.*\//, '') : named) ?? named;
  if (/^(?:bash|sh|zsh|sx|system|!)$/.test(name)) found.shell.push(...rest);
  else if (name === 'R') found.r.push(...rest);
  else if (looking.test(name)) {
    // The set-up of `%%timeit` stands in its line, behind its options.
    const before = /^(?:timeit|prun)$/.test(name) ? codeBehind(given) : '';
    addCell([...(before === '' ? [] : [{ text: before, line: first?.line ?? 1 }]), ...rest], found);
  } else if (!showing.has(name.toLowerCase())) found.shell.push({ text: `%%${name}`, line: first?.line ?? 1 });
}

/** Magics that run the Python behind them. */
const running = /^(\s*)%(?:time|timeit|prun|memit|mprun|lprun)\s(.*)$/;

/** What stands behind the options of a magic. */
function codeBehind(given: string, valued = /^-f$/): string {
  const words = given.trim().split(/\s+/);
  let at = 0;
  while (words[at]?.startsWith('-') === true)
    at += /^\d+$/.test(words[at + 1] ?? '') || valued.test(words[at] ?? '') ? 2 : 1;
  return words.slice(at).join(' ');
}

/** Python that does what a magic does: `%cd x`, `%env A=b`, `%time f()`, `%load https://...`. */
function pythonOf(text: string): string | undefined {
  const indentation = /^\s*/.exec(text)?.[0] ?? '';
  const run = running.exec(text)?.[2];
  if (run !== undefined) return indentation + codeBehind(run);
  const folder = /^\s*%cd\s+(\S+)\s*$/.exec(text)?.[1];
  if (folder !== undefined) return `${indentation}os.chdir(${JSON.stringify(folder)})`;
  const [, name, value = ''] = /^\s*%(?:set_)?env\s+(\w+)[=\s](.*)$/.exec(text) ?? [];
  if (name !== undefined)
    return `${indentation}os.environ[${JSON.stringify(name)}] = ${JSON.stringify(value.trim().replaceAll(/^["']|["']$/g, ''))}`;
  const address = /^\s*%(?:load|loadpy|pycat)\s+(?:-\w+\s+)*(https?:\S+)/.exec(text)?.[1];
  return address === undefined ? undefined : `${indentation}urllib.request.urlopen(${JSON.stringify(address)})`;
}

/** `!command` and `%magic` lines are no Python: they leave a `pass`, so that the block around them stays one. */
function addCode(lines: readonly Line[], found: Found): void {
  let continues = false;
  for (const { text, line } of lines) {
    const command: string | undefined = continues ? text : commandOf(text);
    const ofR = /^\s*%R\s(.*)$/.exec(text)?.[1];
    const code = pythonOf(text);
    if (command !== undefined) found.shell.push({ text: command, line });
    else if (ofR !== undefined) found.r.push({ text: codeBehind(ofR, /^-[io]$/), line });
    const isOther = command !== undefined || /^\s*(?:%|\?|[\w.]+\?\??\s*$)/.test(text);
    const indentation = /^\s*/.exec(text)?.[0] ?? '';
    found.main.push({ text: code ?? (isOther ? (continues ? '' : `${indentation}pass`) : text), line });
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
