import type { ChecklistEntries } from '../../model/checklist/checklist.ts';
import type { GovernanceQuestion } from '../../model/checklist/governance-question.ts';
import type { Rule, RuleGroup } from '../../model/check/rule.ts';
import { printRow } from './checklist-row.ts';
import { printCell } from './checklist-text.ts';
import { groupBy } from '../../shared/group-by.ts';

const chapters: Readonly<Record<RuleGroup, string>> = {
  base: 'Base image',
  directories: 'TRE directories',
  software: 'Software, licences and data',
  offline: 'Offline',
  start: 'Start',
  identity: 'Users and rights',
  image: 'Image',
  build: 'Build',
  pipeline: 'Pipeline',
  run: 'Running in the TRE',
  governance: 'Governance',
};

/** The requirements, one table a chapter. */
export function printRules(rules: readonly Rule[], entries: ChecklistEntries): string[] {
  const groups = groupBy(rules, (rule): string => rule.group);
  const tables = Object.entries(chapters).flatMap(([group, chapter]) => {
    const own = groups.get(group) ?? [];
    if (own.length === 0) return [];
    const rows = own.map((rule) =>
      printRow(
        `rule:${rule.id}`,
        [printCell(rule.summary), rule.force, printCell(rule.rationale)],
        entries.get(`rule:${rule.id}`) ?? { state: 'person' },
      ),
    );
    return [
      `### ${chapter}`,
      '',
      '| | Requirement | Force | Why | How it is met, or what to do |',
      '| --- | --- | --- | --- | --- |',
      ...rows,
      '',
    ];
  });
  return ['## Requirements', '', ...tables];
}

/** The questions of Information Governance, one table a chapter. */
export function printQuestions(questions: readonly GovernanceQuestion[], entries: ChecklistEntries): string[] {
  const tables = [...groupBy(questions, (question) => question.chapter)].flatMap(([chapter, own]) => {
    const rows = own.map((question) =>
      printRow(
        `question:${question.number}`,
        [`${question.number}. ${printCell(question.question)}`, question.force ?? 'asked', question.who],
        entries.get(`question:${question.number}`) ?? { state: 'person' },
      ),
    );
    return [
      `### ${chapter}`,
      '',
      '| | Question | Force | Who answers or confirms | Answer, as far as it is known |',
      '| --- | --- | --- | --- | --- |',
      ...rows,
      '',
    ];
  });
  return ['## Questions of Information Governance', '', ...tables].slice(0, -1);
}
