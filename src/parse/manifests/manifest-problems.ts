import { modelsSchema } from '../../model/sources/models-schema.ts';
import { isRecord, type JsonRecord, toRecords, toText } from '../../shared/json-shapes.ts';
import { matchSchema } from '../../shared/match-schema.ts';
import { describeMismatch } from '../records/read-record.ts';

/**
 * Everything that is wrong with the document of a `models/models.json`. The generated `offline_models.py` and `offline_models.R` refuse
 * what is not safe of it: one table of cases holds all three to it. An entry that is not fetched yet is not wrong;
 * {@link explainUnfetched} tells.
 */
export function findManifestProblems(document: unknown): readonly string[] {
  if (!isRecord(document) || document['version'] !== 1 || !Array.isArray(document['models'])) {
    return ['not a models manifest: {"version": 1, "models": [...]} was expected'];
  }
  const problems = matchSchema(document, modelsSchema, { formats }).map((mismatch) =>
    mismatch.fix === undefined ? describeMismatch(mismatch) : `${describeMismatch(mismatch)}; ${mismatch.fix}`,
  );
  return problems.length > 0 ? problems : findRepeated(toRecords(document['models']));
}

/** Why an entry without problems is not complete, so that nothing is loaded inside; nothing when it is. */
export function explainUnfetched(entry: JsonRecord): string | undefined {
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

function findRepeated(entries: readonly JsonRecord[]): readonly string[] {
  const files = entries.flatMap((entry, index) =>
    findTwice(toRecords(entry['files']).map((file) => toText(file['path']))).map(
      (path) => `models[${String(index)}]: ${path} is listed twice`,
    ),
  );
  const targets = entries.map((entry) => textOf(entry, 'target')).filter((target) => target !== 'image');
  return [
    ...files,
    ...findTwice(entries.map((entry) => textOf(entry, 'name'))).map((name) => `two models have the name '${name}'`),
    ...findTwice(targets).map((target) => `two models have the target '${target}'`),
  ];
}

function findTwice(values: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.has(value) || !seen.add(value));
}

/** Relative, with `/` between plain names, and never upwards. */
function isSafePath(path: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  const refused = /^[./]|[\\:\u0000-\u001F]|\/$/;
  return path !== '' && !refused.test(path) && path.split('/').every((part) => !['', '.', '..'].includes(part));
}

const formats = {
  'safe-path': (path: string): string | undefined => (isSafePath(path) ? undefined : 'no relative path below a folder'),
};

const textOf = (object: JsonRecord, key: string): string => toText(object[key]);
