import { argumentOf, type Call } from '../../../model/programs/program-facts.ts';
import { choicesOf, textOf, type Value } from '../../../model/programs/value.ts';
import { keyOf, settingsOf } from './key-calls.ts';

/** Calls that open a file to read it, by the last part of their name; the file is the first argument or one of these names. What asks a database is given SQL or the name of a table. */
const readers: Readonly<Record<string, RegExp | undefined>> = {
  python:
    /^(?:(?:pandas|polars|geopandas|dask\.dataframe|pyarrow\.\w+)\.(?:read|scan)_(?!sql|gbq|postgis|database|clipboard)\w+|numpy\.(?:load|loadtxt|genfromtxt|fromfile)|joblib\.load|PIL\.Image\.open|cv2\.imread|scipy\.io\.loadmat|nibabel\.load|openpyxl\.load_workbook|torch\.load|pydicom\.dcmread|imageio\.(?:v\d\.)?imread|skimage\.io\.imread|(?:tensorflow\.)?keras\.models\.load_model|torch\.jit\.load|onnxruntime\.InferenceSession|SimpleITK\.ReadImage|xarray\.open_(?:dataset|dataarray|zarr)|(?:anndata|scanpy)\.read_\w+|pyreadstat\.read_\w+|os\.(?:listdir|scandir)|shutil\.copy(?:2|file|tree)?|pandas\.(?:ExcelFile|HDFStore)|onnx\.load|tensorflow\.(?:saved_model\.load|lite\.Interpreter)|fasttext\.load_model|gensim\.models\.(?:\w+\.)*load|lightgbm\.Booster|librosa\.load|soundfile\.read|mne\.(?:io\.)?read_\w+|pysam\.\w+File|Bio\.(?:SeqIO|AlignIO|Phylo)\.(?:parse|read)|docx\.Document)$/,
  r: /^(?:(?:utils::)?read\.\w+|(?:readr::)?read_(?:csv2?|tsv|delim|table|fwf|lines|file|rds)|(?:base::)?(?:readRDS|readLines|load|scan|source|sys\.source)|(?:data\.table::)?fread|(?:readxl::)?read_(?:excel|xlsx?)|(?:yaml::)?(?:read_yaml|yaml\.load_file)|(?:jsonlite::)?read_json|(?:haven::)?read_(?:dta|sav|sas|spss|stata)|(?:sf::)?(?:st_read|read_sf)|(?:arrow::)?(?:read_(?:parquet|feather)|open_dataset)|vroom::vroom|(?:fs::)?dir_ls|(?:base::)?(?:list\.files|file\.copy)|(?:shiny::|htmltools::)?include(?:CSS|HTML|Markdown|Script|Text)|(?:readxl::)?excel_sheets|(?:qs::)?qread|(?:fst::)?read_fst|(?:terra::)?(?:rast|vect)|(?:raster::)?(?:raster|brick)|(?:Biostrings::)?read(?:DNA|AA|RNA)StringSet|(?:png::)?readPNG)$/,
  julia:
    /^(?:CSV\.(?:File|read|Rows|Chunks)|Arrow\.(?:Table|Stream)|XLSX\.(?:readxlsx|readtable|readdata|openxlsx)|Parquet2?\.(?:read_parquet|Dataset)|(?:NPZ\.)?npzread|(?:Serialization\.)?deserialize|FileIO\.load|DelimitedFiles\.readdlm|readdlm|readlines|readline|JSON\d?\.(?:parsefile|read)|TOML\.parsefile|YAML\.load_file|JLD2\.load|load|read)$/,
};
/** R's functions that run a document. */
const rendering = /^(?:(?:rmarkdown::)?render|(?:knitr::)?knit|(?:quarto::)?quarto_render)$/;
/** Steps of targets whose command is a file that they watch: the pipeline ends where it is not there. Which of them take a file only by their format. */
const watching = /^(?:(?:targets::)?tar_target|(?:tarchetypes::)?(?:tar_file(?:_fast|_read)?|tar_files(?:_input)?))$/;
/** R's functions that are given JSON, or the name of a file that holds it. */
const ofJson = /^(?:(?:jsonlite|rjson|RJSONIO)::)?fromJSON$/;
const opening: ReadonlySet<string> = new Set([
  'bz2.open',
  'codecs.open',
  'gzip.open',
  'h5py.File',
  'io.open',
  'lzma.open',
  'netCDF4.Dataset',
  'open',
  'rasterio.open',
  'tarfile.open',
  'zipfile.ZipFile',
]);
/** Methods of a model that read what it was taught. */
const ofModel = /(?:^|[.)])load_weights$/;
/** Methods of a path. */
const ofPath = /(?:^|[.)])(?:read_text|read_bytes|open|iterdir)$/;
const listed = /(?:^|[.)])r?glob$/;
const names = [
  'file',
  'path',
  'filename',
  'fname',
  'filepath',
  'filepath_or_buffer',
  'io',
  'source',
  'con',
  'input',
  'from',
  'src',
  'fname',
  'model_file',
  'model_path',
];

/** The texts that a call opens to read, as far as they are wholly known; none for a call that reads nothing. */
export function openedBy(call: Call, language: string): readonly string[] {
  return choicesOf(fileOf(call, language)).flatMap((value) => {
    const text = textOf(value);
    return text !== undefined && isFileText(text) ? [text] : [];
  });
}

/** Words that say that nothing was given: `default="NA"`. */
const noFile = /^(?:n\/?a|none|null|nil|nan|undefined)$/i;

/** Whether a text can name a file: no address, no pattern, not standard input, no word for none. */
export function isFileText(text: string): boolean {
  return !noFile.test(text) && text !== '' && text.length <= 300 && !/^[a-z][a-z0-9+.-]+:\/\/|^-$|\n|[*?]/.test(text);
}

/** What a call opens to read. */
export function fileOf(call: Call, language: string): Value | undefined {
  const { callee, receiver, file } = call;
  if (file !== undefined) return undefined;
  if (readers[language]?.test(callee) === true) return argumentOf(call, 0, names);
  const named = keyOf(call, language) ?? settingsOf(call, language);
  if (named !== undefined) return named;
  if (language === 'r' && rendering.test(callee)) {
    const document = argumentOf(call, 0, names);
    return /\.(?:[Rrq]md|Rnw|ipynb)$/.test(textOf(document) ?? '') ? document : undefined;
  }
  if (language === 'r' && watching.test(callee)) return fileWatched(call);
  if (language === 'r' && ofJson.test(callee)) return fileOfJson(call);
  if (language !== 'python') return undefined;
  if (opening.has(callee)) return isReading(argumentOf(call, 1, ['mode'])) ? argumentOf(call, 0, names) : undefined;
  if (/^(?:glob\.i?glob|os\.walk)$/.test(callee)) return folderListed(argumentOf(call, 0, ['pathname', 'top']));
  // What is missing is passed over by the call, and its settings are asked for later; of a place of the system no program says that it must be there.
  if (/^configparser\.\w*ConfigParser\(\)\.read$/.test(callee)) {
    const settings = argumentOf(call, 0, ['filenames']);
    return textOf(settings)?.startsWith('/') === true ? undefined : settings;
  }
  if (ofPackage.test(callee)) return inPackage(call);
  if (ofModel.test(callee)) return argumentOf(call, 0, ['filepath', 'path', ...names]);
  const isPath = receiver?.kind === 'text' || receiver?.kind === 'oneOf';
  if (isPath && listed.test(callee)) return receiver;
  return isPath && ofPath.test(callee) && isReading(argumentOf(call, 0, ['mode'])) ? receiver : undefined;
}

/** `tar_target(file, "data/cohort.csv", format = "file")`: a command that is the name of a file, or a list of such names. */
function fileWatched(call: Call): Value | undefined {
  const isFile = !call.callee.endsWith('tar_target') || /^file(?:_fast)?$/.test(textOf(call.named.get('format')) ?? '');
  const command = isFile ? argumentOf(call, 1, ['command', 'files']) : undefined;
  return command?.kind === 'list' ? { kind: 'oneOf', values: command.items.slice(0, 6) } : command;
}

function fileOfJson({ positional: [first], named }: Call): Value | undefined {
  const given = first ?? named.get('txt') ?? named.get('content');
  return named.get('file') ?? (textOf(given)?.endsWith('.json') === true ? given : undefined);
}

/** Reads what a package brings. */
const ofPackage =
  /^(?:importlib[._]resources\.(?:open_text|open_binary|read_text|read_binary|path)|pkgutil\.get_data|pkg_resources\.resource_(?:string|stream))$/;

/** The file of a package, of which the folder is found when the program runs. */
function inPackage(call: Call): Value | undefined {
  const [anchor, file] = [
    argumentOf(call, 0, ['package', 'anchor']),
    argumentOf(call, 1, ['resource', 'resource_name']),
  ];
  const name = textOf(anchor) ?? (anchor?.kind === 'symbol' ? anchor.name : '');
  const below = name === '' || name.startsWith('__') ? '' : `/${name.replaceAll('.', '/')}`;
  const end = textOf(file);
  return end === undefined ? undefined : { kind: 'text', parts: [undefined, `${below}/${end}`] };
}

/** The folder of a pattern. */
function folderListed(pattern: Value | undefined): Value | undefined {
  const text = textOf(pattern);
  const at = text?.search(/[*?[]/) ?? -1;
  return text === undefined || at < 0
    ? pattern
    : { kind: 'text', parts: [text.slice(0, text.lastIndexOf('/', at) + 1) || '.'] };
}

function isReading(mode: Value | undefined): boolean {
  if (mode === undefined) return true;
  const text = textOf(mode);
  return text !== undefined && !/[wax+]/.test(text);
}

/** Asks whether a file is there: what comes after may do without it. */
export function isQuestion({ callee }: Call): boolean {
  return /(?:^|[.):])(?:exists|isfile|is_file|isdir|is_dir|file\.exists|dir\.exists|file_exists|file_test)$/.test(
    callee,
  );
}
