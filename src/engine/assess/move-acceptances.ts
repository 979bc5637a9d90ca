import { acceptanceKey, parseOpenVex } from '../../parse/handover/open-vex.ts';
import { splitIgnoreFile } from '../../parse/handover/split-ignore-file.ts';
import { emptyVex, takeOverIgnored } from './take-over-ignored.ts';

/** What release 0.1.0 wrote at the head of the file, which sends the next acceptance back to it, and what is said of it today. */
const formerAdvice = 'goes under "vulnerabilities", with their statement.';
const advice = 'goes into .tre-container.vex.json, with their statement, name and last day.';

/** Both files after the move. */
export interface MovedAcceptances {
  readonly ignored: string;
  readonly vex: string;
  /** Ids that were moved, and those that stay since they hold for named paths only. */
  readonly ids: readonly string[];
  readonly left: readonly string[];
}

/**
 * Moves accepted vulnerabilities from the text of a `.trivyignore.yaml` into an OpenVEX document (`vex`: its text, where there is one). Statements
 * that stand there already stay as they are, and one of the same vulnerability holds in place of what is moved. Nothing where there is nothing to move.
 * `time`: ISO 8601. Throws a UserError where the OpenVEX document cannot be read.
 */
export function moveAcceptances(
  ignored: { readonly text: string; readonly path: string },
  vex: { readonly text: string | undefined; readonly path: string },
  time: string,
): MovedAcceptances | undefined {
  const split = splitIgnoreFile(ignored.text, ignored.path);
  if (split === undefined) return undefined;
  const document = vex.text === undefined ? undefined : parseOpenVex(vex.text, vex.path);
  const statements = document?.statements ?? [];
  const known = statements.flatMap(({ acceptance }) => acceptance ?? []);
  const added = takeOverIgnored(split.taken, known, { key: acceptanceKey, time });
  const next = {
    ...(document?.source ?? emptyVex(time)),
    statements: [...statements.map(({ source }) => source), ...added],
  };
  return {
    ignored: split.rest.replace(formerAdvice, advice),
    vex: `${JSON.stringify(next, null, 2)}\n`,
    ids: split.taken.flatMap(({ ids }) => ids),
    left: split.left,
  };
}
