import { atlas } from '../src/catalog/atlas.ts';
import type { AtlasEntry } from '../src/model/atlas/atlas-entry.ts';
import type { Findings } from './catalog-file.ts';

/** What a wheel holds of some names, and the variables of the environment that it reads. */
export interface Wheel {
  readonly version: string;
  readonly held: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
}

/** Fetches the wheel of a package, the newest one or that of a version, and looks for names in it. */
export type ReadWheel = (
  name: string,
  version: string | undefined,
  names: readonly string[],
) => Promise<Wheel | { readonly failed: string }>;

/** Packages whose wheels have hundreds of megabytes: a person looks at them. */
export const tooLarge: ReadonlySet<string> = new Set([
  'cupy-cuda12x',
  'h2o',
  'jax',
  'nemo_toolkit',
  'nemo-toolkit',
  'playwright',
  'pyspark',
  'ray',
  'torchaudio',
  'torchvision',
  'triton',
  'vllm',
]);

/** Packages that PyPI has as source alone, which pip would build, and so run, to look into: a person looks at them. */
const withoutWheel: ReadonlySet<string> = new Set([
  'cytomine-python-client',
  'fasttext',
  'HD-BET',
  'llama-cpp-python',
  'openai-whisper',
  'PyTDC',
]);

/** Names that the wheel of their package does not hold, each looked at by a person, and why they are right all the same. */
export const elsewhere: ReadonlyMap<string, string> = new Map([
  ['ANONYMIZED_TELEMETRY', 'chromadb puts it together from anonymized_telemetry'],
  ['DASK_TEMPORARY_DIRECTORY', 'dask puts it together from temporary-directory'],
  ['DOCLING_ARTIFACTS_PATH', 'docling puts it together from artifacts_path'],
  ['DOCLING_CACHE_DIR', 'docling puts it together from cache_dir'],
  ['FVCORE_CACHE', 'read by iopath'],
  ['LANGSMITH_TRACING', 'read by langsmith'],
  ['NO_GCE_CHECK', 'read by google-auth'],
  ['PIP_CACHE_DIR', 'pip puts it together from its options'],
  ['PIP_DISABLE_PIP_VERSION_CHECK', 'pip puts it together from its options'],
  ['PIP_NO_INDEX', 'pip puts it together from its options'],
  ['PROJ_NETWORK', 'read by PROJ'],
  ['PYANNOTE_CACHE', 'of pyannote.audio 3'],
  ['SizeModel', 'of cellpose 3'],
  ['STREAMLIT_BROWSER_GATHER_USAGE_STATS', 'streamlit puts it together from browser.gatherUsageStats'],
  ['STREAMLIT_SERVER_HEADLESS', 'streamlit puts it together from server.headless'],
  ['TABPFN_DISABLE_TELEMETRY', 'read by tabpfn-common-utils'],
  ['TESSDATA_PREFIX', 'read by Tesseract'],
  ['density_mapbox', 'of plotly 6'],
  ['read_gbq', 'of pandas 2'],
  ['scatter_mapbox', 'of plotly 6'],
]);

/** Variables whose names say that they are about a network or a place. */
const telling = /OFFLINE|TELEMETRY|NO_?NETWORK|DISABLE_DOWNLOAD|DO_NOT_TRACK|CACHE|DATA_?(?:DIR|HOME|PATH)|_HOME$/;

/**
 * Compares what the entries of the atlas rest on with the newest wheels: names that the wheel of the version that was read holds and the
 * newest does not, and new variables that are about a network or a place. It changes nothing: a person reads the sources again.
 */
export async function updateAtlas(readWheel: ReadWheel, wanted: readonly string[] = []): Promise<Findings> {
  const findings: Findings = { changes: [], problems: [], notes: [] };
  const entries = atlas.filter(
    ({ language, name, packages }) =>
      language === 'python' && packages.pypi !== undefined && (wanted.length === 0 || wanted.includes(name)),
  );
  const unseen: string[] = [];
  const unbuilt: string[] = [];
  for (const entry of entries) {
    const { name, seen } = packageOf(entry);
    if (tooLarge.has(name)) {
      unseen.push(name);
      continue;
    }
    if (withoutWheel.has(name)) {
      unbuilt.push(name);
      continue;
    }
    const names = namesOf(entry).filter((each) => !elsewhere.has(each));
    const newest = await withOthers(await readWheel(name, undefined, names), entry, names, readWheel);
    if ('failed' in newest) {
      findings.problems.push(`${entry.name}: ${newest.failed}`);
      continue;
    }
    if (seen === undefined || seen === newest.version) {
      const missing = names.filter((each) => !newest.held.has(each));
      if (missing.length > 0)
        findings.notes.push(
          `${entry.name}: ${name} ${newest.version} does not hold ${list(missing)}; what it depends on may`,
        );
      continue;
    }
    const before = await readWheel(name, seen, names);
    if ('failed' in before) findings.problems.push(`${entry.name}: ${before.failed}`);
    else compare(entry.name, names, before, newest, findings);
  }
  if (unseen.length > 0) findings.notes.push(`wheels that are too large to be fetched: ${unseen.join(', ')}`);
  if (unbuilt.length > 0)
    findings.notes.push(`packages without a wheel, which nobody looked into: ${unbuilt.join(', ')}`);
  return findings;
}

/** Of an entry with several packages, what the first one does not hold may be in another. */
async function withOthers(
  first: Awaited<ReturnType<ReadWheel>>,
  entry: AtlasEntry,
  names: readonly string[],
  readWheel: ReadWheel,
): Promise<Awaited<ReturnType<ReadWheel>>> {
  if ('failed' in first) return first;
  const { name } = packageOf(entry);
  const held = new Set(first.held);
  for (const other of entry.packages.pypi ?? []) {
    if (names.every((each) => held.has(each))) break;
    if (other === name || tooLarge.has(other)) continue;
    const wheel = await readWheel(other, undefined, names);
    if (!('failed' in wheel)) for (const each of wheel.held) held.add(each);
  }
  return { ...first, held };
}

function compare(
  entry: string,
  names: readonly string[],
  before: Wheel,
  newest: Wheel,
  { changes, problems }: Findings,
): void {
  const vanished = names.filter((each) => before.held.has(each) && !newest.held.has(each));
  const added = [...newest.variables].filter((each) => telling.test(each) && !before.variables.has(each));
  if (vanished.length > 0) problems.push(`${entry}: ${list(vanished)} vanished after ${before.version}`);
  const remark = [
    vanished.length > 0 ? `gone: ${list(vanished)}` : 'all names are there',
    ...(added.length > 0 ? [`new: ${list(added)}`] : []),
  ].join('; ');
  changes.push([entry, before.version, newest.version, remark]);
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, '-');

/** The package that the facts were read in, and its version. */
export function packageOf({ packages: { pypi = [] }, seen: { version } }: AtlasEntry): {
  readonly name: string;
  readonly seen?: string;
} {
  const [, name = '', number] = /^([\w.-]+) (\d[\w.]*)(?:,|$)/.exec(version) ?? [];
  const known = pypi.find((each) => plain(each) === plain(name));
  if (known !== undefined && number !== undefined) return { name: known, seen: number };
  return { name: pypi[0] ?? '' };
}

/** Variables that the library reads, and the functions and classes that its triggers name. */
export function namesOf({ imports, settings = [], triggers, caches = [] }: AtlasEntry): readonly string[] {
  const variables = [
    ...settings.filter(({ name }) => name.includes('_')).map(({ name }) => name),
    ...caches.flatMap(({ movedBy }) => movedBy),
  ].filter((name) => !/^(?:XDG_|HF_|TORCH_HOME$|CUDA_|TMP|HOME$)/.test(name));
  const calls = triggers
    .flatMap(({ calls: patterns = [] }) => patterns)
    .filter((pattern) => imports.some((name) => pattern.startsWith(`${name}.`)))
    .map((pattern) => /[^.]*$/.exec(pattern)?.[0] ?? '')
    .filter((name) => /^[A-Za-z]\w{3,}$/.test(name));
  return [...new Set([...variables, ...calls])].toSorted();
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 6).map((name) => `\`${name}\``);
  return names.length > shown.length
    ? `${shown.join(', ')} and ${String(names.length - shown.length)} more`
    : shown.join(', ');
}
