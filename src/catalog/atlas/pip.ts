import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'pip',
  title: 'pip, from a program',
  language: 'python',
  imports: ['pip'],
  packages: { pypi: ['pip'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      calls: ['pip.main', 'pip._internal.main', 'pip._internal.cli.main.main'],
      does: 'installs packages',
    },
  ],
  settings: [
    {
      name: 'PIP_NO_INDEX',
      value: '1',
      kind: 'switch',
      why: 'pip install by name fails at once instead of waiting for an index; an address given to it is still tried',
      afterInstall: true,
    },
    { name: 'PIP_DISABLE_PIP_VERSION_CHECK', value: '1', kind: 'switch', why: 'pip does not look for a newer version' },
  ],
  caches: [{ place: '~/.cache/pip', movedBy: ['PIP_CACHE_DIR', 'XDG_CACHE_HOME'] }],
  stage: {
    outside: 'nothing: packages belong into the image',
    inside: 'put it into the list of packages that the Dockerfile installs',
  },
  note: 'PIP_NO_INDEX=1 does not stop an address, which is what spacy download and others give to pip.',
  examples: { asks: 'import pip\npip.main(["install", "x"])', local: 'import pip\nv = pip.__version__' },
  seen: {
    version: 'pip of 2026-11-25',
    date: '2026-11-25',
    how: 'run',
    where: 'PIP_NO_INDEX=1 pip install https://... in a network namespace still asks for the name',
  },
});
