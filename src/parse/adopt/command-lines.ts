import type { CommandLine, ConsoleScript } from '../../model/adopt/command-line.ts';
import { readShell } from '../shell/shell.ts';
import { endingWith } from './paths-by-end.ts';
import { resolveProgram } from './resolve-program.ts';
import { withoutOptional } from './usage-text.ts';

/** Programs that start another one, or that are started by themselves in a README's command lines. */
const starters =
  /^(?:python|python3|ipython|Rscript|R|julia|quarto|make|just|task|bash|sh|snakemake|nextflow|jupyter|streamlit|torchrun|accelerate|stata(?:-[ms][pe])?|matlab|octave|dvc|papermill|mpirun|srun|sbatch)$/;

interface Block {
  readonly number: number;
  readonly lines: { readonly text: string; readonly line: number }[];
}

/** The command lines of a README that start something of the repository, in their order. `paths` are the repository's files, `scripts` the commands of its package. */
export function readCommandLines(
  file: string,
  text: string,
  paths: ReadonlySet<string>,
  scripts: readonly ConsoleScript[] = [],
): CommandLine[] {
  return readBlocks(text).flatMap(({ number, lines }) => {
    const joined = joinContinuations(lines);
    return joined.flatMap(({ text: line, line: at }) =>
      readLine(line, paths, scripts).map(({ words, program }) => ({
        words,
        ...(program === undefined ? {} : { program }),
        location: { file, line: at },
        block: number,
      })),
    );
  });
}

/** Fenced and indented blocks of code; each code span in prose is a block by itself. */
function readBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let fence: string | undefined;
  let open: Block | undefined;
  const start = (): Block => {
    const block: Block = { number: blocks.length + 1, lines: [] };
    blocks.push(block);
    return block;
  };
  text.split(/\r?\n/).forEach((line, index) => {
    const mark = /^\s*(```+|~~~+|:::\s*\{|\.\. code)/.exec(line)?.[1];
    if (fence !== undefined) {
      if (line.trim().startsWith(fence)) [fence, open] = [undefined, undefined];
      else open?.lines.push({ text: line, line: index + 1 });
    } else if (mark?.startsWith('`') === true || mark?.startsWith('~') === true) {
      [fence, open] = [mark, start()];
    } else if (/^(?: {4}|\t)\s*\S/.test(line)) {
      open ??= start();
      open.lines.push({ text: line, line: index + 1 });
    } else {
      if (line.trim() !== '') open = undefined;
      for (const [, span = ''] of line.matchAll(/`([^`]{3,300})`/g))
        start().lines.push({ text: span, line: index + 1 });
    }
  });
  return blocks;
}

function joinContinuations(lines: Block['lines']): Block['lines'] {
  const joined: Block['lines'] = [];
  let open: string[] = [];
  let first = 0;
  lines.forEach(({ text, line }, at) => {
    if (open.length === 0) first = line;
    const part = open.length === 0 ? text : text.trim();
    const goesOn = part.endsWith('\\');
    open.push(goesOn ? part.slice(0, -1) : part);
    if (goesOn && at + 1 < lines.length) return;
    joined.push({ text: open.join(' '), line: first });
    open = [];
  });
  return joined;
}

function readLine(
  line: string,
  paths: ReadonlySet<string>,
  scripts: readonly ConsoleScript[],
): { readonly words: readonly string[]; readonly program?: string }[] {
  // A prompt: `$ `, `> `, `(env) $ `, `user@host:~$ `, `julia> `.
  const code = line
    .trim()
    .replace(/^(?:\([\w.-]+\)\s*)?(?:[\w.-]+@[\w.-]+:[^\s$]{0,60})?[$%>#]\s+/, '')
    .replace(/^(?:julia|R|In \[\d+\]:)>?\s+(?=\w+\()/, '');
  if (code.length > 1000 || code === '') return [];
  const inner = readCall(code, paths);
  if (inner !== undefined) return [inner];
  const plain = withoutOptional(code);
  return readShell(plain, () => 1).flatMap(({ words }) => {
    const name = words[0] ?? '';
    const script = findScript(words, scripts, plain !== code);
    if (script !== undefined) return [script];
    const ofCode = words[1] === '-e' && /^R(?:script)?$/.test(name) ? readCall(words[2] ?? '', paths) : undefined;
    // What is written in it may say more: where the result goes.
    if (ofCode !== undefined) return [{ ...ofCode, words }];
    const program = resolveProgram(words, paths);
    if (program === undefined && !/^(?:quarto|make|snakemake|nextflow|jupyter|dvc)$/.test(name)) return [];
    if (
      !starters.test(name.replace(/^.*\//, '').replace(/(?<![\d.])[\d.]+$/, '')) &&
      program !== name.replace(/^\.\//, '')
    )
      return [];
    if (program === undefined) return [{ words }];
    return [{ words: words.map((word) => (isElsewhere(word, program, paths) ? program : word)), program }];
  });
}

/** Whether a word names a program as it is seen from another folder (`cd src`, `../repository`), or as an image has it: there it does not lie. */
function isElsewhere(word: string, program: string, paths: ReadonlySet<string>): boolean {
  const seen = word.replace(/^(?:\.{1,2}\/)+/, '');
  if (paths.has(word.replace(/^\.\//, '')) || !/\w\.\w+$/.test(seen)) return false;
  return program === seen || program.endsWith(`/${seen}`) || seen.endsWith(`/${program}`);
}

/** `rmarkdown::render("x.Rmd")`, `source("x.R")`, `tar_make()`, `include("x.jl")` as a person types it in a console. */
function readCall(
  code: string,
  paths: ReadonlySet<string>,
): { readonly words: readonly string[]; readonly program?: string } | undefined {
  if (/^(?:targets::)?tar_make(?:_\w+)?\(/.test(code))
    return {
      words: ['Rscript', '-e', 'targets::tar_make()'],
      ...(paths.has('_targets.R') ? { program: '_targets.R' } : {}),
    };
  const call = /^(?:[\w.]+::)?(render|knit|source|include|quarto_render)\(\s*(?:input\s*=\s*)?["']([^"']+)["']/.exec(
    code,
  );
  const named = call?.[2] ?? '';
  const program = paths.has(named) ? named : endingWith(paths, named)[0];
  if (call?.[1] === undefined || program === undefined) return undefined;
  if (call[1] === 'include') return { words: ['julia', program], program };
  if (call[1] === 'source') return { words: ['Rscript', program], program };
  if (program.endsWith('.qmd')) return { words: ['quarto', 'render', program], program };
  return { words: ['Rscript', '-e', `rmarkdown::render(${JSON.stringify(program)})`], program };
}

/** A command of the package with what it is given; its name alone may be no command, but the package's name. */
function findScript(
  words: readonly string[],
  scripts: readonly ConsoleScript[],
  /** It could be given something. */
  isCommand: boolean,
): { readonly words: readonly string[]; readonly program: string } | undefined {
  const at = /^(?:uv|poetry|pdm|hatch|rye)$/.test(words[0] ?? '') && words[1] === 'run' ? 2 : 0;
  const [name, ...rest] = words.slice(at);
  const found = rest.length === 0 && at === 0 && !isCommand ? undefined : scripts.find((each) => each.name === name);
  return found === undefined ? undefined : { words: [...found.start, ...rest], program: found.path };
}
