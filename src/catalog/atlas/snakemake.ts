import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'snakemake',
  title: 'Snakemake',
  language: 'program',
  imports: ['snakemake'],
  packages: { pypi: ['snakemake'], conda: ['snakemake'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      commands: [
        'snakemake --use-conda',
        'snakemake --use-singularity',
        'snakemake --use-apptainer',
        'snakemake --sdm',
        'snakemake --software-deployment-method',
      ],
      does: 'makes conda environments or pulls images when it runs',
      unless: [{ option: '--conda-create-envs-only' }],
    },
    {
      on: 'always',
      effect: 'fetches',
      commands: ['snakemake wrapper'],
      does: 'fetches a wrapper from GitHub when the rule runs',
    },
  ],
  settings: [
    { name: 'SNAKEMAKE_CONDA_PREFIX', value: '/opt/conda-envs', kind: 'data', why: 'environments that the build made' },
  ],
  caches: [{ place: '~/.cache/snakemake', movedBy: ['XDG_CACHE_HOME'] }],
  stage: {
    outside: 'take wrappers along as files (git clone snakemake-wrappers)',
    inside: 'tools in the image, no --sdm; snakemake --directory /scratch --wrapper-prefix file:///opt/wrappers/',
  },
  note: 'A rule with wrapper: fetches it from GitHub; there is no switch for offline.',
  examples: { asks: 'snakemake --use-conda --cores 4', local: 'snakemake --cores 4 --directory /scratch' },
  seen: {
    version: 'snakemake 9.27.1',
    date: '2026-11-25',
    how: 'source',
    where: 'wrapper.py:19-45; workflow.py:361; cli.py:1424,1516,1744,1811; deployment/conda.py:658',
  },
});
