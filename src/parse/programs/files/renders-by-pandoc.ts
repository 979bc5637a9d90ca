import type { Call, ProgramFacts } from '../../../model/programs/program-facts.ts';

const renderers = /^(?:rmarkdown::(?:render|render_site)|bookdown::render_book)$/;
/** Steps of a pipeline of targets that are documents. */
const steps = /^(?:tarchetypes::)?tar_render(?:_rep)?(?:_raw)?$/;

/** Whether a call of R hands what it knits to pandoc, whatever it becomes. */
export function rendersByPandoc(
  { callee, file, named }: Pick<Call, 'callee' | 'file' | 'named'>,
  { language, imports }: Pick<ProgramFacts, 'language' | 'imports'>,
): boolean {
  if (language !== 'r' || named.has('run_pandoc')) return false;
  if (renderers.test(callee) || (steps.test(callee) && file === undefined)) return true;
  return callee === 'render' && file === undefined && imports.some(({ name }) => name === 'rmarkdown');
}

const inCode = /(?<![\w.])(?:rmarkdown::(?:render|render_site)|bookdown::render_book|render)\(/;

/** The same of the words of a command line: `Rscript -e 'rmarkdown::render("a.Rmd")'`, also as one of several. */
export function startsPandoc(words: readonly string[]): boolean {
  const isChain = words[0] === 'sh' && words[1] === '-c';
  return isChain
    ? /\bR(?:script)? /.test(words[2] ?? '') && inCode.test(words[2] ?? '')
    : /^(?:.*\/)?R(?:script)?$/.test(words[0] ?? '') &&
        words.some((word, index) => words[index - 1] === '-e' && inCode.test(word));
}
