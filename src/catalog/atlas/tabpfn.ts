import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'tabpfn',
  title: 'TabPFN',
  language: 'python',
  imports: ['tabpfn', 'tabpfn_client'],
  packages: { pypi: ['tabpfn', 'tabpfn-client'] },
  brings: ['huggingface-hub', 'torch'],
  triggers: [
    {
      on: 'default',
      effect: 'fetches',
      calls: ['tabpfn.TabPFNClassifier', 'tabpfn.TabPFNRegressor'],
      argument: named('model_path'),
      does: 'fetches weights from the Hub, and newer versions ask for a licence in a browser',
      unless: [{ filled: 'TABPFN_MODEL_CACHE_DIR' }],
    },
    { on: 'always', effect: 'sends', calls: ['tabpfn_client.*'], does: 'sends the table to a web service' },
    {
      on: 'start',
      effect: 'reports',
      does: 'reports its use to PostHog',
      unless: [{ variable: 'TABPFN_DISABLE_TELEMETRY', is: /1|true/i }],
    },
  ],
  settings: [
    { name: 'TABPFN_DISABLE_TELEMETRY', value: '1', kind: 'switch', why: 'no usage reports', needed: true },
    {
      name: 'TABPFN_MODEL_CACHE_DIR',
      value: '/safe_data/tabpfn',
      kind: 'data',
      why: 'weights are looked for in the data area',
    },
  ],
  caches: [
    { place: '~/.cache/tabpfn', movedBy: ['TABPFN_MODEL_CACHE_DIR', 'XDG_CACHE_HOME'], argument: named('model_path') },
  ],
  stage: { outside: 'download the .ckpt', inside: 'TabPFNClassifier(model_path="/safe_data/tabpfn/x.ckpt")' },
  examples: {
    asks: 'from tabpfn import TabPFNClassifier\nc = TabPFNClassifier()',
    local: 'from tabpfn import TabPFNClassifier\nc = TabPFNClassifier(model_path="/safe_data/tabpfn/x.ckpt")',
    environment: { TABPFN_DISABLE_TELEMETRY: '1' },
  },
  seen: {
    version: 'tabpfn 9.2.0',
    date: '2026-11-25',
    how: 'source',
    where: 'model_loading.py:323-400,463-505; settings.py:22-32; browser_auth.py:81-85',
  },
});
