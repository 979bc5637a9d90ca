import type { OfflineVariable } from '../model/render/offline-variable.ts';
import type { Source } from '../model/check/rule.ts';

const python = { language: 'python' } as const;
const conda = { packageTool: ['conda', 'mamba'] } as const;

const epcc: Source = {
  document: 'Building and Testing Containers',
  heading: 'Test the container for TRE use',
  link: 'https://docs.eidf.ac.uk/safe-haven-services/tre-container-user-guide/building-and-testing-containers/',
};
const source = (document: string, heading: string, link: string): Source => ({ document, heading, link });
const hub = source(
  'huggingface_hub documentation',
  'Environment variables',
  'https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables',
);
const pip = source('pip documentation', 'Configuration', 'https://pip.pypa.io/en/stable/topics/configuration/');
const condaDocs = source(
  'conda documentation',
  'Settings: offline',
  'https://docs.conda.io/projects/conda/en/stable/user-guide/configuration/settings.html',
);
const xdg = source(
  'XDG Base Directory Specification',
  'Environment variables',
  'https://specifications.freedesktop.org/basedir-spec/latest/',
);
const matplotlib = source(
  'Matplotlib documentation',
  'Environment variables',
  'https://matplotlib.org/stable/install/environment_variables_faq.html',
);
const numba = source(
  'Numba documentation',
  'Environment variables',
  'https://numba.readthedocs.io/en/stable/reference/envvars.html',
);
const ours = source(
  'Offline models',
  'The network guard',
  'https://github.com/EPCCed/tre-container-samples/blob/main/docs/container-build-guide.md',
);

const hf = 'huggingface_hub';

/**
 * The variables that always stand; those of single libraries come from the atlas where the answers bring the library in.
 * Dockerfile `ENV` lines, both offline modules and the checklist come from here.
 */
export const offlineVariables: readonly OfflineVariable[] = [
  {
    name: 'HF_HOME',
    value: '/safe_data/huggingface',
    kind: 'data',
    readBy: hf,
    why: 'Hugging Face libraries look for models in the data area',
    source: epcc,
  },
  {
    name: 'HF_HUB_OFFLINE',
    value: '1',
    kind: 'switch',
    readBy: hf,
    why: 'no call to the Hugging Face Hub, which would wait for minutes',
    source: epcc,
  },
  {
    name: 'DO_NOT_TRACK',
    value: '1',
    kind: 'switch',
    why: 'no usage reports from what follows this convention; MLflow and others have a switch of their own',
    source: hub,
  },
  {
    name: 'NUMBA_CACHE_DIR',
    value: '/scratch/numba',
    kind: 'cache',
    when: python,
    readBy: 'numba',
    why: 'Numba writes compiled functions there',
    source: numba,
  },
  {
    name: 'MPLCONFIGDIR',
    value: '/scratch/matplotlib',
    kind: 'cache',
    when: python,
    readBy: 'matplotlib',
    why: 'Matplotlib writes its font list there',
    source: matplotlib,
  },
  {
    name: 'XDG_CACHE_HOME',
    value: '/scratch/cache',
    kind: 'cache',
    why: 'whatever else keeps a cache writes it there',
    source: xdg,
  },
  {
    name: 'PIP_NO_INDEX',
    value: '1',
    kind: 'switch',
    when: python,
    afterInstall: true,
    why: 'pip install by name fails at once instead of waiting for an index; an address given to pip is still tried',
    source: pip,
  },
  {
    name: 'CONDA_OFFLINE',
    value: '1',
    kind: 'switch',
    when: conda,
    afterInstall: true,
    why: 'conda and mamba fail at once instead of waiting for a channel',
    source: condaDocs,
  },
  {
    name: 'TRE_NETWORK_GUARD',
    value: '1',
    kind: 'guard',
    when: { kind: 'batch' },
    why: 'any attempt to use the network is an error at once',
    source: ours,
  },
  {
    name: 'TRE_NETWORK_GUARD',
    value: '0',
    kind: 'guard',
    when: { kind: 'interactive' },
    why: 'sessions listen on the network; models are still loaded under the guard',
    source: ours,
  },
];
