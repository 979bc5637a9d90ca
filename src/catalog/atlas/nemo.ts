import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';
import { hubOffline } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'nemo',
  title: 'NeMo',
  language: 'python',
  imports: ['nemo'],
  packages: { pypi: ['nemo-toolkit', 'nemo_toolkit'] },
  brings: ['huggingface-hub', 'lightning'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['nemo.*from_pretrained', 'nemo.*list_available_models'],
      does: 'loads a model by its name on the Hub or NGC',
      unless: [{ argument: at(0, 'model_name'), is: ['path'] }, hubOffline],
    },
  ],
  settings: [{ name: 'NEMO_CACHE_DIR', value: '/scratch/nemo', kind: 'cache', why: 'models are unpacked there' }],
  caches: [{ place: '~/.cache/torch/NeMo', movedBy: ['NEMO_CACHE_DIR'] }],
  stage: { outside: 'download the .nemo', inside: 'ASRModel.restore_from("/safe_data/models/NAME.nemo")' },
  examples: {
    asks: 'import nemo.collections.asr as a\nm = a.models.ASRModel.from_pretrained("stt_en_conformer_ctc_small")',
    local: 'import nemo.collections.asr as a\nm = a.models.ASRModel.restore_from("/safe_data/models/stt.nemo")',
  },
  seen: {
    version: 'nemo_toolkit 3.0.0',
    date: '2026-11-25',
    how: 'source',
    where: 'core/classes/common.py:1004-1213; constants.py:19',
  },
});
