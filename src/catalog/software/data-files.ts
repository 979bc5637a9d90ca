/** Endings of files that hold data of people or samples, in lower case, by what makes them. */
const tables = [
  'arrow',
  'avro',
  'csv',
  'feather',
  'jsonl',
  'ndjson',
  'ods',
  'orc',
  'parquet',
  'psv',
  'tsv',
  'xls',
  'xlsb',
  'xlsx',
];
const statistics = [
  'dta',
  'fst',
  'por',
  'qs',
  'qs2',
  'rda',
  'rdata',
  'rds',
  'sas7bcat',
  'sas7bdat',
  'sav',
  'xpt',
  'zsav',
];
const arrays = ['h5', 'h5ad', 'hdf5', 'jld', 'jld2', 'loom', 'mat', 'npy', 'npz', 'zarr'];
const databases = ['accdb', 'db', 'duckdb', 'mdb', 'sqlite', 'sqlite3'];
const imaging = ['dcm', 'dicom', 'gii', 'mgh', 'mgz', 'mha', 'mhd', 'nhdr', 'nii', 'nrrd'];
const microscopy = ['bif', 'czi', 'lif', 'mrxs', 'nd2', 'ndpi', 'scn', 'svs', 'tif', 'tiff', 'vms'];
const recordings = ['bdf', 'cnt', 'edf', 'eeg', 'fif', 'gdf', 'vhdr', 'vmrk'];
const sequences = [
  'bam',
  'bcf',
  'bed',
  'bgen',
  'bim',
  'cram',
  'fa',
  'fam',
  'fasta',
  'fastq',
  'fna',
  'fq',
  'pgen',
  'sam',
  'vcf',
];
const maps = ['gpkg', 'shp'];
const climate = ['grb', 'grb2', 'grib', 'grib2', 'nc', 'nc4'];

export const dataEndings: ReadonlySet<string> = new Set([
  ...tables,
  ...statistics,
  ...arrays,
  ...databases,
  ...imaging,
  ...microscopy,
  ...recordings,
  ...sequences,
  ...maps,
  ...climate,
]);

/** Endings of compressed files: what stands before them tells. */
export const compressedEndings: ReadonlySet<string> = new Set(['bgz', 'bz2', 'gz', 'xz', 'zip', 'zst']);

/** Python's own forms: data frames or models, which only a person can tell apart. */
export const pickleEndings: ReadonlySet<string> = new Set(['joblib', 'pickle', 'pkl']);

/** Endings of pictures: scans and photographs, or the logo of a page. The folders above tell. */
export const pictureEndings: ReadonlySet<string> = new Set(['bmp', 'gif', 'jpeg', 'jpg', 'png', 'webp']);

/** Names of folders that hold what a model is trained or tried on. */
export const trainingFolders: ReadonlySet<string> = new Set(['train', 'training', 'val', 'valid', 'validation']);

/** Names of folders that hold what a page or a text shows. */
export const shownFolders: ReadonlySet<string> = new Set([
  'assets',
  'doc',
  'docs',
  'figs',
  'figures',
  'man',
  'paper',
  'plots',
  'public',
  'readme_files',
  'static',
  'www',
]);

/** Names of folders whose files are data whatever their endings. */
export const rawFolders: ReadonlySet<string> = new Set(['data_raw', 'raw_data', 'raw-data', 'rawdata']);

/** Endings, or whole names, of files beside raw data that are no data: programs, notes, settings, what keeps a folder in git. */
export const besideData: ReadonlySet<string> = new Set([
  'bat',
  'cfg',
  'gitattributes',
  'gitignore',
  'gitkeep',
  'ini',
  'ipynb',
  'jl',
  'keep',
  'license',
  'm',
  'makefile',
  'md',
  'md5',
  'pl',
  'placeholder',
  'py',
  'qmd',
  'r',
  'readme',
  'rmd',
  'rst',
  'sha256',
  'sh',
  'sql',
  'toml',
  'yaml',
  'yml',
]);

/** Whether a folder holds data by its name, in small letters: `data`, `heart_disease_data`, `data_2021`. */
export function isDataFolder(name: string): boolean {
  return dataFolders.has(name) || /[-_.]data(?:sets?)?$|^data(?:sets?)?[-_.](?:\d+|files?|in|raw|v\d+)$/.test(name);
}

/** Names of folders that hold data. */
const dataFolders: ReadonlySet<string> = new Set([
  'cohort',
  'cohorts',
  'data',
  'dataset',
  'datasets',
  'raw',
  'rawdata',
  'samples',
]);
