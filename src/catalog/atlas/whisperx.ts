import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline, localFilesOnly } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'whisperx',
  title: 'WhisperX',
  language: 'python',
  imports: ['whisperx'],
  packages: { pypi: ['whisperx'] },
  brings: ['faster-whisper', 'pyannote-audio', 'torchaudio', 'nltk', 'transformers'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['whisperx.load_model'],
      argument: at(0, 'whisper_arch'),
      does: 'loads a model by its size or its name on the Hub',
      unless: [localFilesOnly, hubOffline, { argument: named('download_root'), is: ['staged'] }],
    },
    {
      on: 'default',
      effect: 'fetches',
      calls: ['whisperx.load_align_model'],
      argument: named('model_name'),
      does: 'loads a model of alignment',
      unless: [
        { argument: named('model_cache_only'), is: ['true'] },
        { argument: named('model_dir'), is: ['staged'] },
      ],
    },
    {
      on: 'default',
      effect: 'fetches',
      calls: ['whisperx.DiarizationPipeline', 'whisperx.diarize.DiarizationPipeline'],
      argument: at(0, 'model_name'),
      does: 'loads a pipeline from the Hub',
      unless: [hubOffline],
    },
    {
      on: 'always',
      effect: 'fetches',
      commands: ['whisperx'],
      does: 'loads models by their names',
      unless: [{ option: '--model_cache_only' }],
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
    outside: 'stage four things: the whisper folder, the model of alignment, NLTK punkt_tab, the folder of diarisation',
    inside:
      'load_model("/safe_data/whisper"); load_align_model("en", device, model_name="/safe_data/w2v", model_cache_only=True)',
  },
  examples: {
    asks: 'import whisperx\nm = whisperx.load_model("large-v2", "cuda")',
    local: 'import whisperx\nm = whisperx.load_model("/safe_data/whisper", "cuda")',
  },
  seen: {
    version: 'whisperx 3.8.6',
    date: '2026-11-25',
    how: 'source',
    where: 'asr.py:323-432; alignment.py:80-102,192-195; vads/pyannote.py:21-45; __main__.py:17',
  },
});
