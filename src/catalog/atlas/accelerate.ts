import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'accelerate',
  title: 'accelerate',
  language: 'python',
  imports: ['accelerate'],
  packages: { pypi: ['accelerate'] },
  brings: ['huggingface-hub'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      commands: ['accelerate estimate-memory'],
      does: 'asks the Hub how large a model is',
    },
  ],
  caches: [{ place: '~/.cache/huggingface/accelerate', movedBy: ['HF_HOME', 'XDG_CACHE_HOME'] }],
  stage: {
    outside: 'write accelerate.yaml with accelerate config on your own machine',
    inside: 'COPY it into the image; accelerate launch --config_file /opt/app/accelerate.yaml',
  },
  examples: {
    asks: 'accelerate estimate-memory bert-base-cased',
    local: 'from accelerate import Accelerator\na = Accelerator()',
  },
  seen: {
    version: 'accelerate 1.15.0',
    date: '2026-11-25',
    how: 'source',
    where: 'commands/config/config_args.py:30-40',
  },
});
