import { UserError } from '../../model/errors.ts';
import { stateSchema } from '../../model/upgrade/state-schema.ts';
import type { ProjectState } from '../../model/upgrade/state.ts';
import { adoptionFormats } from './adoption.ts';
import { readRecord } from './read-record.ts';
import { parseJson } from '../text/parse-json.ts';
import { isRecord } from '../../shared/json-shapes.ts';

/** Path of the file in which Yeoman's generators keep what they know about a project. */
export const STATE_FILE = '.yo-rc.json';

/** Our key in it; other generators have theirs beside it. */
const KEY = 'generator-tre-container';

const ADVICE = {
  why: 'It holds the answers that this project was made from.',
  fix: `correct ${STATE_FILE}, or take it back from your version control`,
};

/** What the file records about the project; nothing when it has no entry of ours. Throws UserError, with line and column, for broken JSON or a wrong shape. */
export function parseStateFile(text: string): ProjectState | undefined {
  const entry = parseObject(text)[KEY];
  if (entry === undefined) return undefined;
  return readRecord(entry, stateSchema, { where: `${STATE_FILE}: ${KEY}`, ...ADVICE }, adoptionFormats);
}

/**
 * What is wrong with a file that has an entry of ours, or must have one, with its line where that is known; nothing where it can be read, or is of
 * other generators alone.
 */
export function findStateFault(
  text: string,
  mustBeOurs: boolean,
): { readonly what: string; readonly line?: number } | undefined {
  if (!mustBeOurs && !text.includes(`"${KEY}"`)) return undefined;
  try {
    return parseStateFile(text) === undefined && mustBeOurs ? { what: `it has no entry ${KEY}` } : undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const [{ where = '', what }] = error.problems;
    const line = Number(/:(\d+):\d+$/.exec(where)?.[1] ?? 0);
    return line === 0
      ? { what: `${where.slice(STATE_FILE.length).replace(/^: /, '')} ${what}`.trim() }
      : { what, line };
  }
}

/** The file with our entry set to `state`. `existing`: its text now, whose other entries and their order are kept. */
export function formatStateFile(existing: string | undefined, state: ProjectState): string {
  const all = existing === undefined ? {} : parseObject(existing);
  const end = existing?.includes('\r\n') === true ? '\r\n' : '\n';
  return `${JSON.stringify({ ...all, [KEY]: { version: state.version, answers: state.answers, ...keepAdoption(all[KEY], state) } }, undefined, 2)}\n`.replaceAll(
    '\n',
    end,
  );
}

/** What an earlier run decided about the repository stays where this one decides nothing about it. */
function keepAdoption(entry: unknown, { adopted }: ProjectState): { readonly adopted?: unknown } {
  if (adopted !== undefined) return { adopted };
  return isRecord(entry) && entry['adopted'] !== undefined ? { adopted: entry['adopted'] } : {};
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  if (text.trim() === '') return {};
  return readRecord(parseJson(text, STATE_FILE, ADVICE), { type: 'object' } as const, { where: STATE_FILE, ...ADVICE });
}
