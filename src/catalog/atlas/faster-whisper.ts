import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline, localFilesOnly } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'faster-whisper',
  title: 'faster-whisper',
  language: 'python',
  imports: ['faster_whisper'],
  packages: { pypi: ['faster-whisper'] },
  brings: ['huggingface-hub', 'tokenizers'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: [
        'faster_whisper.WhisperModel',
        'faster_whisper.*.WhisperModel',
        'faster_whisper.download_model',
        'faster_whisper.utils.download_model',
      ],
      argument: at(0, 'model_size_or_path', 'size_or_id'),
      does: 'loads a model by its size or its name on the Hub',
      unless: [localFilesOnly, hubOffline, { argument: named('download_root'), is: ['staged'] }],
    },
  ],
  caches: [
    {
      place: '~/.cache/huggingface/hub',
      movedBy: ['HF_HUB_CACHE', 'HF_HOME', 'XDG_CACHE_HOME'],
      argument: named('download_root'),
    },
  ],
  stage: {
    outside:
      'snapshot_download("Systran/faster-whisper-large-v3", local_dir="models/whisper") with huggingface_hub, tokenizer.json included',
    inside: 'WhisperModel("/safe_data/models/whisper")',
  },
  examples: {
    asks: 'from faster_whisper import WhisperModel\nm = WhisperModel("large-v3")',
    local: 'from faster_whisper import WhisperModel\nm = WhisperModel("/safe_data/models/whisper")',
  },
  seen: {
    version: 'faster_whisper 1.2.1',
    date: '2026-11-25',
    how: 'source',
    where: 'utils.py:50-116; transcribe.py:640-690',
  },
});
