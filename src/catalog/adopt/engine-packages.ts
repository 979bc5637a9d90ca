/** Calls of a Python library that end with ImportError where none of some other packages is there, which it does not bring itself. */
export interface EnginePackages {
  /** The library, as it is imported. */
  readonly library: string;
  /** Last names of its functions and methods. */
  readonly calls: ReadonlySet<string>;
  /** One of these is needed, by the names of PyPI; the first is the usual one. */
  readonly packages: readonly [string, ...string[]];
}

/** As the metadata of pandas 2.2.3 name what its extras bring (`Provides-Extra`: excel, parquet, feather, hdf5, spss, output-formatting). */
export const enginePackages: readonly EnginePackages[] = [
  {
    library: 'pandas',
    calls: new Set(['read_excel', 'ExcelFile', 'to_excel', 'ExcelWriter']),
    packages: ['openpyxl', 'xlrd', 'xlsxwriter', 'python-calamine', 'odfpy', 'pyxlsb'],
  },
  {
    library: 'pandas',
    calls: new Set(['read_parquet', 'to_parquet', 'read_feather', 'to_feather', 'read_orc', 'to_orc']),
    packages: ['pyarrow', 'fastparquet'],
  },
  { library: 'pandas', calls: new Set(['read_hdf', 'to_hdf', 'HDFStore']), packages: ['tables'] },
  { library: 'pandas', calls: new Set(['read_spss']), packages: ['pyreadstat'] },
  { library: 'pandas', calls: new Set(['to_markdown']), packages: ['tabulate'] },
];
