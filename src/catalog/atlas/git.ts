import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'git',
  title: 'Git, Git LFS and DataLad',
  language: 'program',
  imports: ['git', 'git-lfs', 'datalad'],
  packages: { pypi: ['datalad'], apt: ['git', 'git-lfs'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      commands: [
        'git clone',
        'git pull',
        'git fetch',
        'git submodule',
        'git lfs pull',
        'git lfs fetch',
        'datalad get',
        'datalad clone',
        'datalad install',
        'git-annex get',
      ],
      does: 'fetches from a remote',
    },
    { on: 'always', effect: 'sends', commands: ['git push', 'datalad push'], does: 'sends to a remote' },
  ],
  stage: {
    outside: 'git clone with its submodules and git lfs pull before the build',
    inside: 'COPY the files; git status and git log need no network',
  },
  note: 'GIT_LFS_SKIP_SMUDGE=1 leaves pointers of 130 bytes, which COPY takes along unnoticed.',
  examples: { asks: 'git clone https://example.org/x.git', local: 'git status' },
  seen: { version: 'git-lfs 3.7.1', date: '2026-11-25', how: 'source', where: 'docs/man/git-lfs-config.adoc:434' },
});
