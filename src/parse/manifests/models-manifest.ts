import type { ManifestFacts, ModelFact } from '../../model/sources/source-facts.ts';
import { explainUnfetched, findManifestProblems } from './manifest-problems.ts';

/** Where a project lists its models. */
export const manifestPath = 'models/models.json';

type Data = Readonly<Record<string, unknown>>;

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
  const models = isData(data) ? data['models'] : undefined;
  if (!Array.isArray(models)) return { path, problems: [], models: [], unread: 'it has no list "models"' };
  return {
    path,
    problems: findManifestProblems(data),
    models: models.filter(isData).map((model) => readModel(model, text)),
  };
}

function readModel(model: Data, text: string): ModelFact {
  const name = textOf(model['name']);
  const source = isData(model['source']) ? model['source'] : {};
  const revision = textOf(source['revision']);
  const files: readonly unknown[] = Array.isArray(model['files']) ? model['files'] : [];
  const complete = files.filter(
    (file) => isData(file) && typeof file['size'] === 'number' && /^[0-9a-f]{64}$/.test(textOf(file['sha256'])),
  );
  const unfetched = explainUnfetched(model);
  const at = text.indexOf(JSON.stringify(name));
  return {
    name,
    target: textOf(model['target']),
    licence: textOf(model['licence']),
    ...(revision === '' ? {} : { revision }),
    ...(unfetched === undefined ? {} : { unfetched }),
    ...('repository' in source ? { repository: textOf(source['repository']) } : {}),
    ...(Array.isArray(model['needs']) ? { needs: model['needs'].map(String) } : {}),
    files: complete.length,
    incompleteFiles: files.length - complete.length,
    line: text.slice(0, Math.max(0, at)).split('\n').length,
  };
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
