import type { SurveyedLanguage } from '../../../model/adopt/surveyed-language.ts';
import { pythonPackages, pythonStandard } from '../libraries.ts';

/** Python, as repositories have it. */
export const python: SurveyedLanguage = {
  name: 'python',
  label: 'Python',
  start: ['python', '{path}'],
  scripts: ['py'],
  entry: { by: 'calls', moreThan: 2 },
  besides: /(?:^|\/)(?:__init__|setup|conftest|noxfile|sitecustomize|conf)\.py$/,
  inDocuments: { sign: /^[ \t]*```\{python/m, unless: /^[ \t]*```\{r/m },
  imports: { separator: '.', standard: pythonStandard, ownFiles: true, packages: pythonPackages },
  modules: { mark: '__init__.py', start: '__main__.py', files: ['{name}.py', '{name}/__init__.py'] },
};
