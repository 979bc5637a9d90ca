import { describeUnrecorded } from '../../engine/answers/describe-changed.ts';
import type { Environment } from '../../model/command.ts';
import { findProjectAbove, isProject, isThere, pathFrom } from '../../io/project/find-projects.ts';
import { type Problem, UserError } from '../../model/errors.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import type { ProjectState } from '../../model/upgrade/state.ts';
import { nameFolder } from '../../model/text/name-folder.ts';
import { shellWord } from '../../shared/shell-word.ts';
import { tellNote } from '../../report/terminal/tell-note.ts';
import { BASELINE_FILE } from '../../parse/records/baseline-file.ts';
import { STATE_FILE } from '../../parse/records/state-file.ts';
import { nameProjectsBelow } from '../project/choose-targets.ts';
import { migratePast, type Past, readPast } from '../create/plan-project.ts';
import type { UpgradeInvocation } from './upgrade-definition.ts';

/** A project that was made here, with its answers as this version understands them. */
export type Upgradable = Past & { readonly state: ProjectState };

/**
 * Opens a project for an upgrade or a look at one: finishes what was interrupted (or only says so, in a dry run), reads what was recorded,
 * takes an open upgrade without markers for the past, and migrates. `notes` may be added to.
 * Throws UserError where it is no project of ours, a newer version made it, or its baseline is lost and nobody wants it rebuilt.
 */
export async function openUpgradable(
  project: ProjectFiles,
  how: { readonly invocation: UpgradeInvocation; readonly dryRun: boolean },
  environment: Environment,
): Promise<{ readonly past: Upgradable; readonly notes: string[]; readonly unrecorded?: string | undefined }> {
  const { flags } = how.invocation;
  const said = await (how.dryRun ? project.findInterrupted() : project.recover());
  const read = await readOrRebuild(project, flags['rebuild-baseline'] === true, environment);
  const recorded =
    read.pending === undefined
      ? read
      : {
          ...read,
          baseline: read.pending.baseline,
          // What adopt decided stays: without it the repository's own program would be replaced by a starter.
          state: { ...read.state, version: read.pending.baseline.version, answers: read.pending.answers },
        };
  const { notes, ...past } = await migratePast(
    recorded,
    environment.version,
    project.root,
    flags['allow-downgrade'] === true ? 'downgrade allowed' : 'no downgrade',
  );
  const { state } = past;
  if (state === undefined) throw new UserError(explainNoProject(project.root, environment.cwd));
  const unrecorded =
    read.pending === undefined || read.state === undefined || recorded.state === undefined
      ? undefined
      : describeUnrecorded(read.state, recorded.state);
  return { past: { ...past, state }, notes: [...(said === undefined ? [] : [said]), ...notes], unrecorded };
}

/** In a folder of a project nobody is told to make another one. */
function explainNoProject(where: string, cwd: string): Problem {
  const missing = explainMissing(where, cwd);
  if (missing !== undefined) return missing;
  const lost = explainLostRecord(where, cwd);
  if (lost !== undefined) return lost;
  const above = findProjectAbove(where);
  const below = nameProjectsBelow(where, cwd, 'tre-container upgrade');
  const what = 'holds no project that tre-container made: there is no .yo-rc.json with an entry of it';
  if (above === undefined && below !== undefined) return { where, what, fix: below };
  return above === undefined
    ? { where, what, fix: `to make one here: tre-container create ${shellWord(where)}` }
    : { where, what, fix: `name the project above: ${shellWord(pathFrom(cwd, above))}` };
}

/** Nothing where no baseline lies in the folder: with one it was a project, and only what it records of itself is lost. */
export function explainLostRecord(where: string, cwd: string): Problem | undefined {
  if (!isThere(`${where}/${BASELINE_FILE}`)) return undefined;
  // In what adopt wrote the ignore file belongs to one Dockerfile.
  const anew = isThere(`${where}/Dockerfile.dockerignore`)
    ? `survey the repository anew: tre-container adopt ${shellWord(pathFrom(cwd, `${where}/..`))}`
    : 'give the answers anew, the base and what is not the default: tre-container create . --set base=NAME --defaults';
  const fix = `take it back from your version control: git checkout HEAD -- ${STATE_FILE}; where that has none, ${anew}`;
  return {
    where: `${where}/${STATE_FILE}`,
    what: isThere(`${where}/${STATE_FILE}`) ? 'has no entry of tre-container' : 'is missing',
    why: `It holds the answers that this project was made from; ${BASELINE_FILE} beside it shows that there was one.`,
    fix: nameFolder(fix, pathFrom(cwd, where)),
  };
}

/** Nothing where the folder (absolute) is there. Whoever typed `cd NAME` first gives a name that is one too many. */
export function explainMissing(where: string, cwd: string): Problem | undefined {
  if (isThere(where)) return undefined;
  const isInside = isProject(cwd) && lastOf(where) === lastOf(cwd);
  const fix = isInside ? 'you are in it already: leave the folder out' : 'look at the name of the folder';
  return { where, what: 'no such folder', fix };
}

const lastOf = (folder: string): string => folder.split(/[\\/]/).at(-1) ?? '';

/** The problem as an error that places it from where the command was typed. */
async function asPlaced(project: ProjectFiles, problem: Problem): Promise<UserError> {
  return project
    .placed((): UserError => {
      throw new UserError(problem);
    })
    .catch((error: unknown) => error as UserError);
}

async function readOrRebuild(
  project: ProjectFiles,
  rebuild: boolean,
  { terminal, program }: Environment,
): Promise<Past> {
  if (rebuild) return readPast(project, { baseline: 'ignored' });
  const problem = await findBaselineProblem(project);
  if (!(problem instanceof UserError)) return problem;
  const { asker } = terminal;
  if (asker === undefined) throw problem;
  tellNote(problem.message, { terminal, program });
  const agreed = await asker.confirm({
    message: 'Rebuild it now?',
    help: 'Files that are as this version renders them are adopted; in the others both sides are marked where they differ.',
    initial: false,
  });
  if (!agreed) throw problem;
  return readPast(project, { baseline: 'ignored' });
}

/** The past, or what is wrong with its baseline. Other faults are thrown. */
async function findBaselineProblem(project: ProjectFiles): Promise<Past | UserError> {
  try {
    const past = await readPast(project);
    if (past.baseline !== undefined || past.pending !== undefined || past.state === undefined) return past;
  } catch (error) {
    if (error instanceof UserError && error.problems[0].where?.includes(BASELINE_FILE) === true) return error;
    throw error;
  }
  return asPlaced(project, {
    where: BASELINE_FILE,
    what: 'is missing',
    why: 'Without it an upgrade cannot tell your edits from what the template wrote.',
    fix: 'take it back from your version control, or rebuild it: tre-container upgrade --rebuild-baseline',
  });
}
