import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'whisper',
  title: 'Whisper',
  language: 'python',
  imports: ['whisper'],
  packages: { pypi: ['openai-whisper'] },
  brings: ['torch'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['whisper.load_model'],
      argument: at(0, 'name'),
      does: 'downloads a model by its name',
      unless: [
        { argument: at(0, 'name'), is: [/\.pt$/] },
        { argument: named('download_root'), is: ['staged'] },
      ],
    },
    {
      on: 'always',
      effect: 'fetches',
      commands: ['whisper'],
      does: 'downloads a model by its name',
      unless: [{ option: '--model_dir' }],
    },
  ],
  caches: [{ place: '~/.cache/whisper', movedBy: ['XDG_CACHE_HOME'], argument: named('download_root') }],
  stage: {
    outside: 'whisper.load_model("base", download_root="whisper")',
    inside: 'whisper.load_model("/safe_data/whisper/base.pt")',
  },
  examples: {
    asks: 'import whisper\nm = whisper.load_model("base")',
    local: 'import whisper\nm = whisper.load_model("/safe_data/whisper/base.pt")',
  },
  seen: { version: 'openai-whisper, stored versions', date: '2026-11-25', how: 'source', where: 'whisper/__init__.py' },
});
