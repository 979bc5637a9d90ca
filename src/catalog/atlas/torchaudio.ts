import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'torchaudio',
  title: 'torchaudio',
  language: 'python',
  imports: ['torchaudio'],
  packages: { pypi: ['torchaudio'] },
  brings: ['torch'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'torchaudio.pipelines.*.get_model',
        'torchaudio.pipelines.*.get_tacotron2',
        'torchaudio.pipelines.*.get_vocoder',
      ],
      does: 'downloads the weights of a pipeline when they are not in TORCH_HOME',
      unless: [{ filled: 'TORCH_HOME' }, { argument: named('dl_kwargs'), is: ['given'] }],
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['torchaudio.datasets.*'],
      argument: named('download'),
      does: 'downloads a data set',
    },
  ],
  caches: [{ place: '~/.cache/torch/hub', movedBy: ['TORCH_HOME', 'XDG_CACHE_HOME'] }],
  stage: {
    outside: 'call get_model() once with TORCH_HOME=torch',
    inside: 'ENV TORCH_HOME=/safe_data/torch, or get_model(dl_kwargs={"model_dir": "/safe_data/torch"})',
  },
  examples: {
    asks: 'import torchaudio\nm = torchaudio.pipelines.WAV2VEC2_ASR_BASE_960H.get_model()',
    local:
      'import torchaudio\nm = torchaudio.pipelines.WAV2VEC2_ASR_BASE_960H.get_model(dl_kwargs={"model_dir": "/safe_data/torch"})',
  },
  seen: {
    version: 'torchaudio 2.11.0',
    date: '2026-11-25',
    how: 'source',
    where: 'pipelines/_wav2vec2/utils.py:83; pipelines/_tts/utils.py:172-177',
  },
});
