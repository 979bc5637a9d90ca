import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline, hubOfflineSetting, localFilesOnly } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'huggingface-hub',
  title: 'huggingface_hub',
  language: 'python',
  imports: ['huggingface_hub'],
  packages: { pypi: ['huggingface-hub', 'huggingface_hub'], conda: ['huggingface_hub'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'huggingface_hub.snapshot_download',
        'huggingface_hub.hf_hub_download',
        '*.hf_hub_download',
        '*.snapshot_download',
      ],
      commands: ['hf download', 'huggingface-cli download'],
      does: 'asks the Hugging Face Hub, even for a file that is in the cache',
      unless: [localFilesOnly, hubOffline],
    },
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'huggingface_hub.upload_file',
        'huggingface_hub.upload_folder',
        '*.push_to_hub',
        'huggingface_hub.upload_large_folder',
        'huggingface_hub.create_commit',
        'huggingface_hub.CommitScheduler',
        'huggingface_hub.HfApi.upload_file',
        'huggingface_hub.HfApi.upload_folder',
        'huggingface_hub.HfApi().upload_*',
        'huggingface_hub.HfApi().create_commit',
        '*.upload_large_folder',
      ],
      commands: [
        'hf upload',
        'hf upload-large-folder',
        'huggingface-cli upload',
        'huggingface-cli upload-large-folder',
      ],
      does: 'sends files to the Hugging Face Hub',
      uploads: true,
    },
    {
      on: 'always',
      effect: 'sends',
      calls: ['huggingface_hub.InferenceClient'],
      argument: at(0, 'model', 'base_url'),
      does: 'sends what it is asked to a web service',
      unless: [{ argument: at(0, 'model', 'base_url'), is: ['loopback'] }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'huggingface_hub.HfApi',
        'huggingface_hub.HfFileSystem',
        'huggingface_hub.login',
        'huggingface_hub.model_info',
        'huggingface_hub.list_repo_files',
        'huggingface_hub.list_models',
      ],
      does: 'asks the Hugging Face Hub: HF_HUB_OFFLINE=1 only makes it fail at once',
    },
  ],
  settings: [
    {
      name: 'HF_HOME',
      value: '/safe_data/huggingface',
      kind: 'data',
      why: 'Hugging Face libraries look for models in the data area',
      atImport: true,
      needed: true,
    },
    hubOfflineSetting,
    { name: 'HF_HUB_DISABLE_TELEMETRY', value: '1', kind: 'switch', why: 'no usage reports', atImport: true },
    {
      name: 'HF_HUB_DISABLE_UPDATE_CHECK',
      value: '1',
      kind: 'switch',
      why: 'the hf command does not look for a newer version',
      atImport: true,
    },
    {
      name: 'HF_ASSETS_CACHE',
      value: '/scratch/huggingface/assets',
      kind: 'cache',
      why: 'written at run time, and /safe_data may be read-only',
      atImport: true,
    },
    {
      name: 'HF_XET_CACHE',
      value: '/scratch/huggingface/xet',
      kind: 'cache',
      why: 'written at run time, and /safe_data may be read-only',
      atImport: true,
    },
  ],
  caches: [
    {
      place: '~/.cache/huggingface/hub',
      movedBy: ['HF_HUB_CACHE', 'HF_HOME', 'XDG_CACHE_HOME'],
      argument: named('cache_dir', 'local_dir'),
    },
  ],
  hosts: ['huggingface.co', 'hf.co'],
  stage: {
    outside: 'snapshot_download("ORG/NAME", revision="<40-digit commit>", local_dir="models/NAME")',
    inside: 'give the folder /safe_data/models/NAME to the library, not the name',
  },
  note: 'The hf command asks PyPI once a day for a newer version of itself, of a skill and of extensions.',
  examples: {
    asks: 'from huggingface_hub import snapshot_download\nsnapshot_download("google-bert/bert-base-uncased")',
    local:
      'from huggingface_hub import snapshot_download\nsnapshot_download("google-bert/bert-base-uncased", local_files_only=True)',
  },
  seen: { version: 'huggingface_hub 2.4.0', date: '2026-11-26', how: 'run', where: 'constants.py:159-260,335-347' },
});
