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
  { path: '.dockerignore', template: 'dot-dockerignore.ejs', ownership: 'shared' },
  { path: 'Dockerfile', template: (view) => `bases/${view.base.name}/Dockerfile.ejs`, ownership: 'shared' },
  { path: 'environment.yml', template: (view) => `bases/${view.base.name}/environment.yml.ejs`, ownership: 'shared', when: (view) => view.base.packageFile === 'environment.yml' },
  { path: 'install_packages.R', template: 'bases/rocker/install_packages.R.ejs', ownership: 'shared', when: (view) => view.r },
  { path: 'rehearsal/safe_data/measurements.csv', template: 'rehearsal/safe_data/measurements.csv', ownership: 'user' },
  { path: 'requirements.txt', template: 'requirements.txt.ejs', ownership: 'shared', when: (view) => view.base.packageFile === 'requirements.txt' },
  { path: 'src/start-session.sh', template: 'src/start-session.sh.ejs', ownership: 'shared', executable: true, when: (view) => view.notebook },
  { path: 'src/start.R', template: 'src/start.R.ejs', ownership: 'user', when: (view) => view.r },
  { path: 'src/start.ipynb', template: 'src/start.ipynb.ejs', ownership: 'user', when: (view) => view.notebook },
  { path: 'src/main.py', template: 'src/main.py.ejs', ownership: 'user', when: (view) => view.batch },
];
