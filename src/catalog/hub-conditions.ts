import { named, type Condition, type Setting } from '../model/atlas/atlas-entry.ts';

/** What keeps every library on top of huggingface_hub off the network. */
export const hubOffline: Condition = { variable: 'HF_HUB_OFFLINE', is: /1|true|yes|on/i, holds: 'HF_HOME' };

/** The line of an image that does so. */
export const hubOfflineSetting: Setting = {
  name: 'HF_HUB_OFFLINE',
  value: '1',
  kind: 'switch',
  why: 'no call to the Hugging Face Hub, which would wait for minutes',
  atImport: true,
  needed: true,
};

/** The argument of a single call that does the same. */
export const localFilesOnly: Condition = { argument: named('local_files_only'), is: ['true'] };

/** A cache of the Hub that was staged: the name is looked up there, and the Hub's silence is forgiven. */
export const stagedHubCache: Condition = { argument: named('cache_dir'), is: ['staged'] };
