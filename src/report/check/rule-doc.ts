import { waiverExample } from '../../model/check/waiver.ts';
import type { Rule, RuleExample } from '../../model/check/rule.ts';

const forces = {
  must: {
    guidance: 'The guidance requires it.',
    other: 'The guidance does not name it, and what it requires does not hold without it.',
  },
  should: { guidance: 'The guidance asks for it.', other: 'The guidance does not name it; it is asked for here.' },
  may: { guidance: 'Good practice; it may be asked for.', other: 'Good practice; it may be asked for.' },
} as const;

/** Whose pages the guidance is: EPCC's. */
const guidance = /^https:\/\/(?:docs\.eidf\.ac\.uk|github\.com\/EPCCed)\//;

/** A rule's page in Markdown: what it asks, why, where that comes from, examples, and how to accept a finding. */
export function formatRuleDoc(rule: Rule): string {
  const head = [
    `# ${rule.id}`,
    '',
    `${rule.summary}.`,
    '',
    `**${rule.force}** (${rule.severity}). ${forces[rule.force][guidance.test(rule.source.link) ? 'guidance' : 'other']}`,
    '',
    rule.rationale,
    '',
    `Source: [${rule.source.document}, ${rule.source.heading}](${rule.source.link})`,
    '',
  ];
  if (rule.kind === 'human')
    return [
      ...head,
      '## Question',
      '',
      rule.question,
      '',
      `Answered by: ${rule.who}. No command can answer this, so it is never passed by one.`,
      '',
    ].join('\n');
  return [
    ...head,
    '## Passes',
    '',
    ...rule.good.flatMap(formatExample),
    '## Fails',
    '',
    ...rule.bad.flatMap(formatExample),
    ...describeWaiver(rule.id),
  ].join('\n');
}

function describeWaiver(rule: string): readonly string[] {
  return [
    '## To accept a finding',
    '',
    'With a comment above the instruction:',
    '',
    '```dockerfile',
    `# tre-container ignore=${rule} -- ${waiverExample.reason}`,
    '```',
    '',
    'or for the whole project in `.tre-container.yml` (in `tre/` where `adopt` wrote it); `path: FILE` below it holds it to what is found in that file:',
    '',
    '```yaml',
    'waivers:',
    `  - rule: ${rule}`,
    `    reason: ${waiverExample.reason}`,
    `    by: ${waiverExample.by}`,
    '    date: 2026-11-23',
    '```',
    '',
  ];
}

/** Rows of all rules for a document's table. */
export function formatRulesTable(rules: readonly Rule[], folder: string): string {
  const rows = rules.map(
    (rule) =>
      `| [${rule.id}](${folder}/${rule.id}.md) | ${rule.force} | ${rule.kind === 'human' ? `${rule.summary} (asked of people)` : rule.summary} |`,
  );
  return ['| rule | force | requirement |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

function formatExample({ title, files }: RuleExample): string[] {
  const shown = Object.entries(files).flatMap(([path, text]) =>
    text === ''
      ? [`\`${path}\` (empty)`, '']
      : [`\`${path}\``, '', `\`\`\`${languageOf(path)}`, text.replace(/\n$/, ''), '```', ''],
  );
  return [`**${title[0]?.toUpperCase() ?? ''}${title.slice(1)}**`, '', ...shown];
}

function languageOf(path: string): string {
  if (path.endsWith('Dockerfile')) return 'dockerfile';
  const extension = /\.(\w+)$/.exec(path)?.[1] ?? 'text';
  return { yml: 'yaml', py: 'python', sh: 'sh', json: 'json', R: 'r' }[extension] ?? 'text';
}
