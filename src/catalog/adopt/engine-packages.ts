/** Calls of a Python library that end with ImportError where none of some other packages is there, which it does not bring itself. */
export interface EnginePackages {
  /** The library, as it is imported. */
  readonly library: string;
  /** Last names of its functions and methods. */
  readonly calls: ReadonlySet<string>;
  /** What stands before the last name, where that alone says too little. */
  readonly of?: RegExp;
  /** Extras of the library that bring one. */
  readonly extras: ReadonlySet<string>;
  /** One of these is needed, by the names of PyPI; the first is the usual one. */
  readonly packages: readonly [string, ...string[]];
}

const extras = (...names: readonly string[]): ReadonlySet<string> => new Set(['all', ...names]);

const transformersExtras = extras(
  'torch',
  'torch-vision',
  'torchhub',
  'agents',
  'accelerate',
  'dev',
  'dev-torch',
  'tf',
);

/** As the metadata of pandas 2.2.3 name what its extras bring (`Provides-Extra`: excel, parquet, feather, hdf5, spss, output-formatting), and its docstrings what takes which form. */
export const enginePackages: readonly EnginePackages[] = [
  {
    library: 'pandas',
    calls: new Set(['read_excel', 'ExcelFile']),
    extras: extras('excel'),
    packages: ['openpyxl', 'python-calamine', 'xlrd', 'odfpy', 'pyxlsb'],
  },
  {
    library: 'pandas',
    calls: new Set(['to_excel', 'ExcelWriter']),
    extras: extras('excel'),
    packages: ['openpyxl', 'xlsxwriter', 'odfpy'],
  },
  {
    library: 'pandas',
    calls: new Set(['read_parquet', 'to_parquet']),
    extras: extras('parquet', 'pyarrow', 'feather'),
    packages: ['pyarrow', 'fastparquet'],
  },
  {
    library: 'pandas',
    calls: new Set(['read_feather', 'to_feather', 'read_orc', 'to_orc']),
    extras: extras('parquet', 'pyarrow', 'feather'),
    packages: ['pyarrow'],
  },
  {
    library: 'pandas',
    calls: new Set(['read_hdf', 'to_hdf', 'HDFStore']),
    extras: extras('hdf5'),
    packages: ['tables'],
  },
  { library: 'pandas', calls: new Set(['read_spss']), extras: extras('spss'), packages: ['pyreadstat'] },
  {
    library: 'pandas',
    calls: new Set(['to_markdown']),
    extras: extras('output-formatting'),
    packages: ['tabulate'],
  },
  // As the metadata of transformers 4.46.0 name them (`Provides-Extra`): of itself it brings no library that computes.
  {
    library: 'transformers',
    calls: new Set(['from_pretrained', 'from_config']),
    of: /^transformers\.AutoModel(?:For\w+)?$/,
    extras: transformersExtras,
    packages: ['torch'],
  },
  {
    library: 'transformers',
    calls: new Set(['pipeline']),
    of: /^transformers$/,
    extras: transformersExtras,
    packages: ['torch', 'tensorflow', 'flax'],
  },
];
