import type { PlacedFiles } from '../placed/placed-files.ts';
import type { Run } from './run.ts';

/** A clause on a module that `python -m` does not find: where it lies, if the image has it, and what lets Python look there. */
export function whyNoModule(name: string, { environment, workdir }: Run, files: PlacedFiles): string {
  const below = name.replaceAll('.', '/');
  const place = files.onlyLike(`${below}/__main__.py`) ?? files.onlyLike(`${below}.py`);
  if (place === undefined) return 'is a Python module that is not among the files';
  const folder = place.slice(0, place.lastIndexOf(`/${below}`)) || '/';
  const path = [environment.get('PYTHONPATH') ?? '', folder].filter((each) => each !== '').join(':');
  return `the image has in ${place}, where Python does not look from ${workdir ?? 'where it is started'}: ENV PYTHONPATH=${path} lets it`;
}
