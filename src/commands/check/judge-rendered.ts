import { check, rulesFor } from '../../engine/check/check.ts';
import { noteRunPart } from '../../io/package/run-parts.ts';
import { readKeptScripts } from '../../io/programs/kept-scripts.ts';
import type { Verdicts } from '../../model/check/kept-verdicts.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import { rememberKept } from '../../parse/pipelines/remembered-scripts.ts';
import { parseProject } from '../../parse/project/project.ts';
import { rules } from '../../rules/index.ts';
import { ruleKnowledge } from './rule-knowledge.ts';

/** Judges the files of a project that was just rendered, by every rule. */
export async function judgeRendered(files: readonly ProjectFile[], folder: string): Promise<Verdicts> {
  noteRunPart('rules');
  recallScripts();
  const facts = await parseProject(files, {
    ...ruleKnowledge,
    folder,
  });
  return { rules: rulesFor(facts, rules), results: check(facts, rules).results };
}

let areRecalled = false;

/** Once a process: what this version's pipelines run was read when it was built. */
function recallScripts(): void {
  if (!areRecalled) rememberKept(readKeptScripts());
  areRecalled = true;
}
