import type { Artefact } from '../model/artefact.ts';

/** Every file that a project can get. The order does not matter: trees are sorted by path. */
export const artefacts: readonly Artefact[] = [
  { path: '.github/workflows/container.yml', template: '.github/workflows/container.yml.ejs', ownership: 'shared', when: (view) => view.answers.ci === 'github' },
];
