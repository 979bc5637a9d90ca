import { docsPages } from '../../model/text/docs-pages.ts';
import type { ChecklistEntries } from '../../model/checklist/checklist.ts';
import type { GovernanceQuestion } from '../../model/checklist/governance-question.ts';
import type { RuleHead } from '../../model/check/kept-verdicts.ts';
import { newRow } from './checklist-row.ts';
import type { NewlyPlaced } from './checklist-region.ts';
import { printCell } from './checklist-text.ts';

/** Where the page of each rule is read: it says why the rule is there, and where it comes from. */
const pages = `${docsPages}/rules`;

/** Rows that a pipeline proves lead to it. */
const pipelineLabel = '[pipeline]: ';

/** The checklist as it goes into a bundle: its rows lead to the run that made it. */
export function linkToRun(checklist: string, run: string): string {
  return checklist
    .split('\n')
    .map((line) => (line.startsWith(pipelineLabel) ? `${pipelineLabel}${run}${line.endsWith('\r') ? '\r' : ''}` : line))
    .join('\n');
}

/** The requirements, one row each; each leads to the page of its rule. */
export function listRules(rules: readonly RuleHead[], entries: ChecklistEntries): NewlyPlaced[] {
  return rules.map(({ id, force, summary }) =>
    newRow(
      `rule:${id}`,
      [force, `[${printCell(summary)}](${pages}/${id}.md)`],
      entries.get(`rule:${id}`) ?? { state: 'person' },
    ),
  );
}

/** The questions of Information Governance, one row each, with who answers. */
export function listQuestions(questions: readonly GovernanceQuestion[], entries: ChecklistEntries): NewlyPlaced[] {
  return questions.map(({ number, question, force, who }) =>
    newRow(
      `question:${number}`,
      [force ?? 'asked', `${number}. ${printCell(question)} (${who})`],
      entries.get(`question:${number}`) ?? { state: 'person' },
    ),
  );
}

/** The address that rows name: the pipeline's page. */
export function printPages(pipelinePage: string | undefined): string[] {
  return pipelinePage === undefined ? [] : ['', `${pipelineLabel}${pipelinePage}`];
}
