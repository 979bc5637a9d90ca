import type { OfflineVariable } from '../model/render/offline-variable.ts';
import type { Source } from '../model/check/rule.ts';

const python = { language: 'python' } as const;
const r = { language: 'r' } as const;
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
const datasets = source('datasets documentation', 'Cache management', 'https://huggingface.co/docs/datasets/cache');
const torch = source('PyTorch documentation', 'torch.hub', 'https://docs.pytorch.org/docs/stable/hub.html');
const inductor = source(
  'PyTorch documentation',
  'Compile time caching',
  'https://docs.pytorch.org/tutorials/recipes/torch_compile_caching_tutorial.html',
);
const nltk = source('NLTK documentation', 'Installing NLTK data', 'https://www.nltk.org/data.html');
const tiktoken = source(
  'tiktoken',
  'tiktoken/load.py',
  'https://github.com/openai/tiktoken/blob/main/tiktoken/load.py',
);
const easyocr = source(
  'EasyOCR',
  'easyocr/config.py',
  'https://github.com/JaidedAI/EasyOCR/blob/master/easyocr/config.py',
);
const keras = source(
  'Keras',
  'keras/src/backend/config.py',
  'https://github.com/keras-team/keras/blob/master/keras/src/backend/config.py',
);
const pip = source('pip documentation', 'Configuration', 'https://pip.pypa.io/en/stable/topics/configuration/');
const condaDocs = source(
  'conda documentation',
  'Settings: offline',
  'https://docs.conda.io/projects/conda/en/stable/user-guide/configuration/settings.html',
);
const uv = source('uv documentation', 'Environment variables', 'https://docs.astral.sh/uv/reference/environment/');
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
const cupy = source(
  'CuPy documentation',
  'Environment variables',
  'https://docs.cupy.dev/en/stable/reference/environment.html',
);
const cuda = source(
  'CUDA programming guide',
  'Environment variables',
  'https://docs.nvidia.com/cuda/cuda-c-programming-guide/',
);
const reticulate = source(
  'reticulate documentation',
  'Python version configuration',
  'https://rstudio.github.io/reticulate/articles/versions.html',
);
const rTorch = source(
  'torch for R documentation',
  'Installation',
  'https://torch.mlverse.org/docs/articles/installation',
);
const ours = source(
  'Offline models',
  'The network guard',
  'https://github.com/EPCCed/tre-container-samples/blob/main/docs/container-build-guide.md',
);

const hf = 'huggingface_hub';

/**
 * The one table of offline variables: Dockerfile `ENV` lines, both offline modules and the checklist come from it.
 * Never here, since they are removed or deprecated: TRANSFORMERS_CACHE, PYTORCH_TRANSFORMERS_CACHE, HUGGINGFACE_HUB_CACHE,
 * HUGGINGFACE_ASSETS_CACHE, HF_HUB_ENABLE_HF_TRANSFER, DATA_GYM_CACHE_DIR. Nor what an entry already implies:
 * TRANSFORMERS_OFFLINE, HF_DATASETS_OFFLINE, HF_HUB_CACHE, SENTENCE_TRANSFORMERS_HOME.
 * TORCH_HOME means model weights to Python's torch and the LibTorch installation to R's: Python bases only.
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
    name: 'HF_HUB_DISABLE_TELEMETRY',
    value: '1',
    kind: 'switch',
    readBy: hf,
    why: 'no usage reports',
    source: hub,
  },
  {
    name: 'DO_NOT_TRACK',
    value: '1',
    kind: 'switch',
    why: 'no usage reports from tools that follow this convention',
    source: hub,
  },
  {
    name: 'HF_HUB_DISABLE_UPDATE_CHECK',
    value: '1',
    kind: 'switch',
    readBy: hf,
    why: 'the hf command does not look for a newer version',
    source: hub,
  },
  {
    name: 'HF_ASSETS_CACHE',
    value: '/scratch/huggingface/assets',
    kind: 'cache',
    readBy: hf,
    why: 'written at run time, and /safe_data may be read-only',
    source: hub,
  },
  {
    name: 'HF_XET_CACHE',
    value: '/scratch/huggingface/xet',
    kind: 'cache',
    readBy: hf,
    why: 'written at run time, and /safe_data may be read-only',
    source: hub,
  },
  {
    name: 'HF_DATASETS_CACHE',
    value: '/scratch/huggingface/datasets',
    kind: 'cache',
    readBy: 'datasets',
    why: 'written at run time, and /safe_data may be read-only',
    source: datasets,
  },
  {
    name: 'HF_MODULES_CACHE',
    value: '/scratch/huggingface/modules',
    kind: 'cache',
    readBy: 'transformers',
    why: 'written at run time, and /safe_data may be read-only',
    source: datasets,
  },
  {
    name: 'TORCH_HOME',
    value: '/safe_data/torch',
    kind: 'data',
    when: python,
    why: 'torch.hub and torchvision look for weights in the data area',
    source: torch,
  },
  {
    name: 'NLTK_DATA',
    value: '/safe_data/nltk_data',
    kind: 'data',
    when: python,
    readBy: 'nltk',
    why: 'NLTK looks for corpora in the data area',
    source: nltk,
  },
  {
    name: 'TIKTOKEN_CACHE_DIR',
    value: '/safe_data/tiktoken',
    kind: 'data',
    when: python,
    why: 'tiktoken looks for encodings in the data area',
    source: tiktoken,
  },
  {
    name: 'EASYOCR_MODULE_PATH',
    value: '/scratch/easyocr',
    kind: 'cache',
    when: python,
    readBy: 'easyocr',
    why: 'EasyOCR makes folders there when it starts',
    source: easyocr,
  },
  {
    name: 'KERAS_HOME',
    value: '/scratch/keras',
    kind: 'cache',
    when: python,
    readBy: 'keras',
    why: 'Keras writes its settings there',
    source: keras,
  },
  {
    name: 'TORCHINDUCTOR_CACHE_DIR',
    value: '/scratch/torchinductor',
    kind: 'cache',
    when: { holds: 'torch' },
    why: 'torch.compile writes there',
    source: inductor,
  },
  {
    name: 'TRITON_CACHE_DIR',
    value: '/scratch/triton',
    kind: 'cache',
    when: { holds: 'torch' },
    why: 'Triton writes compiled kernels there',
    source: inductor,
  },
  {
    name: 'CUDA_CACHE_PATH',
    value: '/scratch/cuda',
    kind: 'cache',
    when: { gpu: true },
    why: 'the CUDA driver writes compiled kernels there, not in a home folder',
    source: cuda,
  },
  {
    name: 'CUPY_CACHE_DIR',
    value: '/scratch/cupy',
    kind: 'cache',
    when: { holds: 'cupy' },
    why: 'CuPy writes compiled kernels there',
    source: cupy,
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
    why: 'pip install fails at once instead of waiting for a package index',
    source: pip,
  },
  {
    name: 'PIP_DISABLE_PIP_VERSION_CHECK',
    value: '1',
    kind: 'switch',
    when: python,
    why: 'pip does not look for a newer version',
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
    name: 'UV_OFFLINE',
    value: '1',
    kind: 'switch',
    afterInstall: true,
    why: 'uv, which reticulate and others start, does not use the network',
    source: uv,
  },
  {
    name: 'RETICULATE_PYTHON',
    value: '/usr/bin/python3',
    kind: 'switch',
    when: r,
    why: 'reticulate uses this Python and builds no environment',
    source: reticulate,
  },
  {
    name: 'RETICULATE_USE_MANAGED_VENV',
    value: 'no',
    kind: 'switch',
    when: r,
    why: 'reticulate does not download an environment',
    source: reticulate,
  },
  {
    name: 'RETICULATE_AUTOCREATE_PACKAGE_VENV',
    value: 'no',
    kind: 'switch',
    when: r,
    why: 'reticulate does not download an environment',
    source: reticulate,
  },
  {
    name: 'TORCH_INSTALL',
    value: '0',
    kind: 'switch',
    when: r,
    why: 'torch for R does not download LibTorch when it is loaded',
    source: rTorch,
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
