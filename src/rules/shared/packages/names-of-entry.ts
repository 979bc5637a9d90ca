import { absentFromConda, condaNames } from '../../../catalog/adopt/conda-names.ts';
import { pipName } from '../../../parse/packages/read-pip-list.ts';
import { foldName } from '../../../shared/fold-name.ts';

/** Names by which imports ask for what an entry of a list installs: what conda has under another name than pip, by pip's. */
export function namesOfEntry(text: string, isOfConda: boolean): readonly string[] {
  const name = foldName(pipName(text) ?? text.replace(/[=<>@ (].*/s, ''));
  if (!isOfConda) return [name];
  const plain = name.replace(/^.*::/, '');
  const others = [...condaNames].flatMap(([pip, conda]) => (foldName(conda) === plain ? [pip] : []));
  // So are packages of R called there.
  const ofR = /^(?:r|bioconductor)-(.+)$/.exec(plain)?.[1];
  const more = [...(plain === 'dask' ? ['distributed'] : []), ...(ofR === undefined ? [] : [ofR])];
  return condaNames.has(plain) ? others : [name, plain, ...others, ...more];
}

/** conda ends the build where it has nothing of a name; what an environment names of pip stands in a list of its own there. `refused`: as of other entries, in a clause. */
export function refuseByConda(text: string): { readonly refused?: string } {
  const [name = ''] = /^[\w.-]+/.exec(text.replace(/^[\w./-]*::/, '')) ?? [];
  const other = absentFromConda.has(foldName(name)) ? condaNames.get(foldName(name)) : undefined;
  return other === undefined ? {} : { refused: `is pip's name, and conda has it as ${other}: the build ends there` };
}
