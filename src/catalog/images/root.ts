import type { KnownImage } from '../../model/dockerfile/known-image.ts';

/** The user of most images. */
export const root: KnownImage['user'] = { name: 'root', uid: 0, home: '/root' };

/** Programs by which containers are often started, and that images of a distribution or a language bring only where somebody put them in. */
export const starters: readonly string[] = [
  'conda',
  'dumb-init',
  'fish',
  'gosu',
  'hatch',
  'ksh',
  'mamba',
  'micromamba',
  'pdm',
  'pipenv',
  'pixi',
  'poetry',
  'su-exec',
  'sudo',
  'tini',
  'xvfb-run',
  'zsh',
];
