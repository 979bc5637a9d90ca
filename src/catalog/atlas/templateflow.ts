import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'templateflow',
  title: 'TemplateFlow',
  language: 'python',
  imports: ['templateflow'],
  packages: { pypi: ['templateflow'] },
  triggers: [
    {
      on: 'start',
      effect: 'fetches',
      does: 'fills its folder at the import when that is empty, and updates it',
      unless: [{ filled: 'TEMPLATEFLOW_HOME' }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['templateflow.api.get', 'templateflow.client.*'],
      commands: ['templateflow get'],
      does: 'fetches files that are empty place-holders',
      unless: [{ filled: 'TEMPLATEFLOW_HOME' }],
    },
  ],
  settings: [
    {
      name: 'TEMPLATEFLOW_HOME',
      value: '/safe_data/templateflow',
      kind: 'data',
      why: 'templates are looked for in the data area',
      atImport: true,
      needed: true,
    },
    {
      name: 'TEMPLATEFLOW_AUTOUPDATE',
      value: 'off',
      kind: 'switch',
      why: 'no update at the import',
      atImport: true,
      needed: true,
    },
  ],
  caches: [{ place: '~/.cache/templateflow', movedBy: ['TEMPLATEFLOW_HOME', 'XDG_CACHE_HOME'] }],
  hosts: ['templateflow.s3.amazonaws.com'],
  stage: {
    outside: `TEMPLATEFLOW_HOME=templateflow python -c "from templateflow import api; api.get('MNI152NLin2009cAsym')"`,
    inside: 'ENV TEMPLATEFLOW_HOME=/safe_data/templateflow TEMPLATEFLOW_AUTOUPDATE=off',
  },
  note: 'Its skeleton holds files of zero bytes: that a file is there proves nothing.',
  examples: {
    asks: 'from templateflow import api\nt = api.get("MNI152NLin2009cAsym")',
    local: 'import nibabel\nt = nibabel.load("/safe_data/template.nii.gz")',
  },
  seen: {
    version: 'templateflow 25.1.2',
    date: '2026-11-25',
    how: 'source',
    where: 'conf/__init__.py:34-60; conf/cache.py:55-56; conf/env.py:31-55; client.py:376-400',
  },
});
