import type { ProgramFacts } from '../../model/programs/program-facts.ts';
import { splitChunks } from './chunks.ts';
import { withLatex } from './document-formats.ts';
import { splitNotebook } from './notebook.ts';
import type { ProgramText } from './program-text.ts';

/** Languages of programs that are known by the name of the file, but not read. */
const notRead: readonly (readonly [RegExp, string])[] = [
  [/\.m$/, 'MATLAB'],
  [/\.(?:do|ado)$/, 'Stata'],
  [/\.sas$/i, 'SAS'],
  [/\.(?:sps)$/i, 'SPSS'],
  [/(?:^|\/)Snakefile$|\.smk$/, 'Snakemake'],
  [/\.nf$/, 'Nextflow'],
  [/(?:^|\/)(?:GNU)?[Mm]akefile$|\.mk$/, 'make'],
  [/(?:^|\/)dvc\.yaml$/, 'dvc'],
  [/\.(?:wdl|cwl)$/, 'a workflow language'],
  [/\.(?:pl|pm)$/, 'Perl'],
  [/\.rb$/, 'Ruby'],
  [/\.(?:js|mjs|cjs|ts)$/, 'JavaScript'],
  [/\.(?:jar|java|scala)$/, 'Java'],
  [/\.(?:c|cc|cpp|cu|f90|go|rs)$/, 'a compiled language'],
  [/\.(?:lua|tcl|awk|ps1|bat)$/, 'a language of its own'],
];

/** The language of a program that is known and not read: MATLAB, Stata ... */
export function languageNotRead(path: string): string | undefined {
  return notRead.find(([pattern]) => pattern.test(path))?.[1];
}

/** Whether a file is a program that is read, by its name or the first line of its text. */
export function isProgram(path: string, text: string | undefined): boolean {
  return formOf(path, text) !== undefined;
}

/** Whether a file is a program of another language than its name says where an interpreter is told to read it: `bash run.py`, `python3 start`. */
export function isReadAs(path: string, text: string, told: ProgramText['language']): boolean {
  const form = formOf(path, text);
  return form !== told && form !== 'notebook' && form !== 'chunks';
}

type Form = ProgramText['language'] | 'notebook' | 'chunks';

export function formOf(path: string, text: string | undefined): Form | undefined {
  if (/\.pyw?$/.test(path)) return 'python';
  if (/\.r$/i.test(path) || /(?:^|\/)\.?Rprofile(?:\.site)?$/.test(path)) return 'r';
  if (/\.(?:rmd|qmd|rnw)$/i.test(path)) return 'chunks';
  if (/\.(?:sh|bash)$/.test(path)) return 'shell';
  if (path.endsWith('.jl')) return 'julia';
  if (path.endsWith('.ipynb')) return 'notebook';
  return formOfShebang(text);
}

/** What `#!` in the first line says; `#!/command/with-contenv bash` and `#!/usr/bin/env -S bash -e` too. */
function formOfShebang(text: string | undefined): Form | undefined {
  if (text?.startsWith('#!') !== true) return undefined;
  const line = text.slice(2, 200).split('\n')[0] ?? '';
  const interpreter =
    // Bounded: the line was cut at 200 characters.
    /(?:^|[/\s])(bash|sh|dash|zsh|ksh|ash|python|pypy|Rscript|littler|r|julia)(?:[\d.]*)(?=\s|$)/.exec(line)?.[1];
  if (interpreter === undefined) return undefined;
  if (interpreter === 'julia') return 'julia';
  if (interpreter.startsWith('py')) return 'python';
  return /^(?:Rscript|littler|r)$/.test(interpreter) ? 'r' : 'shell';
}

/** The texts of a program by language: one, but for notebooks and documents with chunks. */
export function programTexts(path: string, text: string): readonly ProgramText[] | { readonly unread: string } {
  const written = text.replace(/^\uFEFF/, '');
  if (written.includes('\0')) return { unread: 'it is binary, not text' };
  const form = formOf(path, written);
  const coding = form === 'python' ? foreignCoding(written) : undefined;
  if (coding !== undefined) return { unread: `its first lines say that it is in ${coding}, which is not read` };
  if (form === 'notebook') return splitNotebook(written);
  // Every other language takes a return alone for the end of a line, some by the connection that they read through.
  const clean = form === 'shell' ? written : written.replaceAll(/\r(?!\n)/g, '\n');
  const found =
    form === 'chunks'
      ? path.endsWith('.qmd')
        ? withLatex(path, clean, splitChunks(clean))
        : splitChunks(clean, /\.rnw$/i.test(path))
      : form === undefined
        ? []
        : [{ language: form, text: clean }];
  return clean === written ? found : found.map((each) => ({ ...each, lines: linesWithin(written) }));
}

/** For each line of a text, lines that a return alone ends among them, the line of the file as editors and git count them. */
function linesWithin(text: string): readonly number[] {
  return text.split('\n').flatMap((line, at) =>
    line
      .replace(/\r$/, '')
      .split('\r')
      .map(() => at + 1),
  );
}

/** Encodings in which a text of ASCII is what it is in UTF-8. */
const likeAscii =
  /^(?:u8|utf[-_]?8(?:[-_]sig)?|(?:us-)?ascii|l1|latin[-_]?\d{1,2}|iso[-_]?8859[-_]\d{1,2}|(?:cp|windows-)125\d|koi8[-_][ru]|mac[-_]?roman)(?:-(?:unix|dos|mac))?$/i;

/** The encoding that a program of Python names, where its text may mean something else by it (PEP 263). */
function foreignCoding(text: string): string | undefined {
  const [first = '', second = ''] = text.slice(0, 2000).split(/\r?\n/, 2);
  for (const line of /^\s*(?:#|$)/.test(first) ? [first, second] : [first]) {
    const named = /coding[:=][ \t]*([-\w.]{1,60})/.exec(line)?.[1];
    if (named !== undefined && line.trimStart().startsWith('#')) return likeAscii.test(named) ? undefined : named;
  }
  return undefined;
}

/** `#!/usr/bin/env -S uv run --script`, `#!/usr/bin/env -S python3 /app/other.py`: what the first line starts besides the program, or before it. */
export function installersIn(text: string | undefined): readonly string[] {
  const head = text?.slice(0, 300) ?? '';
  const [, found] =
    /^#![ \t]*(?:\S*\/env[ \t]+(?:-S[ \t]+)?)?(?:\S*\/)?((?:uv|pipx|pixi)[ \t]+(?:run|exec)\b[^\n]{0,200})/.exec(
      head,
    ) ?? [];
  if (found !== undefined) return [`${found.trim()} true`];
  const [interpreter = '', ...given] = (/^#!([^\n]{0,200})/.exec(head)?.[1] ?? '').trim().split(/\s+/);
  const words = interpreter.endsWith('/env')
    ? given.filter((word) => !/^-S$|^\w+=/.test(word))
    : [interpreter, ...given];
  return words.slice(1).some((word) => word.startsWith('/')) ? [words.join(' ')] : [];
}

/** The language that a file is told by where nothing of it was read. */
export function languageOf(path: string, text: string | undefined): ProgramFacts['language'] {
  const form = formOf(path, text);
  return form === 'chunks' ? 'r' : form === undefined || form === 'notebook' ? 'python' : form;
}
