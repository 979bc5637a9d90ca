import type { Language } from '../../model/render/language.ts';

/** Python. */
export const python: Language = {
  name: 'python',
  label: 'Python',
  interpreter: 'python3',
  ending: 'py',
  starter: 'main.py',
  loaderFile: 'offline_models.py',
  starterUsesPackages: false,
};
