import type { CondaVersions } from '../../model/adopt/surveyed-language.ts';
import { onlyByCuda } from '../software/rapids-libraries.ts';

/** Asked of PyPI on 2026-11-28, for Python 3.6 to 3.11 on x86-64. */
export const condaVersions: CondaVersions = {
  longer: new Set(['opencv-python-headless']),
  since: new Map([
    ['faiss-cpu', '1.5.3'],
    ['openmm', '8.1.1'],
    ['rdkit', '2022.3.3'],
  ]),
  never: new Set(['dolfin', 'esmpy', 'graph-tool', ...onlyByCuda]),
};
