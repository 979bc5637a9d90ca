import type { ManifestFacts, ModelFact } from '../../model/sources/source-facts.ts';
import { explainUnfetched, findManifestProblems } from './manifest-problems.ts';
import { describeValue } from '../../shared/describe-value.ts';
import { TextPlaces } from '../text/text-places.ts';
import { isRecord, type JsonRecord, toText } from '../../shared/json-shapes.ts';

/** Where a project lists its models. */
export const manifestPath = 'models/models.json';

/** Reads `models/models.json`. */
export function readModelsManifest(path: string, text: string): ManifestFacts {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return {
      path,
      problems: [],
      models: [],
      unread: `it is not JSON (${error instanceof Error ? error.message : 'unreadable'})`,
    };
  }
  const models = isRecord(data) ? data['models'] : undefined;
  if (!Array.isArray(models)) return { path, problems: [], models: [], unread: 'it has no list "models"' };
  const places = new TextPlaces(text);
  return {
    path,
    problems: findManifestProblems(data),
    models: models.filter(isRecord).map((model) => readModel(model, places)),
  };
}

function readModel(model: JsonRecord, places: TextPlaces): ModelFact {
  const name = toText(model['name']);
  const source = isRecord(model['source']) ? model['source'] : {};
  const revision = toText(source['revision']);
  const files: readonly unknown[] = Array.isArray(model['files']) ? model['files'] : [];
  const complete = files.filter(
    (file) => isRecord(file) && typeof file['size'] === 'number' && /^[0-9a-f]{64}$/.test(toText(file['sha256'])),
  );
  const unfetched = explainUnfetched(model);
  return {
    name,
    target: toText(model['target']),
    licence: toText(model['licence']),
    ...(revision === '' ? {} : { revision }),
    ...(unfetched === undefined ? {} : { unfetched }),
    ...('repository' in source ? { repository: toText(source['repository']) } : {}),
    ...(Array.isArray(model['needs'])
      ? { needs: model['needs'].map((need) => (typeof need === 'string' ? need : describeValue(need))) }
      : {}),
    files: complete.length,
    incompleteFiles: files.length - complete.length,
    line: places.find(name === '' ? undefined : name),
  };
}
