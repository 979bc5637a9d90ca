import { argumentOf, type Call } from '../../../model/programs/program-facts.ts';
import { choicesOf, textOf, type Value } from '../../../model/programs/value.ts';
import { oneOf } from '../values.ts';
import { besideSource } from './rendered.ts';
import { writingCalls, type Writing } from './writing-calls.ts';

/** Where a call writes to; nothing of one that writes nothing, or that is the project's own. */
export function writtenPlace(written: Call, language: string): Value | undefined {
  if (written.file !== undefined) return undefined;
  // Julia's `open(f, path, "w")` hands the stream to a function.
  const hands = language === 'julia' && written.callee === 'open' && written.positional.length > 2;
  const call = hands ? { ...written, positional: written.positional.slice(1) } : written;
  const name = language === 'r' ? call.callee.replace(/^[\w.]+::/, '') : call.callee;
  const last = name.slice(name.lastIndexOf('.') + 1);
  const beside = language === 'r' && /^(?:quarto_)?render$/.test(name) ? besideDocument(call) : undefined;
  if (beside !== undefined) return beside;
  const database = language === 'python' ? databaseOf(call) : undefined;
  if (database !== undefined) return database;
  if (call.callee === 'logging.config.dictConfig' && language === 'python') return logFiles(call);
  const found =
    writingCalls[language]?.get(name) ?? (name.includes('.') ? writingCalls[language]?.get(`*.${last}`) : undefined);
  const byName =
    language === 'python' && found === undefined
      ? folderNames.map((each) => call.named.get(each)).find((each) => each !== undefined)
      : undefined;
  if (found === undefined) return byName;
  return found.receiver === true
    ? receiverOf(call, found)
    : isWriting(call, found)
      ? argumentOf(call, found.at, found.names)
      : undefined;
}

/** What opens a database by its address, and where that stands. */
const byAddress: readonly { readonly callee: RegExp; readonly at?: number; readonly names: readonly string[] }[] = [
  { callee: /(?:^|\.)(?:create_(?:async_)?engine|dataset\.connect|databases\.Database)$/, at: 0, names: ['url'] },
  { callee: /^optuna\.(?:study\.)?(?:create|load)_study$/, names: ['storage'] },
  { callee: /^optuna\.storages\.(?:\w+\.)?(?:RDBStorage|get_storage)$/, at: 0, names: ['url', 'storage'] },
  { callee: /^mlflow\.set_tracking_uri$/, at: 0, names: ['uri'] },
];

/** The file of `create_engine("sqlite:///./app.db")`, which is made where it is not there. */
function databaseOf(call: Call): Value | undefined {
  const opening = byAddress.find(({ callee }) => callee.test(call.callee));
  if (opening === undefined) return undefined;
  const address = textOf(argumentOf(call, opening.at, opening.names)) ?? '';
  const [, path] = /^sqlite(?:\+\w{1,20})?:\/\/\/((?!:memory:|file:)[^?]+)/.exec(address) ?? [];
  return path === undefined || path.startsWith('/safe_data/') ? undefined : { kind: 'text', parts: [path] };
}

/** The files of the handlers that a table of settings sets up: each is opened when it is read. */
function logFiles(call: Call): Value | undefined {
  const handlers = choicesOf(argumentOf(call, 0, ['config']))
    .flatMap((each) => (each.kind === 'table' ? choicesOf(each.entries.get('handlers')) : []))
    .flatMap((each) => (each.kind === 'table' ? [...each.entries.values()].flatMap(choicesOf) : []));
  const files = handlers.flatMap((each) => {
    if (each.kind !== 'table') return [];
    const made = textOf(each.entries.get('class')) ?? textOf(each.entries.get('()')) ?? '';
    const file = each.entries.get('filename');
    return made.endsWith('FileHandler') && file !== undefined ? [file] : [];
  });
  return files.length === 0 ? undefined : oneOf(files);
}

/** Options that many libraries use for the place that they write to. */
const folderNames = [
  'output_dir',
  'output_file',
  'output_path',
  'out_dir',
  'outdir',
  'save_dir',
  'results_dir',
  'log_dir',
  'logging_dir',
  'default_root_dir',
];

/** `rmarkdown::render("a.Rmd")` puts the result beside the document, also where its file has another name. */
function besideDocument(call: Call): Value | undefined {
  const document = textOf(argumentOf(call, 0, ['input']));
  const file = call.named.get('output_file');
  const name = textOf(file);
  const isMoved = call.named.has('output_dir') || (file !== undefined && name?.includes('/') !== false);
  if (document === undefined || isMoved) return undefined;
  // Which format it has, the document says.
  const place =
    name === undefined ? besideSource(document) : `${document.slice(0, document.lastIndexOf('/') + 1)}${name}`;
  return { kind: 'text', parts: [place] };
}

function receiverOf(call: Call, writing: Writing): Value | undefined {
  return call.receiver?.kind === 'text' || call.receiver?.kind === 'oneOf'
    ? isWriting(call, writing)
      ? call.receiver
      : undefined
    : undefined;
}

function isWriting(call: Call, { mode, form, at, names }: Writing): boolean {
  if (form !== undefined) return form.test(textOf(argumentOf(call, at, names)) ?? '');
  if (mode === undefined) return true;
  return choicesOf(argumentOf(call, mode.at, mode.names)).some((each) => /[wax+]/.test(textOf(each) ?? ''));
}
