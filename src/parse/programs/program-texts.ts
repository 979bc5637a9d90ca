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
  const clean = text.replace(/^\uFEFF/, '');
  if (clean.includes('\0')) return { unread: 'it is binary, not text' };
  const form = formOf(path, clean);
  if (form === 'notebook') return splitNotebook(clean);
  if (form === 'chunks') return path.endsWith('.qmd') ? withLatex(path, clean, splitChunks(clean)) : splitChunks(clean);
  return form === undefined ? [] : [{ language: form, text: clean }];
}

/** `#!/usr/bin/env -S uv run --script`: what the first line starts besides the program, which installs what it asks for. */
export function installersIn(text: string | undefined): readonly string[] {
  const [, found] =
    /^#![ \t]*(?:\S*\/env[ \t]+(?:-S[ \t]+)?)?(?:\S*\/)?((?:uv|pipx|pixi)[ \t]+(?:run|exec)\b[^\n]{0,200})/.exec(
      text?.slice(0, 300) ?? '',
    ) ?? [];
  return found === undefined ? [] : [`${found.trim()} true`];
}
