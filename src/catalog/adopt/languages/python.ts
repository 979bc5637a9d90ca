import type { AdoptedLanguage } from '../../../model/adopt/surveyed-language.ts';
import { condaVersions } from '../conda-versions.ts';
import { pythonPackages, pythonStandard } from '../libraries.ts';
import { newestPython } from '../newest-python.ts';

/** Python, as repositories have it. */
export const python: AdoptedLanguage = {
  name: 'python',
  label: 'Python',
  start: ['python', '{path}'],
  scripts: ['py'],
  entry: { by: 'calls', moreThan: 2 },
  besides: /(?:^|\/)(?:__init__|setup|conftest|noxfile|sitecustomize|conf)\.py$/,
  inDocuments: { sign: /^[ \t]*```\{python/m, unless: /^[ \t]*```\{r/m },
  imports: { separator: '.', standard: pythonStandard, ownFiles: true, packages: pythonPackages, language: 'python' },
  modules: {
    mark: '__init__.py',
    start: '__main__.py',
    files: ['{name}.py', '{name}/__init__.py'],
    variable: 'PYTHONPATH',
  },
  adopt: {
    tools: ['pip', 'conda'],
    ownList: 'packages.txt',
    takesDockerfile: true,
    conda: condaVersions,
    bounds: {
      major: 3,
      latest: 13,
      packages: newestPython,
      condition: /\bpython_(?:full_)?version\s{0,9}(?:<=?|==|~=)\s{0,9}["']3\./,
    },
  },
};
