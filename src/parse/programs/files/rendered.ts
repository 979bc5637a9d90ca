import type { ShellCommand } from '../../../model/sources/source-facts.ts';

/** Options of papermill that two words follow as their values, and those that one follows. */
const withTwo = new Set('-p --parameters -r --parameters_raw'.split(' '));
const withOne = new Set(
  `-f --parameters_file -y --parameters_yaml -b --parameters_base64 -k --kernel -l --language -e --engine --engine-name --cwd --log-level --start_timeout
  --start-timeout --execution_timeout --execution-timeout --autosave-cell-every --stdout-file --stderr-file`.split(
    /\s+/,
  ),
);

/** The words of a command that are no options; nor, of one that `python -m` starts, the words that start it. */
export function namesOf({ program, words }: Pick<ShellCommand, 'program' | 'words'>): readonly string[] {
  const isModule = words[1] === '-m' && program !== 'python';
  const given = words.slice(isModule ? 3 : 1);
  if (program !== 'papermill') return (isModule ? given : words.slice(1)).filter((word) => !word.startsWith('-'));
  const names: string[] = [];
  for (let at = 0; at < given.length; at += 1) {
    const word = given[at] ?? '';
    if (!word.startsWith('-')) names.push(word);
    else at += withTwo.has(word) ? 2 : Number(withOne.has(word));
  }
  return names;
}

/** Where a command puts the document that it renders: beside its source (`report/paper.*`, since the format is the document's), or where the words say. */
export function renderedBy({ program, words }: Pick<ShellCommand, 'program' | 'words'>): readonly string[] {
  const names = namesOf({ program, words });
  if (program === 'papermill') return names.slice(1, 2);
  if (/^R(?:script)?$/.test(program)) return words.flatMap((word, at) => (words[at - 1] === '-e' ? inCode(word) : []));
  const renders =
    (program === 'quarto' && names[0] === 'render') || (program === 'jupyter' && names[0] === 'nbconvert');
  const document = names.find((name) => /\.(?:qmd|rmd|ipynb|md)$/i.test(name));
  if (!renders || document === undefined || words.some((word) => /^(?:--output-dir|--stdout|--execute-dir)/.test(word)))
    return [];
  return [besideSource(document)];
}

export function besideSource(document: string): string {
  return document.replace(/\.\w+$/, '.*');
}

/** `rmarkdown::render("report/paper.Rmd", output_dir = "out")` in the code of `Rscript -e`. */
function inCode(code: string): readonly string[] {
  return code.split(/(?<![\w.])(?:rmarkdown::render|quarto_render|render)\(/).flatMap((call, at) => {
    const [, document] = /^\s{0,20}(?:input\s?=\s?)?["']([^"'\0]{1,300})["']/.exec(call) ?? [];
    if (at === 0 || document === undefined) return [];
    const [, folder] = /output_dir\s{0,5}=\s{0,5}["']([^"'\0]{1,300})["']/.exec(call) ?? [];
    if (folder !== undefined) return [`${folder.replace(/\/$/, '')}/`];
    return /output_(?:dir|file)\s{0,5}=/.test(call) ? [] : [besideSource(document)];
  });
}
