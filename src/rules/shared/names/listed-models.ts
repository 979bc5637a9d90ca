import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { parseStateFile, STATE_FILE } from '../../../parse/records/state-file.ts';
import { isRecord } from '../../../shared/json-shapes.ts';
import { shellWord } from '../../../shared/shell-word.ts';

/** `models=A,B,OWNER/NAME`, as it is typed: a list that is given stands for the whole, so that a model is added by naming those that are there too, as the answers have them. */
export function addModel({ byPath, home = '' }: ProjectFacts): string {
  return shellWord(`models=${[...listAnswered(byPath.get(`${home}${STATE_FILE}`)?.text), 'OWNER/NAME'].join(',')}`);
}

function listAnswered(text: string | undefined): readonly string[] {
  try {
    const models: unknown = parseStateFile(text ?? '')?.answers['models'];
    return Array.isArray(models) ? models.filter(isRecord).map(spell) : [];
  } catch {
    // What is wrong with the record is said where that is read.
    return [];
  }
}

function spell({ id, revision, target }: Readonly<Record<string, unknown>>): string {
  const at = typeof revision === 'string' && revision !== 'main' ? `@${revision}` : '';
  return `${String(id)}${at}${typeof target === 'string' ? `:${target}` : ''}`;
}
