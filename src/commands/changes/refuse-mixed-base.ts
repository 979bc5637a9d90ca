import { bases } from '../../catalog/bases.ts';
import { findMixedEnd } from '../../engine/changes/describe-sides.ts';
import type { Answers } from '../../model/answers/answers.ts';
import { type Problem, UserError } from '../../model/errors.ts';
import type { FileTree } from '../../model/file-tree.ts';
import type { Plan } from '../../model/upgrade/plan.ts';
import type { Past } from '../create/plan-project.ts';

/**
 * Refuses a Dockerfile that would be of two bases: after a change of base a person's side of a collision brings what stood around their line, as the
 * user and the start of the former base, and no container starts so. Throws UserError.
 */
export function refuseMixedBase(
  { state, baseline }: Past,
  answers: Answers,
  { plan, settled }: { readonly plan: Plan; readonly settled: Plan },
): void {
  const old = Object.values(bases).find(({ name }) => name === state?.answers['base']);
  const entry = plan.find(({ path, action }) => path === 'Dockerfile' && action === 'conflict');
  const end = settled.find(({ path }) => path === 'Dockerfile');
  if (old === undefined || old.name === answers.base || entry?.choices === undefined) return;
  if (end?.action === 'conflict' || (end?.next ?? end?.current)?.text !== entry.choices.yours.text) return;
  const mixed = findMixedEnd(entry, baseline?.files.get('Dockerfile')?.text);
  if (mixed !== undefined) throw new UserError(describe(mixed, old.name, answers.base));
}

/** What the record of the project tells of a change: whether there is none, what was written last, and whether a person's side of the Dockerfile would make an image of two bases. */
export function describeRecord(
  past: Past,
  answers: Answers,
  plan: Plan,
): { readonly lacksBaseline: boolean; readonly written: FileTree | undefined; readonly isMixed: boolean } {
  return {
    lacksBaseline: past.state !== undefined && past.baseline === undefined,
    written: past.baseline?.files,
    isMixed: wouldMixBases(past, answers, plan),
  };
}

/** Whether a person's side of the Dockerfile would be refused, so that it is no way out of a conflict. */
export function wouldMixBases({ state, baseline }: Past, answers: Answers, plan: Plan): boolean {
  const entry = plan.find(({ path, action }) => path === 'Dockerfile' && action === 'conflict');
  const former = state?.answers['base'];
  return (
    entry?.choices !== undefined &&
    former !== undefined &&
    former !== answers.base &&
    findMixedEnd(entry, baseline?.files.get('Dockerfile')?.text) !== undefined
  );
}

function describe(
  { old, own, missing }: NonNullable<ReturnType<typeof findMixedEnd>>,
  before: string,
  now: string,
): Problem {
  const yours = own.map(({ line, text }) => `line ${String(line)}, ${text.trim()}`).join('; ');
  return {
    where: 'Dockerfile',
    what: `with your side of it, these lines of ${before} would stay in an image of ${now}: ${list(old.map(({ text }) => text))}`,
    why: `Of ${now} these would be missing: ${missing.length === 0 ? 'none' : list(missing)}. A file of both starts neither.`,
    fix: `--on-conflict theirs takes those of ${now}, and names what goes of yours${yours === '' ? '' : ` (${yours})`}; --on-conflict markers puts both into the file, for your editor`,
  };
}

function list(lines: readonly string[]): string {
  return lines.map((text) => text.trim()).join(' | ');
}
