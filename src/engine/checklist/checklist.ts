import type { RuleResult } from '../../model/check/check-report.ts';
import type { ChecklistEntries } from '../../model/checklist/checklist.ts';
import type { GovernanceQuestion, KnownProject } from '../../model/checklist/governance-question.ts';
import type { Rule } from '../../model/check/rule.ts';
import { checklistEntries } from './checklist-entries.ts';
import { readRow } from './checklist-row.ts';
import { printQuestions, printRules } from './checklist-tables.ts';
import { findSummary, printSummary } from './checklist-summary.ts';
import { printHead, printModels } from './checklist-head.ts';

/** What a project's checklist is made from. */
export interface ChecklistSources {
  readonly project: KnownProject;
  readonly rules: readonly Rule[];
  /** Verdicts on the project's files, as they were just rendered. */
  readonly results: readonly RuleResult[];
  readonly questions: readonly GovernanceQuestion[];
  /** Entries of `models/models.json`. */
  readonly models: readonly Readonly<Record<string, unknown>>[];
}

/** Renders `CHECKLIST.md`: a box is ticked only where lines of the project prove the point, with file and line. */
export function renderChecklist(sources: ChecklistSources): string {
  const entries = checklistEntries(sources.results, sources.questions, sources.project);
  const asked = new Set(sources.questions.map((question) => question.sameAs));
  const tables = [
    ...printRules(
      sources.rules.filter((rule) => !asked.has(rule.id)),
      entries,
    ),
    ...printModels(sources.models),
    ...printQuestions(sources.questions, entries),
  ];
  return `${[...printHead(sources), ...printSummary(tables), '', ...tables].join('\n')}\n`;
}

/**
 * Renews boxes, evidence and summary of a checklist. Every word, row and tick of a person stays as it is, and so do
 * line ends: only what the tool wrote itself, and nobody changed since, is written anew.
 */
export function updateChecklist(text: string, entries: ChecklistEntries): string {
  const lines = text.split('\n').map((line) => {
    const end = line.endsWith('\r') ? '\r' : '';
    const row = readRow(end === '' ? line : line.slice(0, -1));
    const entry = row === undefined ? undefined : entries.get(row.key);
    return row === undefined || entry === undefined ? line : `${row.write(entry)}${end}`;
  });
  const summary = findSummary(lines);
  if (summary === undefined) return lines.join('\n');
  const end = lines[summary.first]?.endsWith('\r') === true ? '\r' : '';
  const renewed = printSummary(lines).map((line) => `${line}${end}`);
  return [...lines.slice(0, summary.first), ...renewed, ...lines.slice(summary.last + 1)].join('\n');
}
