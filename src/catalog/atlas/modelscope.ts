import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'modelscope',
  title: 'ModelScope',
  language: 'python',
  imports: ['modelscope'],
  packages: { pypi: ['modelscope'] },
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['modelscope.*snapshot_download', 'modelscope.*from_pretrained', 'modelscope.pipelines.pipeline'],
      commands: ['modelscope download'],
      argument: at(0, 'model_id', 'pretrained_model_name_or_path'),
      does: 'loads a model by its name',
    },
  ],
  settings: [
    { name: 'MODELSCOPE_CACHE', value: '/scratch/modelscope', kind: 'cache', why: 'fetched models are kept there' },
  ],
  caches: [{ place: '~/.cache/modelscope', movedBy: ['MODELSCOPE_CACHE'], argument: named('cache_dir') }],
  stage: {
    outside: 'modelscope download --model ORG/NAME --local_dir models/NAME',
    inside: 'AutoModel.from_pretrained("/safe_data/models/NAME")',
  },
  examples: {
    asks: 'from modelscope import snapshot_download\np = snapshot_download("qwen/Qwen-7B")',
    local: 'from modelscope import AutoModel\nm = AutoModel.from_pretrained("/safe_data/models/qwen")',
  },
  seen: { version: 'modelscope of 2026-11-25', date: '2026-11-25', how: 'documented', where: 'documentation' },
});
