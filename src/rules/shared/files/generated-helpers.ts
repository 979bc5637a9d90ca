import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { BASELINE_FILE, parseBaseline } from '../../../parse/records/baseline-file.ts';

/** Programs that the generator keeps in the project for the person's own to call, as the loader of models: none that a container starts. A starter is the person's, and none of them. */
export function generatedHelpers(byPath: ProjectFacts['byPath']): ReadonlySet<string> {
  const text = byPath.get(BASELINE_FILE)?.text;
  if (text === undefined || text === '') return new Set();
  try {
    return new Set([...parseBaseline(text).ownership].flatMap(([path, owner]) => (owner === 'user' ? [] : [path])));
  } catch {
    return new Set();
  }
}
