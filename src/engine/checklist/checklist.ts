import type { RuleResult } from '../../model/check/check-report.ts';
import type { ChecklistEntries } from '../../model/checklist/checklist.ts';
import type { GovernanceQuestion, KnownProject } from '../../model/checklist/governance-question.ts';
import type { RuleHead } from '../../model/check/kept-verdicts.ts';
import { findMarkers } from '../upgrade/conflict-markers.ts';
import { checklistEntries } from './checklist-entries.ts';
import { printHead, printModels } from './checklist-head.ts';
import { findRegion, isUnique, printRegion, readRegion } from './checklist-region.ts';
import { readRow } from './checklist-row.ts';
import { listQuestions, listRules, printPages } from './checklist-rows.ts';
import { renewSummary, summarise } from './checklist-summary.ts';

/** What a project's checklist is made from. */
export interface ChecklistSources {
  readonly project: KnownProject;
  readonly rules: readonly RuleHead[];
  /** Verdicts on the project's files, as they were just rendered. */
  readonly results: readonly RuleResult[];
  readonly questions: readonly GovernanceQuestion[];
  /** Where the pipeline and its runs are seen, as a link; absent without one. */
  readonly pipelinePage?: string;
  /** Entries of `models/models.json`. */
  readonly models: readonly Readonly<Record<string, unknown>>[];
}

/**
 * Renders `CHECKLIST.md`: what is open comes first, by what it waits for; the rest is folded. A box is ticked only where lines of the
 * project prove the point, with file and line.
 */
export function renderChecklist(sources: ChecklistSources): string {
  const entries = checklistEntries(sources.results, sources.questions, sources.project);
  const asked = new Set(sources.questions.map((question) => question.sameAs));
  const rules = sources.rules.filter((rule) => !asked.has(rule.id));
  const rows = [...listRules(rules, entries), ...listQuestions(sources.questions, entries)];
  const models = printModels(sources.models);
  const numbers = ['## In numbers', '', ...summarise(rows.map(({ row }) => row))];
  const lines = [
    ...printHead(sources),
    ...printRegion({ rows, leads: new Map(), tails: new Map() }),
    '',
    ...models,
    ...numbers,
    ...printPages(sources.pipelinePage),
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * Renews boxes, evidence, order and summary of a checklist. Every word, row and tick of a person stays, and so do line ends: only what the tool
 * wrote itself, and nobody changed since, is written anew. In a checklist of 0.1.0, rows stay where they stand in their tables.
 */
export function updateChecklist(text: string, entries: ChecklistEntries): string {
  const renewed = text.split('\n').map((line) => {
    const end = line.endsWith('\r') ? '\r' : '';
    const row = readRow(end === '' ? line : line.slice(0, -1));
    const entry = row === undefined ? undefined : entries.get(row.key);
    return row === undefined || entry === undefined ? line : `${row.write(entry)}${end}`;
  });
  return renewSummary(arrange(renewed)).join('\n');
}

/**
 * A checklist with the rows that it was rendered with and that somebody took out since, and the keys of those. Each goes where it belongs once the checklist is renewed; where
 * markers of a merge stand, or no region is whole, none is put back.
 */
export function restoreRows(
  text: string,
  rendered: string,
): { readonly text: string; readonly absent: readonly string[] } {
  const lines = text.split('\n');
  const there = new Set(lines.flatMap((line) => readRow(line.replace(/\r$/, ''))?.key ?? []));
  const absent = rendered.split(/\r?\n/).flatMap((line) => {
    const key = readRow(line)?.key;
    return key === undefined || there.has(key) ? [] : [{ line, key }];
  });
  const keys = absent.map(({ key }) => key);
  const found = findRegion(lines);
  if (found === undefined || absent.length === 0 || findMarkers(text).length > 0) return { text, absent: keys };
  const end = lines[found.first]?.endsWith('\r') === true ? '\r' : '';
  const back = absent.map(({ line }) => `${line}${end}`);
  return { text: [...lines.slice(0, found.last), ...back, ...lines.slice(found.last)].join('\n'), absent: keys };
}

/** Puts every row where it belongs by what it waits for now. Rows between the markers of a merge, or that stand twice, are a person's to sort out first. */
function arrange(lines: readonly string[]): readonly string[] {
  const found = findRegion(lines);
  if (found === undefined) return lines;
  const region = readRegion(lines.slice(found.first + 1, found.last));
  if (!isUnique(region) || findMarkers(lines.join('\n')).length > 0) return lines;
  const end = lines[found.first]?.endsWith('\r') === true ? '\r' : '';
  return [...lines.slice(0, found.first), ...printRegion(region, end), ...lines.slice(found.last + 1)];
}
