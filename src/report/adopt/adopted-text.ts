import pc from 'picocolors';
import type { Adoption } from '../../model/adopt/adoption.ts';
import type { Proposal } from '../../model/adopt/proposal.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import { countOf } from '../../shared/count-of.ts';
import { shellWord } from '../../shared/shell-word.ts';
import { undoCommand } from '../upgrade/undo-command.ts';
import { inert } from '../../model/text/inert.ts';
import { firstChoices, nameSeveral } from './survey-points.ts';

/** What `decided-at-run` means, as a clause. */
export const decidedAtRun = "a step that ces/arg-file.txt in the container's folder names at each run";

/** What was written, what is left for the person, and the commands to type next. */
export function formatAdopted(
  {
    paths,
    removed,
    adoption,
    place,
    isDry,
    unpinned,
  }: {
    readonly paths: readonly string[];
    /** Files of an earlier run that are not needed any more. */
    readonly removed: readonly string[];
    readonly adoption: Adoption;
    /** The folder that was written, as the person would type it. */
    readonly place: string;
    readonly isDry: boolean;
    /** The base image, where no digest of it is known. */
    readonly unpinned?: string | undefined;
  },
  colour: boolean,
): string {
  const { bold } = pc.createColors(colour);
  const { folder, toDo } = adoption;
  const most = 10;
  const head =
    paths.length === 0 && removed.length === 0
      ? `${folder}/ is up to date: nothing to write`
      : `${isDry ? 'Would write' : 'Wrote'} ${String(paths.length)} ${paths.length === 1 ? 'file' : 'files'}. Nothing of yours was changed.`;
  const dos = toDo
    .slice(0, most)
    .map(({ text, place: at }) => `  ${inert(text)}${at === undefined || text.includes(at) ? '' : ` (${inert(at)})`}`);
  return [
    bold(head),
    ...paths.map((path) => `  ${inert(path)}`),
    ...(removed.length === 0
      ? []
      : [
          bold(`${isDry ? 'Would remove' : 'Removed'}, since nothing needs it any more`),
          ...removed.map((path) => `  ${inert(path)}`),
        ]),
    ...(toDo.length === 0 ? [] : [bold(`Yours to do (${String(toDo.length)}, also in ${folder}/README.md)`), ...dos]),
    ...(toDo.length > most ? [`  and ${String(toDo.length - most)} more`] : []),
    ...(isDry ? [] : [bold('Next'), ...nameNext(place, unpinned)]),
    ...(isDry || paths.length + removed.length === 0 ? [] : [`To take it back: ${undoCommand(place)}`]),
    '',
  ].join('\n');
}

function nameNext(place: string, unpinned: string | undefined): readonly string[] {
  return [
    `  less ${shellWord(`${place}/README.md`)}`,
    '      what is yours to do, and what was decided',
    ...(unpinned === undefined
      ? []
      : [
          `  tre-container pin ${shellWord(place)}`,
          `      no digest is known for ${inert(unpinned)}: it is looked up`,
        ]),
    `  tre-container check ${shellWord(place)}`,
    `  tre-container rehearse ${shellWord(place)}`,
  ];
}

/** Why nothing was written: no base fits, or it is one that this version does not have. `bases`: those that can be named. */
export function formatUnfit(
  proposal: Proposal,
  { missing, bases }: { readonly missing: string | undefined; readonly bases: readonly string[] },
  colour: boolean,
): string {
  const { bold, yellow } = pc.createColors(colour);
  const reason = inert(proposal.reasons['base']?.why ?? '');
  const what =
    missing === undefined
      ? `none of the bases fits: ${reason}`
      : `it calls for ${missing}, which adopt cannot write in this version: ${reason}`;
  const fix =
    missing === 'Quarto'
      ? "Quarto is started by its own command, on the bases python and r: name it with --set program='quarto render FILE', or a program that does without it"
      : `if you know better, name a base with --base (${bases.join(', ')})`;
  return [`${yellow(bold('nothing written:'))} ${what}`, `  To fix: see all of it with --survey; ${fix}`, ''].join(
    '\n',
  );
}

/** Why nothing was written: files in the way, by their paths in the repository, and what helps. */
export function formatInTheWay(
  conflicts: Plan,
  sides: ReadonlyMap<string, readonly string[]>,
  colour: boolean,
): string {
  const { bold, red } = pc.createColors(colour);
  const isPipeline = conflicts.some(({ path }) => path.startsWith('.github/'));
  return [
    `${red(bold('stopped'))} ${countOf(conflicts.length, 'file')} in the way; nothing was written`,
    ...conflicts.flatMap(({ path, reason }) => [
      `  ${bold(inert(path))}: ${reason}`,
      ...(sides.get(path) ?? []).map((line) => `    ${inert(line)}`),
    ]),
    '  To fix: --on-conflict yours (your lines where they collide), theirs (the generated ones) or ask; --dry-run shows the differences.',
    ...(isPipeline
      ? ['  If that workflow is of another container of yours, give this one a name of its own: --set name=NAME']
      : []),
    '',
  ].join('\n');
}

/** What has to be decided first, each with the option that settles it. */
export function formatOpen({ questions, program, reasons }: Proposal, colour: boolean): string {
  const { bold, yellow } = pc.createColors(colour);
  const open = questions.filter(({ when, default: holds }) => when === 'now' && holds === undefined);
  return [
    `${yellow(bold('nothing written:'))} ${open.length === 1 ? 'one thing has' : `${String(open.length)} things have`} to be decided first`,
    ...open.flatMap(({ id, question, choices }) => [
      `  ${inert(question)}`,
      ...(reasons[id] === undefined ? [] : [`    ${inert(reasons[id].why)}`]),
      ...(id === 'project'
        ? choices.map((choice) => `    tre-container adopt ${inert(shellWord(choice))}`)
        : firstChoices(choices).map(
            (choice) => `    --set ${id}=${inert(shellWord(choice))}${describeChoice(choice)}`,
          )),
      ...(id === 'program' && program.candidates.length > 1 ? [`    ${inert(nameSeveral(program))}`] : []),
    ]),
    '',
  ].join('\n');
}

/** What a choice means whose value does not say it; nothing for others. */
function describeChoice(choice: string): string {
  return choice === 'decided-at-run' ? `   ${decidedAtRun}` : '';
}
