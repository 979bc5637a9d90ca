import type { Artefact } from '../model/artefact.ts';

/** Every file that a project can get. The order does not matter: trees are sorted by path. */
export const artefacts: readonly Artefact[] = [
  { path: '.github/workflows/container.yml', template: '.github/workflows/container.yml.ejs', ownership: 'shared', when: (view) => view.answers.ci === 'github' },
  { path: '.github/workflows/template-upgrade.yml', template: '.github/workflows/template-upgrade.yml.ejs', ownership: 'shared', when: (view) => view.answers.ci === 'github' && view.answers.upgradeCheck },
  { path: '.gitlab-ci.yml', template: '.gitlab-ci.yml.ejs', ownership: 'shared', when: (view) => view.answers.ci === 'gitlab' },
  { path: '.gitignore', template: 'dot-gitignore.ejs', ownership: 'shared' },
  { path: '.hadolint.yaml', template: '.hadolint.yaml.ejs', ownership: 'shared' },
  { path: '.pre-commit-config.yaml', template: '.pre-commit-config.yaml.ejs', ownership: 'shared' },
  { path: '.tre-container.yml', template: '.tre-container.yml.ejs', ownership: 'shared' },
  { path: '.trivyignore.yaml', template: '.trivyignore.yaml.ejs', ownership: 'shared' },
];
