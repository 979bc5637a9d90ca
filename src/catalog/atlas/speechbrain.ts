import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'speechbrain',
  title: 'SpeechBrain',
  language: 'python',
  imports: ['speechbrain'],
  packages: { pypi: ['speechbrain'] },
  brings: ['huggingface-hub', 'torchaudio'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['speechbrain.*from_hparams'],
      argument: at(0, 'source'),
      does: 'loads a model by its name on the Hub',
      unless: [hubOffline],
    },
  ],
  writes: [{ place: './pretrained_models', calls: ['speechbrain.*from_hparams'], unless: [named('savedir')] }],
  stage: {
    outside: 'snapshot_download("speechbrain/NAME", local_dir="models/NAME") with huggingface_hub',
    inside:
      'from_hparams(source="/safe_data/models/NAME", savedir="/scratch/sb", overrides={"pretrained_path": "/safe_data/models/NAME"})',
  },
  examples: {
    asks: 'from speechbrain.inference.speaker import EncoderClassifier\nc = EncoderClassifier.from_hparams(source="speechbrain/spkrec-ecapa-voxceleb")',
    local:
      'from speechbrain.inference.speaker import EncoderClassifier\nc = EncoderClassifier.from_hparams(source="/safe_data/models/ecapa", savedir="/scratch/sb")',
  },
  seen: {
    version: 'speechbrain 1.1.2',
    date: '2026-11-25',
    how: 'source',
    where: 'utils/fetching.py:103-175,219-330; inference/interfaces.py:49-199',
  },
});
