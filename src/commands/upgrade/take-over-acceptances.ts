import type { MovedAcceptances } from '../../engine/assess/move-acceptances.ts';
import { isLeftOut, leaveOut } from '../../engine/upgrade/leave-out.ts';
import { isoTime } from '../../io/terminal/iso-time.ts';
import type { Answers } from '../../model/answers/answers.ts';
import type { Environment } from '../../model/command.ts';
import { UserError } from '../../model/errors.ts';
import type { FileEntry } from '../../model/file-tree.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import type { Plan, PlanEntry } from '../../model/upgrade/plan.ts';
import { type Past, type PlannedProject, planProject } from '../create/plan-project.ts';
import { namedPackages } from '../project/answer-flags.ts';
import type { UpgradeInvocation } from './upgrade-definition.ts';

const ignoreFile = '.trivyignore.yaml';
const vexFile = '.tre-container.vex.json';

/** What is planned but for what was left out, with accepted vulnerabilities where they belong now; `told`: what a person must know of that. */
export async function planWithAcceptances(
  project: ProjectFiles,
  past: Past,
  answers: Answers,
  { flags }: Pick<UpgradeInvocation, 'flags'>,
  environment: Environment,
): Promise<PlannedProject & { readonly told: readonly string[] }> {
  const named = namedPackages(flags, answers.packages, past.state?.answers['packages']);
  const whole = await planProject(project, past, answers, environment, named);
  const exceptions = flags['except'] ?? [];
  const { plan, notes } = await takeOverAcceptances(leaveOut(whole.plan, exceptions), exceptions, project, environment);
  return { ...whole, plan, told: notes };
}

/**
 * The plan with accepted vulnerabilities moved to the file that says who accepted each and until when, and which the comparison with the base reads;
 * and what a person must know of it. A file in conflict, or left out, waits for the next run.
 */
async function takeOverAcceptances(
  plan: Plan,
  exceptions: readonly string[],
  project: ProjectFiles,
  { now }: Pick<Environment, 'now'>,
): Promise<{ readonly plan: Plan; readonly notes: readonly string[] }> {
  const files = await project.read([ignoreFile, vexFile]);
  const planned = plan.find(({ path }) => path === ignoreFile);
  const text = (planned?.next ?? planned?.current ?? files.get(ignoreFile))?.text;
  const waits =
    isLeftOut(ignoreFile, exceptions) ||
    isLeftOut(vexFile, exceptions) ||
    planned?.action === 'conflict' ||
    planned?.action === 'delete';
  if (text === undefined || waits || !/^vulnerabilities:/m.test(text)) return { plan, notes: [] };
  const { moveAcceptances } = await import('../../engine/assess/move-acceptances.ts');
  const vex = files.get(vexFile);
  let moved;
  try {
    moved = moveAcceptances({ text, path: ignoreFile }, { text: vex?.text, path: vexFile }, isoTime(now()));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const [problem] = error.problems;
    return {
      plan,
      notes: [
        `${ignoreFile}: its vulnerabilities were not moved, since ${vexFile} ${problem?.what ?? 'cannot be read'}`,
      ],
    };
  }
  if (moved === undefined) return { plan, notes: [] };
  const current = planned?.current ?? files.get(ignoreFile);
  const ignored = { ...planned, ...(current === undefined ? {} : { current }) };
  const others = plan.filter(({ path }) => path !== ignoreFile && path !== vexFile);
  return {
    plan: [...others, ...describeMove(moved, ignored, vex)].toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    notes: describeNotes(moved),
  };
}

/** Both files of the plan. */
function describeMove(
  moved: MovedAcceptances,
  { ownership = 'shared', current, next }: Partial<PlanEntry>,
  vex: FileEntry | undefined,
): readonly PlanEntry[] {
  const many = moved.ids.length;
  return [
    {
      path: ignoreFile,
      ownership,
      action: current === undefined ? 'create' : 'merge',
      reason: `the vulnerabilities that it accepts moved to ${vexFile}`,
      ...(current === undefined ? {} : { current }),
      next: { ...(next ?? current ?? { executable: false }), text: moved.ignored },
    },
    {
      path: vexFile,
      ownership: 'user',
      action: vex === undefined ? 'create' : 'merge',
      reason: `${String(many)} accepted ${many === 1 ? 'vulnerability' : 'vulnerabilities'} of ${ignoreFile}, with what stood there of ${many === 1 ? 'it' : 'them'}`,
      ...(vex === undefined ? {} : { current: vex }),
      next: { executable: false, ...vex, text: moved.vex },
    },
  ];
}

function describeNotes({ ids, left }: MovedAcceptances): readonly string[] {
  const others = ids.length > 3 ? `, and ${String(ids.length - 3)} more` : '';
  return [
    `${vexFile}: write into each statement who accepted it and until when, or it accepts nothing (${ids.slice(0, 3).join(', ')}${others})`,
    ...(left.length === 0
      ? []
      : [
          `${ignoreFile}: ${left.join(', ')} stayed: accepted for named paths only, which no statement can say; until it is settled the image cannot be compared with its base`,
        ]),
  ];
}
