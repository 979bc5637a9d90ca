import { isOfBioconductor } from '../../../catalog/software/bioconductor-packages.ts';
import type { ReachedProgram } from '../../../model/programs/reach.ts';
import { foldName } from '../../../shared/fold-name.ts';
import type { Named } from '../dependencies/package-lists.ts';
import { findOtherCase, type Slip } from './listed-slips.ts';
import { namesOfEntry } from './names-of-entry.ts';

/** A package of R or Julia as the list names it: conda has those of R as `r-dplyr` and `bioconductor-deseq2`. */
export function spellOther(list: string, language: string, module: string): string {
  if (language !== 'r' || !/\.ya?ml$/.test(list)) return module;
  return `${isOfBioconductor(module) ? 'bioconductor' : 'r'}-${module.toLowerCase()}`;
}

/** The line that names a package by another name than its tool has it by: of Julia in other letters, of R in a list of conda without `r-`. */
export function findOtherName(
  { program: { language } }: ReachedProgram,
  module: string,
  lists: readonly Named[],
  programs: readonly ReachedProgram[],
): Slip | undefined {
  if (language === 'julia') return findOtherCase(module, lists);
  if (language !== 'r') return undefined;
  const name = foldName(module);
  const ofPython = programs.some(
    ({ program }) => program.language === 'python' && program.imports.some((each) => foldName(each.name) === name),
  );
  const isPlain = ({ text, isOfConda }: Named): boolean => isOfConda === true && foldName(plainName(text)) === name;
  const plain = lists.find(isPlain);
  const isThere = lists.some(
    (each) => !isPlain(each) && namesOfEntry(each.text, each.isOfConda === true).includes(name),
  );
  if (plain === undefined || isThere || ofPython) return undefined;
  const { text, file, line } = plain;
  return { written: plainName(text), meant: spellOther('.yml', language, module), file, line };
}

/** `dplyr` of `conda-forge::dplyr=1.1`. */
function plainName(text: string): string {
  return /^[\w.-]+/.exec(text.replace(/^[\w./-]*::/, ''))?.[0] ?? '';
}
