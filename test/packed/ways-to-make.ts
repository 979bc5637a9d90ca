import { resolve } from 'node:path';
import type { Installation, Outcome } from './installation.ts';

/** Runs `create` in a folder with further words. */
export type Make = (installed: Installation, folder: string, words: readonly string[]) => Outcome;

/** The ways in which a person gets the generator, each as it is typed. */
export const waysToMake: readonly (readonly [name: string, make: Make])[] = [
  [
    'a clone',
    (installed, folder, words) =>
      installed.run('node', [resolve('dist/bin/tre-container.js'), 'create', folder, ...words]),
  ],
  [
    'the tarball',
    (installed, folder, words) =>
      installed.run('npx', ['--yes', `file:${installed.tarball}`, 'create', folder, ...words]),
  ],
  [
    'yo',
    (installed, folder, words) =>
      installed.run(installed.node('node20'), [
        ...installed.yo,
        'tre-container',
        '--destination-root',
        folder,
        ...words,
      ]),
  ],
];
