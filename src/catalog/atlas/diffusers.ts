import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline, localFilesOnly, stagedHubCache } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'diffusers',
  title: 'diffusers',
  language: 'python',
  imports: ['diffusers'],
  packages: { pypi: ['diffusers'] },
  brings: ['huggingface-hub', 'transformers'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['diffusers.*from_pretrained'],
      argument: at(0, 'pretrained_model_name_or_path', 'pretrained_model_or_path'),
      does: 'loads a pipeline by its name on the Hub',
      unless: [localFilesOnly, hubOffline, stagedHubCache],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['diffusers.*from_single_file'],
      does: 'fetches the configuration of the pipeline from the Hub, even for a local file of weights',
      unless: [{ argument: named('config'), is: ['path'] }, localFilesOnly, hubOffline],
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['diffusers.*from_pretrained'],
      argument: named('custom_pipeline'),
      does: 'fetches the code of a pipeline',
      unless: [hubOffline, { variable: 'DIFFUSERS_DISABLE_REMOTE_CODE', is: /1/ }],
    },
  ],
  caches: [
    {
      place: '~/.cache/huggingface/hub',
      movedBy: ['HF_HUB_CACHE', 'HF_HOME', 'XDG_CACHE_HOME'],
      argument: named('cache_dir'),
    },
  ],
  stage: {
    outside: 'snapshot_download("ORG/NAME", local_dir="models/NAME") with huggingface_hub',
    inside:
      'DiffusionPipeline.from_pretrained("/safe_data/models/NAME"); from_single_file also needs config="/safe_data/..."',
  },
  examples: {
    asks: 'from diffusers import DiffusionPipeline\np = DiffusionPipeline.from_pretrained("stabilityai/sdxl-turbo")',
    local: 'from diffusers import DiffusionPipeline\np = DiffusionPipeline.from_pretrained("/safe_data/models/sdxl")',
  },
  seen: {
    version: 'diffusers 0.42.1',
    date: '2026-11-25',
    how: 'source',
    where: 'utils/constants.py:51-60; loaders/single_file.py:60-122; loaders/single_file_utils.py:526',
  },
});
