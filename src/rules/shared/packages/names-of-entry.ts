import { condaNames } from '../../../catalog/adopt/conda-names.ts';
import { pipName } from '../../../parse/packages/read-pip-list.ts';
import { foldName } from '../../../shared/fold-name.ts';

/** Names by which imports ask for what an entry of a list installs: what conda has under another name than pip, by pip's. */
export function namesOfEntry(text: string, isOfConda: boolean): readonly string[] {
  const name = foldName(pipName(text) ?? text.replace(/[=<>@ (].*/s, ''));
  if (!isOfConda) return [name];
  const plain = name.replace(/^.*::/, '');
  const others = [...condaNames].flatMap(([pip, conda]) => (foldName(conda) === plain ? [pip] : []));
  return condaNames.has(plain) ? others : [name, plain, ...others, ...(plain === 'dask' ? ['distributed'] : [])];
}
