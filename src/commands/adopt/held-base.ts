import { surveyKnowledge } from '../../catalog/adopt/survey-knowledge.ts';
import { bases } from '../../catalog/bases.ts';
import type { BaseName } from '../../model/answers/answers.ts';
import type { ProjectState } from '../../model/upgrade/state.ts';
import { chooseBase } from './choose-base.ts';
import { surveyForBase } from './survey-for-base.ts';
import type { SurveyedFolder } from './survey-folder.ts';

/** The base of the run before, and what the files call for today where that is something else, in a clause. */
export interface HeldBase {
  readonly base: BaseName;
  readonly other?: string;
}

/** The base that was decided before, as the start is: it stands until another is named, or a program in another language, or a session. */
export function holdBase(
  surveyed: SurveyedFolder,
  state: ProjectState | undefined,
  { mode, program }: { readonly mode?: string; readonly program?: string } = {},
): HeldBase | undefined {
  const before = state?.answers['base'];
  if (state?.adopted === undefined || mode !== undefined || typeof before !== 'string') return undefined;
  if (!Object.hasOwn(bases, before)) return undefined;
  const base = before as BaseName;
  const { language } = surveyKnowledge.bases[base];
  const wanted = chooseBase(surveyed, undefined, undefined, program ?? state.adopted.program.start.join(' '));
  if (wanted === base) return { base };
  if (typeof wanted === 'string')
    return surveyKnowledge.bases[wanted].language === language
      ? { base, other: `the files call for ${wanted} (${whyOf(surveyed)}), which --base ${wanted} takes` }
      : undefined;
  const isRun = surveyed.facts.programs.some((each) => each.language === language);
  return isRun ? { base, other: `of what the files call for there is no base: ${whyOf(surveyed)}` } : undefined;
}

/** The base: the one that is named, or that stands from the run before (`held`), or that is proposed; with what was surveyed for it. Or why there is none. */
export function settleBase(
  surveyed: SurveyedFolder,
  state: ProjectState | undefined,
  named: string | undefined,
  given: { readonly mode?: string; readonly program?: string },
):
  | { readonly base: BaseName; readonly held?: HeldBase; readonly surveyed: SurveyedFolder }
  | { readonly missing?: string } {
  const held = named === undefined ? holdBase(surveyed, state, given) : undefined;
  if (held !== undefined) return { base: held.base, held, surveyed: surveyForHeld(surveyed, held) };
  const base = chooseBase(surveyed, named, given.mode, given.program ?? state?.adopted?.program.start.join(' '));
  return typeof base === 'string' ? { base, surveyed: surveyForBase(surveyed, base, named) } : base;
}

/** What was surveyed, for the base that stands; why it was proposed is no reason any more where the files call for another. */
function surveyForHeld(surveyed: SurveyedFolder, { base, other }: HeldBase): SurveyedFolder {
  if (other === undefined) return surveyForBase(surveyed, base, undefined);
  const held = surveyForBase(surveyed, base, base);
  const reasons = { ...held.proposal.reasons, base: { why: `decided before; ${other}`, evidence: [] } };
  return { ...held, proposal: { ...held.proposal, base, reasons } };
}

function whyOf({ proposal }: SurveyedFolder): string {
  return proposal.reasons['base']?.why ?? 'see --survey';
}
