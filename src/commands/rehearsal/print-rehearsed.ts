import { tellNote } from '../../report/terminal/tell-note.ts';
import { provenQuestions } from '../../catalog/rehearsal/proven-questions.ts';
import { runRequirements } from '../../catalog/rehearsal/run-requirements.ts';
import { judgeProof } from '../../engine/rehearsal/proof/judge-proof.ts';
import { listUnused } from '../../engine/rehearsal/proof/list-unseen.ts';
import type { Ending, Environment, Host, Printer } from '../../model/command.ts';
import type { RehearsalEvidence } from '../../model/rehearsal/evidence.ts';
import type { rehearseSchema } from '../../model/rehearsal/rehearse-schema.ts';
import { placeFrom } from '../../model/project/placed-path.ts';
import { nameFolder, nameInput } from '../../model/text/name-folder.ts';
import { spellCommands } from '../../model/text/spell-commands.ts';
import type { Cell } from '../../model/rehearsal/rehearsal.ts';
import { printEvidence } from '../../report/check/evidence.ts';
import { printPlan } from '../../report/rehearsal/rehearsal-plan-text.ts';
import { printRehearsal } from '../../report/rehearsal/rehearsal-text.ts';
import { fitLines } from '../../report/terminal/fit-lines.ts';
import { printJson } from '../../report/terminal/print-json.ts';
import type { findDataFolder } from '../../io/project/find-data-folder.ts';
import type { Kept } from './keep-evidence.ts';
import type { RehearseInvocation } from './rehearse-definition.ts';

/** What a run of `rehearse` came to. */
export type Rehearsed =
  | { readonly kind: 'context'; readonly digest: string }
  | { readonly kind: 'planned'; readonly cells: readonly Cell[] }
  /** `stale`: why the record that lies here counts no longer; empty where it does. */
  | {
      readonly kind: 'read';
      readonly evidence: RehearsalEvidence;
      readonly stale: readonly string[];
      /** The project's folder, as it was typed. */
      readonly folder: string;
    }
  | Conducted;

interface Conducted {
  readonly kind: 'rehearsed';
  readonly evidence: RehearsalEvidence;
  /** The project's folder, as it is named from where the command was typed. */
  readonly folder: string;
  /** Absent: nothing could be written, for this `error`. */
  readonly kept?: Kept;
  readonly error?: unknown;
}

/** Prints what a run came to, as text or JSON. */
export function printRehearsed(
  rehearsed: Rehearsed,
  { flags }: RehearseInvocation,
  { terminal, program }: Host,
): Ending {
  const json = flags['json'] === true;
  switch (rehearsed.kind) {
    case 'context':
      terminal.out(
        json
          ? printJson<typeof rehearseSchema>({ kind: 'context', digest: rehearsed.digest })
          : `${rehearsed.digest}\n`,
      );
      return { exitCode: 0 };
    case 'planned':
      terminal.out(
        json
          ? printJson<typeof rehearseSchema>({ kind: 'plan', cells: rehearsed.cells })
          : printPlan(rehearsed.cells, terminal.colour),
      );
      return { exitCode: 0 };
    case 'read': {
      const { evidence, stale, folder } = rehearsed;
      if (json) for (const reason of stale) terminal.err(`Stale: ${reason}\n`);
      terminal.out(json ? printEvidence(evidence) : describe(evidence, stale, terminal, { program, folder }));
      return { exitCode: evidence.verdict === 'pass' && stale.length === 0 ? 0 : 1 };
    }
    default:
      return printConducted(rehearsed, json, terminal, program);
  }
}

function printConducted(
  { evidence, folder, kept, error }: Conducted,
  json: boolean,
  terminal: Printer,
  program: string | undefined,
): Ending {
  terminal.err('\n');
  terminal.out(json ? printEvidence(evidence) : describe(evidence, [], terminal, { program, folder }));
  if (kept === undefined) return { exitCode: 2, error };
  for (const line of kept.notes) tellNote(line, { terminal, program });
  if (!json) terminal.out(kept.paths.map((path) => `Written: ${placeFrom(folder, path)}\n`).join(''));
  return { exitCode: evidence.verdict === 'pass' ? 0 : 1 };
}

function describe(
  evidence: RehearsalEvidence,
  stale: readonly string[],
  { colour, wrapAt }: Printer,
  { program, folder }: { readonly program: string | undefined; readonly folder: string },
): string {
  const again = nameFolder('tre-container rehearse', folder);
  const { doubts } = judgeProof(evidence, provenQuestions);
  const unused = listUnused(evidence);
  const text = printRehearsal(evidence, { requirements: runRequirements, colour, stale, doubts, unused, again });
  return fitLines(spellCommands(nameInput(text, folder), program), wrapAt);
}

/** Which files stand for /safe_data, before they are used: what is left out of them, or that there are none. `folder`: that of the project, as it is named from where the command was typed. */
export function tellOfData(
  data: Awaited<ReturnType<typeof findDataFolder>>,
  folder: string,
  { terminal }: Pick<Environment, 'terminal'>,
): void {
  for (const { path, is } of data?.leftOut.slice(0, 10) ?? [])
    tellNote(`${path} is ${is}: it is left out of /safe_data, as it would be on its way into the TRE`, { terminal });
  if (data === undefined)
    tellNote(
      nameInput(
        'There is no rehearsal/safe_data in the project, so /safe_data is empty: make that folder, and put made-up input into it under the names that the program looks for',
        folder,
      ),
      { terminal },
    );
}
