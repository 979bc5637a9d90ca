import type { Runtime } from '../../model/answers/answers.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { parseStateFile, STATE_FILE } from './state-file.ts';

const known = new Set<unknown>(['podman', 'apptainer', 'kubernetes'] satisfies readonly Runtime[]);

/** The runtimes of a project's answers; nothing where they name none. */
export function runtimesOf(answers: Readonly<Record<string, unknown>>): { readonly runtimes?: readonly Runtime[] } {
  const given = answers['runtimes'];
  return Array.isArray(given) ? { runtimes: given.filter((name): name is Runtime => known.has(name)) } : {};
}

/** The same of the record among a project's files. What is wrong with a record, the commands that read it say. */
export function chosenRuntimes(files: readonly ProjectFile[], home = ''): { readonly runtimes?: readonly Runtime[] } {
  const text = files.find(({ path }) => path === `${home}${STATE_FILE}`)?.text;
  try {
    return runtimesOf(parseStateFile(text ?? '')?.answers ?? {});
  } catch {
    return {};
  }
}
