import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'pyannote-audio',
  title: 'pyannote.audio',
  language: 'python',
  imports: ['pyannote'],
  packages: { pypi: ['pyannote.audio', 'pyannote-audio'] },
  brings: ['huggingface-hub', 'torchaudio', 'lightning'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: [
        'pyannote.audio.Pipeline.from_pretrained',
        'pyannote.audio.Model.from_pretrained',
        'pyannote.audio.Inference',
        'pyannote.audio.pipelines.*',
      ],
      argument: at(0, 'checkpoint', 'checkpoint_path', 'model'),
      does: 'loads a gated model by its name on the Hub',
      unless: [hubOffline],
    },
    {
      on: 'start',
      effect: 'reports',
      does: 'reports durations and numbers of speakers at every use',
      unless: [{ variable: 'PYANNOTE_METRICS_ENABLED', is: /(?!(?:1|true)$).*/i }],
    },
  ],
  settings: [
    {
      name: 'PYANNOTE_METRICS_ENABLED',
      value: '0',
      kind: 'switch',
      why: 'no reports of durations and numbers of speakers',
      needed: true,
    },
  ],
  caches: [
    {
      place: '~/.cache/huggingface/hub',
      movedBy: ['HF_HUB_CACHE', 'HF_HOME', 'PYANNOTE_CACHE', 'XDG_CACHE_HOME'],
      argument: named('cache_dir'),
    },
  ],
  hosts: ['otel.pyannote.ai'],
  stage: {
    outside: 'snapshot_download the pipeline, its segmentation and its embedding, with a token',
    inside: 'Pipeline.from_pretrained("/safe_data/pyannote/config.yaml"), with paths INSIDE that file',
  },
  examples: {
    asks: 'from pyannote.audio import Pipeline\np = Pipeline.from_pretrained("pyannote/speaker-diarization-3.1")',
    local: 'from pyannote.audio import Pipeline\np = Pipeline.from_pretrained("/safe_data/pyannote/config.yaml")',
    environment: { PYANNOTE_METRICS_ENABLED: '0' },
  },
  seen: {
    version: 'pyannote.audio 4.0.7',
    date: '2026-11-25',
    how: 'source',
    where: 'telemetry/metrics.py:25-45,136-189; core/pipeline.py:283,500-587',
  },
});
