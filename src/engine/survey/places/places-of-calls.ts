import type { PlaceFact } from '../../../model/adopt/repository-facts.ts';
import { argumentOf, type Call } from '../../../model/programs/program-facts.ts';
import { choicesOf, showText, textOf, type Value } from '../../../model/programs/value.ts';
import { fileOf } from '../../../parse/programs/files/reading-calls.ts';
import { writtenPlace } from '../../../parse/programs/files/written-place.ts';
import { beginOfScript } from '../../../parse/programs/locate-script.ts';

/** A place without where it is named. */
export type Place = Omit<PlaceFact, 'location'>;

/** What reads or writes by its name, beside what the rules know for certain: here a place too many does less harm than one too few. */
const readers =
  /(?:^|[.:])(?:read_(?:csv|csv2|tsv|table|excel|xlsx|parquet|feather|stata|sas|spss|sav|dta|pickle|json|hdf|rds|delim|fwf|h5ad|dataframe|lines|file|yaml|sql_query)|read\.(?:csv|csv2|table|delim|xlsx|dta)|readRDS|fread|load_workbook|open_workbook|read_xlsx|read_xls|readLines|readxl|import|load|loadtxt|genfromtxt|imread|dcmread|File|nib\.load|source_yaml|read_yaml|safe_load|readdlm|CSV\.File|CSV\.read|readtable|load_dta|st_read|read_sf|scan|read\.dcf|vroom|read_feather|read10xCounts|Read10X|readShapeSpatial|read_rds)$/;
const writers =
  /(?:^|[.:])(?:to_(?:csv|excel|parquet|feather|pickle|stata|json|hdf|html|latex)|write_?(?:csv|csv2|tsv|rds|excel_csv|xlsx|parquet|feather|dta|sav|lines|delim|table|sf)|write\.(?:csv|csv2|table|xlsx)|fwrite|saveRDS|save|savez|savetxt|savefig|ggsave|pdf|png|svg|jpeg|tiff|sink|writeLines|imsave|imwrite|dump|save_pretrained|save_model|write_h5ad|savefig|CSV\.write|JLD2\.save|wsave|safesave|render|dev\.print|export|kable_save|gtsave|write)$/;

/** Make a folder or an empty file, or one that goes with the program: what is written there shows elsewhere. */
const makers =
  /(?:^|[.:])(?:makedirs|mkdir|mkpath|dir[._]create|touch|file[._]create|mkdtemp|mkstemp|\w*Temporary(?:Directory|File))$/;
/** A database, which is read, too. */
const databases = /(?:^|[.:])(?:connect|dbConnect)$/;
/** Name a repository of code or a model elsewhere: `torch.hub.load("pytorch/vision", ..)`. */
const ofHub = /(?:^|\.)hub\.(?:load|help|list)$/;
/** What they write is a folder. */
const folderWriters =
  /(?:^|[.:])(?:save_pretrained|push_to_folder|save_to_disk|to_disk|(?:to|write)_zarr|SummaryWriter|\w*TrainingArguments)$/;
/** What they are given is a folder whose files are read. */
const folderReaders = /(?:^|[.:])(?:iterdir|r?glob|iglob|listdir|scandir|walk|list\.files|dir_ls)$/;

/** Places that a call reads or writes, as far as its text tells; of a choice of several each. */
export function placesOfCall(
  call: Call,
  language: string,
): { readonly reads: readonly Place[]; readonly writes: readonly Place[] } {
  const { callee } = call;
  const nothing = { reads: [], writes: [] };
  if (makers.test(callee) || (ofHub.test(callee) && textOf(call.named.get('source')) !== 'local')) return nothing;
  const isFolder =
    folderWriters.test(callee) ||
    isSavedTopics(call) ||
    (/(?:^|:)render$/.test(callee) && call.named.has('output_dir'));
  const written = shownOf(isSavedTopics(call) ? call.positional[0] : writtenPlace(call, language), call, isFolder);
  if (written.length > 0)
    return databases.test(callee) ? { reads: written, writes: [] } : { reads: [], writes: written };
  // The method of an open file gets what is written.
  if (callee.endsWith('.write')) return nothing;
  if (
    writers.test(callee) ||
    (/(?:^|\.)open$/.test(callee) && /^[wax]/.test(textOf(argumentOf(call, 1, ['mode'])) ?? ''))
  )
    return { reads: [], writes: guessedOf(call) };
  const read = shownOf(fileOf(call, language), call, folderReaders.test(callee));
  if (read.length > 0) return { reads: read, writes: [] };
  return readers.test(callee) || /(?:^|\.)open$/.test(callee) ? { reads: guessedOf(call), writes: [] } : nothing;
}

/** Arguments of the command line by which a call names what it writes: their numbers, or the names that a parser has for them. */
export function argumentsWritten(call: Call, language: string): readonly string[] {
  const { callee, positional, named } = call;
  if (makers.test(callee) || databases.test(callee) || callee.endsWith('.write')) return [];
  const known = writtenPlace(call, language);
  const isGuess = known === undefined && writers.test(callee);
  const values = isGuess
    ? [...positional.slice(0, 2), ...[...named].flatMap(([key, value]) => (ofPlace.test(key) ? [value] : []))]
    : [known];
  return values.flatMap(choicesOf).flatMap((value) => {
    const [first] = value.kind === 'text' ? value.parts : [];
    return typeof first === 'object' && 'variable' in first && /^(?:-{1,2})?[a-z\d]/i.test(first.variable)
      ? [first.variable]
      : [];
  });
}

/** BERTopic's way to save a model: into a folder, but as a pickle. */
function isSavedTopics({ callee, named }: Call): boolean {
  return callee.endsWith('.save') && /^(?:safetensors|pytorch)$/.test(textOf(named.get('serialization')) ?? '');
}

/** The places of an argument that is known to name one. */
function shownOf(value: Value | undefined, { callee, receiver }: Call, isFolder: boolean): readonly Place[] {
  return choicesOf(value).flatMap((each) => {
    const { text, option } = showDefault(each);
    if (text === undefined || text.length >= 300 || /\p{Cc}|:\/\//u.test(text) || /^[./-]*$/.test(text)) return [];
    if (isFolder) return [placeOf(each, /[*?]|\/$/.test(text) ? text : `${text}/`, option)];
    return value === receiver || looksLikeFile(text, callee) ? [placeOf(each, text, option)] : [];
  });
}

/** Arguments that name a place, by their own name; `model_name` and `sheet_name` name something else. */
const ofPlace = /file|path|name|dir|folder|buf|writer|^(?:f|fp|io|con|uri|url|dsn|input|source|out\w*|dest\w*|sink)$/i;
const ofOther = /model|embed|sheet|table|tokenizer/i;

/** The first argument that looks like the name of a file, wherever it stands. */
function guessedOf({ callee, positional, named }: Call): readonly Place[] {
  const byName = [...named].flatMap(([key, value]) => (ofPlace.test(key) && !ofOther.test(key) ? [value] : []));
  for (const value of [...positional.slice(0, 2), ...byName]) {
    const found = choicesOf(value).flatMap((each) => {
      const { text, option } = showDefault(each);
      return text !== undefined && text.length < 300 && looksLikeFile(text, callee)
        ? [placeOf(each, text, option)]
        : [];
    });
    if (found.length > 0) return found;
  }
  return [];
}

function placeOf(value: Value, what: string, option: string | undefined): Place {
  const own = ownOf(value);
  const slash = what.endsWith('/') && own !== '' && own?.endsWith('/') === false ? '/' : '';
  return {
    what,
    ...(option === undefined ? {} : { option }),
    ...(own === undefined ? {} : { own: `${own}${slash}` }),
  };
}

/** Of a place beside the program's own file, how it begins as seen from the root. */
function ownOf(value: Value): string | undefined {
  const [first] = value.kind === 'text' ? value.parts : [];
  return typeof first === 'object' && 'up' in first && first.of !== 'sourced' ? beginOfScript(value) : undefined;
}

/** What is written to an open file is text, and seldom a name. */
function looksLikeFile(text: string, callee: string): boolean {
  if (/\p{Cc}/u.test(text)) return false;
  return /(?:^|\.)write$/.test(callee)
    ? /^[^\s,;:]*[^\s,;:.]\.\w{1,8}$/.test(text)
    : /[^\s]\.\w{1,8}$|[\w.]\/|\.\.\.$/.test(text);
}

/** A text with the default of each option and variable in it that has one, and the first of these: the default holds where the start gives no other. */
function showDefault(value: Value): { readonly text?: string; readonly option?: string } {
  if (value.kind !== 'text') return {};
  const options: string[] = [];
  const parts = value.parts.map((part) => {
    const otherwise = typeof part === 'object' && 'variable' in part ? textOf(part.otherwise) : undefined;
    if (typeof part !== 'object' || !('variable' in part) || otherwise === undefined) return part;
    options.push(part.variable);
    return otherwise;
  });
  const text = showText({ ...value, parts });
  return { ...(text === undefined ? {} : { text }), ...(options[0] === undefined ? {} : { option: options[0] }) };
}
