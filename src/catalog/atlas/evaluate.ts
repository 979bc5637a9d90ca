import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'evaluate',
  title: 'evaluate',
  language: 'python',
  imports: ['evaluate'],
  packages: { pypi: ['evaluate'] },
  brings: ['datasets', 'huggingface-hub'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['evaluate.load'],
      argument: at(0, 'path'),
      does: 'loads a metric, which is a script on the Hub, by its name',
    },
    { on: 'always', effect: 'fetches', calls: ['evaluate.list_evaluation_modules'], does: 'asks the Hub' },
  ],
  settings: [
    {
      name: 'HF_EVALUATE_OFFLINE',
      value: '1',
      kind: 'switch',
      why: 'no request of its own: evaluate does not read HF_HUB_OFFLINE',
      atImport: true,
      needed: true,
    },
    {
      name: 'HF_METRICS_CACHE',
      value: '/scratch/huggingface/metrics',
      kind: 'cache',
      why: 'made for every metric, and a read-only /safe_data is an error',
      atImport: true,
      needed: true,
    },
    {
      name: 'HF_EVALUATE_CACHE',
      value: '/scratch/huggingface/evaluate',
      kind: 'cache',
      why: 'written at run time, and /safe_data may be read-only',
      atImport: true,
      needed: true,
    },
  ],
  caches: [{ place: '~/.cache/huggingface/evaluate', movedBy: ['HF_EVALUATE_CACHE', 'HF_HOME', 'XDG_CACHE_HOME'] }],
  stage: {
    outside: 'git clone https://huggingface.co/spaces/evaluate-metric/accuracy metrics/accuracy',
    inside: 'evaluate.load("/safe_data/metrics/accuracy/accuracy.py"), or take the metric from sklearn.metrics',
  },
  note: 'rouge, meteor, bertscore and others fetch NLTK data or models when they are first used.',
  examples: {
    asks: 'import evaluate\nm = evaluate.load("accuracy")',
    local: 'import evaluate\nm = evaluate.load("/safe_data/metrics/accuracy/accuracy.py")',
  },
  seen: {
    version: 'evaluate 0.4.6',
    date: '2026-11-26',
    how: 'run',
    where: 'config.py:116-144; loading.py:130-135,615-690; module.py:215,266-274; run with a read-only HF_HOME',
  },
});
