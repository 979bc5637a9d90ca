/** A command that puts what it brings into the home directory, unless it is told otherwise. */
export interface HomeWriter {
  readonly program: string;
  /** Words that the command must have, in any place. */
  readonly words?: readonly string[];
  /** Where it goes, below the home directory. */
  readonly below: string;
  /** Variables that move it, each by itself, when they name a place outside of any home directory. */
  readonly variables: readonly string[];
  /** Options that move it, or that say that nothing of the kind is made. */
  readonly options?: readonly string[];
  /** Settings that mean that nothing of the kind is made: `NAME=value`. */
  readonly settings?: readonly string[];
}

/** Sorted by program. */
export const homeWriters: readonly HomeWriter[] = [
  { program: 'cargo', words: ['install'], below: '.cargo', variables: ['CARGO_HOME'], options: ['--root'] },
  {
    program: 'hf',
    words: ['download'],
    below: '.cache/huggingface',
    variables: ['HF_HOME', 'HF_HUB_CACHE'],
    options: ['--local-dir', '--cache-dir'],
  },
  {
    program: 'huggingface-cli',
    words: ['download'],
    below: '.cache/huggingface',
    variables: ['HF_HOME', 'HF_HUB_CACHE'],
    options: ['--local-dir', '--cache-dir'],
  },
  { program: 'install_cmdstan', below: '.cmdstan', variables: [], options: ['-d', '--dir'] },
  { program: 'cmdstanpy.install_cmdstan', below: '.cmdstan', variables: [], options: ['-d', '--dir'] },
  { program: 'nextflow', below: '.nextflow', variables: ['NXF_HOME'] },
  { program: 'nltk.downloader', below: 'nltk_data', variables: ['NLTK_DATA'], options: ['-d'] },
  { program: 'ollama', words: ['pull'], below: '.ollama', variables: ['OLLAMA_MODELS'] },
  { program: 'pip', words: ['install', '--user'], below: '.local', variables: ['PYTHONUSERBASE'] },
  { program: 'pipx', words: ['install'], below: '.local/pipx', variables: ['PIPX_HOME'], options: ['--global'] },
  { program: 'pixi', words: ['global'], below: '.pixi', variables: ['PIXI_HOME'] },
  { program: 'playwright', words: ['install'], below: '.cache/ms-playwright', variables: ['PLAYWRIGHT_BROWSERS_PATH'] },
  {
    program: 'poetry',
    words: ['install'],
    below: '.cache/pypoetry/virtualenvs',
    variables: ['POETRY_CACHE_DIR', 'POETRY_VIRTUALENVS_PATH', 'VIRTUAL_ENV'],
    settings: [
      'POETRY_VIRTUALENVS_CREATE=false',
      'POETRY_VIRTUALENVS_CREATE=0',
      'POETRY_VIRTUALENVS_IN_PROJECT=true',
      'POETRY_VIRTUALENVS_IN_PROJECT=1',
    ],
  },
  { program: 'quarto', words: ['install', 'tinytex'], below: '.TinyTeX', variables: [] },
  {
    program: 'totalseg_download_weights',
    below: '.totalsegmentator',
    variables: ['TOTALSEG_HOME_DIR', 'TOTALSEG_WEIGHTS_PATH'],
  },
  {
    program: 'uv',
    words: ['python', 'install'],
    below: '.local/share/uv/python',
    variables: ['UV_PYTHON_INSTALL_DIR'],
    options: ['-i', '--install-dir'],
  },
  { program: 'uv', words: ['tool', 'install'], below: '.local/share/uv/tools', variables: ['UV_TOOL_DIR'] },
];

/** Installers that are fetched and given to a shell, by their address. */
export const homeInstallers: readonly {
  readonly address: string;
  readonly below: string;
  readonly variables: readonly string[];
}[] = [
  {
    address: 'astral.sh/uv',
    below: '.local/bin',
    variables: ['UV_INSTALL_DIR', 'UV_UNMANAGED_INSTALL', 'XDG_BIN_HOME'],
  },
  { address: 'bun.sh/install', below: '.bun', variables: ['BUN_INSTALL'] },
  { address: 'deno.land/install', below: '.deno', variables: ['DENO_INSTALL'] },
  { address: 'get.nextflow.io', below: '.nextflow', variables: ['NXF_HOME'] },
  { address: 'install.julialang.org', below: '.juliaup', variables: ['JULIAUP_DEPOT_PATH'] },
  { address: 'install.python-poetry.org', below: '.local/share/pypoetry', variables: ['POETRY_HOME'] },
  { address: 'nvm-sh/nvm', below: '.nvm', variables: ['NVM_DIR'] },
  { address: 'pixi.sh/install', below: '.pixi', variables: ['PIXI_HOME'] },
  { address: 'pyenv.run', below: '.pyenv', variables: ['PYENV_ROOT'] },
  { address: 'sh.rustup.rs', below: '.cargo', variables: ['CARGO_HOME'] },
];

const hub = {
  below: '.cache/huggingface',
  variables: ['HF_HUB_CACHE', 'HF_HOME'],
  arguments: ['cache_dir', 'cache_folder', 'local_dir'],
} as const;
const julia = { below: '.julia', variables: ['JULIA_DEPOT_PATH'], arguments: [] } as const;

const renv = {
  below: '.cache/R/renv',
  variables: ['RENV_PATHS_CACHE', 'RENV_PATHS_ROOT', 'R_USER_CACHE_DIR', 'XDG_CACHE_HOME'],
  arguments: [],
  settings: ['RENV_CONFIG_CACHE_ENABLED=FALSE', 'RENV_CONFIG_CACHE_SYMLINKS=FALSE'],
  undoneBy: 'renv::isolate',
  needsProject: true,
} as const;

/** Calls that fetch into the home directory: by name, with what moves them. */
export const homeCalls: readonly {
  readonly callee: string;
  readonly below: string;
  readonly variables: readonly string[];
  readonly arguments: readonly string[];
  /** Settings that mean that nothing of the kind is made: `NAME=value`, in the environment or set by the program. */
  readonly settings?: readonly string[];
  /** A call that puts what was brought into the place where it is used. */
  readonly undoneBy?: string;
  /** Only where a project is loaded: without one the packages themselves go to the library of all. */
  readonly needsProject?: true;
}[] = [
  { callee: '*.from_pretrained', ...hub },
  { callee: 'Pkg.add', ...julia },
  { callee: 'Pkg.develop', ...julia },
  { callee: 'Pkg.instantiate', ...julia },
  { callee: 'Pkg.update', ...julia },
  { callee: 'cmdstanr::install_cmdstan', below: '.cmdstan', variables: [], arguments: ['dir'] },
  { callee: 'huggingface_hub.hf_hub_download', ...hub },
  { callee: 'huggingface_hub.snapshot_download', ...hub },
  { callee: 'nltk.download', below: 'nltk_data', variables: ['NLTK_DATA'], arguments: ['download_dir'] },
  // The library in the image is links into this cache, which its owner alone can read.
  ...['renv::hydrate', 'renv::install', 'renv::restore'].map((callee) => ({ callee, ...renv })),
  {
    callee: 'sentence_transformers.SentenceTransformer',
    ...hub,
    variables: ['SENTENCE_TRANSFORMERS_HOME', ...hub.variables],
  },
  {
    callee: 'stanza.download',
    below: 'stanza_resources',
    variables: ['STANZA_RESOURCES_DIR'],
    arguments: ['model_dir'],
  },
  { callee: 'tinytex::install_tinytex', below: '.TinyTeX', variables: [], arguments: ['dir'] },
  { callee: 'torch.hub.load', below: '.cache/torch', variables: ['TORCH_HOME', 'XDG_CACHE_HOME'], arguments: [] },
  {
    callee: 'whisper.load_model',
    below: '.cache/whisper',
    variables: ['XDG_CACHE_HOME'],
    arguments: ['download_root'],
  },
];
