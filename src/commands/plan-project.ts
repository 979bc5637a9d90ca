import { bases } from '../catalog/bases.ts';
import { nextBaseline } from '../engine/next-baseline.ts';
import { planUpgrade } from '../engine/plan-upgrade.ts';
import { RECORD_FILES, recordProject } from '../engine/record-project.ts';
import type { Answers } from '../model/answers.ts';
import type { Environment } from '../model/command.ts';
import type { FileTree } from '../model/file-tree.ts';
import type { Plan } from '../model/plan.ts';
import type { ProjectFiles } from '../model/ports.ts';
import type { RenderedTree } from '../model/artefact.ts';
import type { Baseline, ProjectState } from '../model/state.ts';
import { BASELINE_FILE, parseBaseline } from '../parse/baseline-file.ts';
import { parseStateFile, STATE_FILE } from '../parse/state-file.ts';
import { renderProject } from './render-project.ts';

/** What a project remembers of its last create or upgrade; nothing in a folder that is none of ours. */
export interface Past {
  readonly state?: ProjectState;
  readonly baseline?: Baseline;
  /** The two files as they are. */
  readonly records: FileTree;
}

/** A plan and what it was made from, so that it can be recorded once conflicts are settled. */
export interface PlannedProject {
  readonly plan: Plan;
  readonly rendered: RenderedTree;
}

/** Reads what a project remembers. Throws UserError when a record is broken. */
export async function readPast(project: ProjectFiles): Promise<Past> {
  const records = await project.read(RECORD_FILES);
  const [stateText, baselineText] = [records.get(STATE_FILE)?.text, records.get(BASELINE_FILE)?.text];
  const state = stateText === undefined ? undefined : parseStateFile(stateText);
  return { records, ...(state === undefined ? {} : { state }), ...(baselineText === undefined ? {} : { baseline: parseBaseline(baselineText) }) };
}

/** Renders the project and decides for each file what happens to it. Conflicts are still open. */
export async function planProject(project: ProjectFiles, past: Past, answers: Answers, { templates, version }: Environment): Promise<PlannedProject> {
  const rendered = await renderProject(answers, bases[answers.base], templates, version);
  const current = await project.read(new Set([...rendered.keys(), ...(past.baseline?.files.keys() ?? [])]));
  return { rendered, plan: planUpgrade({ baseline: past.baseline, current, rendered }) };
}

/** Adds to a settled plan what the next run has to know: answers and version, and the baseline. */
export function completePlan({ rendered }: PlannedProject, settled: Plan, past: Past, answers: Answers, version: string): Plan {
  const records = recordProject(past.records, { version, answers: { ...answers } }, nextBaseline(version, settled, rendered, past.baseline));
  return [...settled, ...records].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
