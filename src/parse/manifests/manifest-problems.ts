import { isRecord } from '../../shared/json-shapes.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Everything that is wrong with the document of a `models/models.json`. The generated `offline_models.py` and `offline_models.R` refuse
 * what is not safe of it: one table of cases holds all three to it. An entry that is not fetched yet is not wrong;
 * {@link explainUnfetched} tells.
 */
export function findManifestProblems(document: unknown): readonly string[] {
  if (!isRecord(document) || document['version'] !== 1 || !Array.isArray(document['models'])) {
    return ['not a models manifest: {"version": 1, "models": [...]} was expected'];
  }
  const entries: readonly unknown[] = document['models'];
  const problems = entries.flatMap((entry, index) =>
    findProblems(entry).map((problem) => `models[${index}]: ${problem}`),
  );
  return problems.length > 0 ? problems : findRepeated(entries.filter(isRecord));
}

/** Why an entry without problems is not complete, so that nothing is loaded inside; nothing when it is. */
export function explainUnfetched(entry: Json): string | undefined {
  const source = isRecord(entry['source']) ? entry['source'] : {};
  const revision = textOf(source, 'revision');
  const filesFrom = textOf(entry, 'files_from');
  const isRepository = 'repository' in source;
  if (isRepository && !/^[0-9a-f]{40}$/.test(revision))
    return `revision '${revision}' is a branch or tag, which can move; a commit of 40 hex digits is needed`;
  if (!Array.isArray(entry['files']) || entry['files'].length === 0) return 'its files were not fetched yet';
  return !isRepository || filesFrom === revision
    ? undefined
    : `its files are those of commit ${filesFrom === '' ? 'unknown' : filesFrom}, not of ${revision}`;
}

function findProblems(entry: unknown): readonly string[] {
  if (!isRecord(entry)) return ['not an object'];
  const allow = entry['allow'] ?? {};
  const include = entry['include'] ?? [];
  return [
    /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(textOf(entry, 'name'))
      ? undefined
      : "name may hold letters, digits, '.', '_' and '-', and starts with a letter or digit",
    isSafePath(entry['target'])
      ? undefined
      : `target ${JSON.stringify(entry['target'])} is not a path below /safe_data, nor 'image'`,
    findSourceProblem(entry['source']),
    isRecord(allow) &&
    Object.keys(allow).every(
      (key) => ['pickle', 'remote_code', 'references'].includes(key) && textOf(allow, key) !== '',
    )
      ? undefined
      : 'allow takes pickle, remote_code and references, each with the reason as text',
    Array.isArray(include) && include.every((pattern) => typeof pattern === 'string')
      ? undefined
      : 'include is a list of file patterns',
    entry['layout'] === undefined || entry['layout'] === 'hub' ? undefined : 'layout is "hub" or absent',
    ...findFileProblems(entry['files'] ?? []),
  ].filter((problem) => problem !== undefined);
}

function findSourceProblem(source: unknown): string | undefined {
  if (!isRecord(source) || ['repository', 'urls', 'folder'].filter((key) => key in source).length !== 1) {
    return 'source needs exactly one of repository (with revision), urls, folder';
  }
  if ('repository' in source && (textOf(source, 'repository') === '' || textOf(source, 'revision') === '')) {
    return 'source.repository and source.revision must be text';
  }
  const urls: unknown = source['urls'] ?? ['https:'];
  if (!Array.isArray(urls) || urls.length === 0 || !urls.every((url) => /^https?:/.test(String(url))))
    return 'source.urls must be a list of https addresses';
  return 'folder' in source && textOf(source, 'folder') === '' ? 'source.folder must be text' : undefined;
}

function findFileProblems(files: unknown): readonly string[] {
  if (!Array.isArray(files)) return ['files is not a list'];
  const paths = files.map((file: unknown) => (isRecord(file) ? textOf(file, 'path') : ''));
  const problems = files.map((file: unknown, index) => {
    if (!isSafePath(paths[index])) return `file path ${JSON.stringify(paths[index])} is not below the model's folder`;
    return isFile(file) ? undefined : `${paths[index]}: needs size in bytes and sha256 as 64 hex digits`;
  });
  return [
    ...problems.filter((problem) => problem !== undefined),
    ...findTwice(paths).map((path) => `${path} is listed twice`),
  ];
}

function findRepeated(entries: readonly Json[]): readonly string[] {
  const targets = entries.map((entry) => textOf(entry, 'target')).filter((target) => target !== 'image');
  return [
    ...findTwice(entries.map((entry) => textOf(entry, 'name'))).map((name) => `two models have the name '${name}'`),
    ...findTwice(targets).map((target) => `two models have the target '${target}'`),
  ];
}

const findTwice = (values: readonly string[]): readonly string[] =>
  values.filter((value, index) => values.indexOf(value) < index);

/** Relative, with `/` between plain names, and never upwards. */
function isSafePath(path: unknown): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  const refused = /^[./]|[\\:\u0000-\u001F]|\/$/;
  return (
    typeof path === 'string' &&
    path !== '' &&
    !refused.test(path) &&
    path.split('/').every((part) => !['', '.', '..'].includes(part))
  );
}

function isFile(file: unknown): boolean {
  if (!isRecord(file)) return false;
  const size = file['size'];
  return Number.isSafeInteger(size) && Number(size) >= 0 && /^[0-9a-f]{64}$/.test(textOf(file, 'sha256'));
}

const textOf = (object: Json, key: string): string => (typeof object[key] === 'string' ? object[key] : '');
