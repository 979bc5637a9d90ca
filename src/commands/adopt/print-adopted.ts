import { tellNote } from '../../report/terminal/tell-note.ts';
import { bases } from '../../catalog/bases.ts';
import type { Adoption, AdoptionToDo } from '../../model/adopt/adoption.ts';
import type { Proposal } from '../../model/adopt/proposal.ts';
import type { surveySchema } from '../../model/adopt/survey-schema.ts';
import type { Ending, Host } from '../../model/command.ts';
import { isPlacedPath, REPOSITORY_PREFIX } from '../../model/project/placed-path.ts';
import { spellCommands } from '../../model/text/spell-commands.ts';
import type { FileTree } from '../../model/file-tree.ts';
import { showCollisions } from '../../engine/changes/describe-sides.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import { BASELINE_FILE } from '../../parse/records/baseline-file.ts';
import { formatAdopted, formatInTheWay, formatOpen, formatUnfit } from '../../report/adopt/adopted-text.ts';
import { formatSurvey } from '../../report/adopt/survey-text.ts';
import type { Printed } from '../../shared/from-schema.ts';
import { printJson } from '../../report/terminal/print-json.ts';
import { fitLines } from '../../report/terminal/fit-lines.ts';
import { formatDiff } from '../../report/upgrade/plan-diff.ts';
import { adoptable } from './choose-base.ts';
import type { AdoptInvocation } from './adopt-definition.ts';
import { surveyToDos } from './adoption-choices.ts';
import { openToDos } from './adopt-to-dos.ts';
import type { SurveyedFolder } from './survey-folder.ts';

/** Why nothing was written: no base fits, for want of this; something is for a person to decide; or files are in the way. */
export type Refusal = { readonly missing?: string } | 'open' | Conflicts;

interface Conflicts {
  readonly conflicts: Plan;
  readonly isDry: boolean;
  /** What collides, by path. */
  readonly sides: ReadonlyMap<string, readonly string[]>;
}

/** Files in the way, by their names in the repository, each with both sides of what collides. `written`: what was rendered last. */
export function describeConflicts(plan: Plan, written: FileTree | undefined, isDry: boolean): Conflicts {
  const conflicts = plan.filter(({ action }) => action === 'conflict');
  return { conflicts, isDry, sides: new Map(conflicts.map((entry) => [entry.path, showCollisions(entry, written)])) };
}

/** What a run of `adopt` came to. */
export type Adopted =
  /** `isAnswered`: answers were given, most of which count only when it writes; `isNamed`: they, or those of an earlier run, name project and registry. */
  | {
      readonly kind: 'surveyed';
      readonly surveyed: SurveyedFolder;
      readonly isAnswered: boolean;
      readonly isNamed: boolean;
    }
  | { readonly kind: 'refused'; readonly surveyed: SurveyedFolder; readonly because: Refusal }
  | AdoptedFolder;

interface AdoptedFolder {
  readonly kind: 'adopted';
  readonly surveyed: SurveyedFolder;
  readonly plan: Plan;
  readonly adoption: Adoption;
  /** Folder of the repository as it was typed. */
  readonly target: string;
  /** Nothing was written, since that was asked for. */
  readonly isDry: boolean;
  /** The base image, where no digest of it is known. */
  readonly unpinned?: string;
}

const surveyOnly =
  'Nothing is written. Of the answers given here program, mode, project and registry count in this survey; the others count when adopt writes.';

/** Prints what a run came to, as text or JSON. */
export function printAdopted(adopted: Adopted, { flags }: AdoptInvocation, host: Host): Ending {
  const { terminal } = host;
  const json = flags['json'] === true;
  const { facts, proposal } = adopted.surveyed;
  const print = (data: Printed<typeof surveySchema>): void => terminal.out(printJson<typeof surveySchema>(data));
  switch (adopted.kind) {
    case 'surveyed':
      if (adopted.isAnswered) tellNote(surveyOnly, host);
      if (json) print({ facts, ...asAdopted(adopted.surveyed) });
      else
        terminal.out(
          fitLines(
            spellCommands(describeSurvey(adopted.surveyed, terminal.colour, adopted.isNamed), host.program),
            terminal.wrapAt,
          ),
        );
      return { exitCode: 0 };
    case 'refused':
      if (json) print({ facts, proposal, written: [], toDo: [] });
      else if (adopted.because instanceof Object && 'conflicts' in adopted.because && adopted.because.isDry)
        terminal.out(formatDiff(adopted.because.conflicts, terminal.colour));
      terminal.err(fitLines(spellCommands(explain(adopted, host), host.program), terminal.wrapAt));
      return { exitCode: 1 };
    default:
      if (json)
        print({ facts, proposal, written: adopted.isDry ? [] : listPaths(adopted), toDo: adopted.adoption.toDo });
      else printFolder(adopted, host);
      return { exitCode: 0 };
  }
}

/** The proposal with what adopt would make of it. */
function asAdopted(surveyed: SurveyedFolder): {
  readonly proposal: Proposal;
  readonly toDo?: readonly AdoptionToDo[];
} {
  const { proposal } = surveyed;
  const found = surveyToDos(surveyed);
  return found === undefined ? { proposal } : { proposal: { ...proposal, ...found.contents }, toDo: found.toDo };
}

/** What the files of a repository tell, as text. `isNamed`: the Safe Haven project and the registry have their names. */
export function describeSurvey(
  { facts, proposal, listing }: SurveyedFolder,
  colour: boolean,
  isNamed: boolean,
): string {
  const found = surveyToDos({ facts, proposal, listing });
  return formatSurvey(
    facts,
    { ...proposal, ...found?.contents },
    {
      folder: listing.root,
      source: listing.source,
      isNamed,
      paths: new Set(listing.files.map(({ path }) => path)),
      ...found,
      ...describeNext(proposal),
    },
    colour,
  );
}

/** What helps beside the proposed base. */
function describeNext({ base, otherBase }: Proposal): { readonly next?: string } {
  if (otherBase === undefined || otherBase === 'none' || otherBase === base || base === 'none') return {};
  const isSession = bases[otherBase].opens !== undefined && bases[base].opens === undefined;
  return {
    next: isSession
      ? `as a session (--set mode=interactive) ${otherBase}`
      : `next would be ${otherBase} (--base ${otherBase})`,
  };
}

/** Paths of the files that a plan writes; what it deletes is none of them. */
export function listWritten(plan: Plan): readonly string[] {
  return plan
    .filter(({ action }) => action !== 'unchanged' && action !== 'keep' && action !== 'delete')
    .map(({ path }) => path);
}

function explain(
  { because, surveyed: { facts, proposal } }: Extract<Adopted, { readonly kind: 'refused' }>,
  { terminal: { colour } }: Host,
): string {
  if (because === 'open') return formatOpen(proposal, colour);
  return 'conflicts' in because
    ? formatInTheWay(because.conflicts, because.sides, colour)
    : formatUnfit(proposal, { missing: because.missing, bases: adoptable(facts) }, colour);
}

function printFolder(adopted: AdoptedFolder, { terminal, program }: Host): void {
  const { plan, adoption, target, isDry, unpinned } = adopted;
  const open = { ...adoption, toDo: openToDos(adoption.toDo, plan) };
  const place = target === '.' ? adoption.folder : `${target.replace(/\/$/, '')}/${adoption.folder}`;
  const removed = plan.filter(({ action }) => action === 'delete').map(({ path }) => nameInRepository(path, adoption));
  const text = formatAdopted(
    { paths: listPaths(adopted), removed, adoption: open, place, isDry, unpinned },
    terminal.colour,
  );
  // Of the baseline it would show every file again.
  const shown = plan.filter(({ path }) => path !== BASELINE_FILE);
  if (isDry) terminal.out(`${formatDiff(shown, terminal.colour)}\n`);
  terminal.out(fitLines(spellCommands(text, program), terminal.wrapAt));
}

/** What was written, from the root of the repository. */
function listPaths({ plan, adoption }: AdoptedFolder): readonly string[] {
  return listWritten(plan).map((path) => nameInRepository(path, adoption));
}

function nameInRepository(path: string, { folder }: Adoption): string {
  return isPlacedPath(path) ? path.slice(REPOSITORY_PREFIX.length) : `${folder}/${path}`;
}
