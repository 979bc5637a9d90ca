import type { HandoverSummary } from '../../model/handover/summary.ts';
import { joinLines } from '../terminal/join-lines.ts';
import { markdownCell } from './markdown-cell.ts';

/** Rows of one table: a job's summary holds one MiB at most. */
const mostRows = 100;

/** What is handed over, for the summary of a job: the same object that the page is printed from. */
export function formatSummaryMarkdown(summary: HandoverSummary): string {
  const { project, image, vulnerabilities, proofs, unanswered, open, changes } = summary;
  const proved = proofs.filter(({ isProved }) => isProved).length;
  const inPart = proofs.filter(({ unseen }) => unseen !== undefined).length;
  const ticked = unanswered.filter(({ gap }) => gap === 'words').length;
  const rest = unanswered.length - mostRows;
  return joinLines([
    `## Hand-over of ${markdownCell(project.name)} ${markdownCell(summary.tag)}${summary.isDraft ? ' (draft, not for a decision)' : ''}`,
    '',
    `- Image: ${markdownCell(image.reference)}, configuration ${image.configDigest === '' ? 'not known' : markdownCell(image.configDigest)}`,
    `- Base: ${markdownCell(summary.base.reference)}`,
    ...(summary.build.run === '' ? [] : [`- Built by the run: ${markdownCell(summary.build.run)}`]),
    `- Vulnerabilities: ${markdownCell(vulnerabilities.line)}`,
    `- Proved by a run: ${String(proved)} of ${String(proofs.length)}${inPart === 0 ? '' : `, ${String(inPart)} of them in part`}`,
    `- Answers of people in the checklist, ticked and written by hand: ${String(summary.answers.length)}${ticked === 0 ? '' : `; ticked without a word, which answers nothing: ${String(ticked)}`}`,
    ...(changes === undefined
      ? []
      : [
          `- Since ${markdownCell(changes.since)}: ${String(changes.changes.length)} things that answers rest on changed, ${String(changes.void.length)} earlier answers are void`,
        ]),
    ...(summary.accepted ?? [])
      .slice(0, mostRows)
      .map(({ rule, force, text }) => `- Accepted by the project (${force}, ${rule}): ${markdownCell(text)}`),
    ...(summary.secrets ?? [])
      .slice(0, mostRows)
      .map(
        ({ rule, place, severity }) =>
          `- **Secret** in the image (${severity.toLowerCase()}): ${markdownCell(`${rule} in ${place}`)}`,
      ),
    ...open.map((line) => `- **Open:** ${markdownCell(line)}`),
    '',
    '<details>',
    `<summary>Still to answer or to prove: ${String(unanswered.length)}</summary>`,
    '',
    '| Force | Question | Who |',
    '| --- | --- | --- |',
    ...unanswered
      .slice(0, mostRows)
      .map(({ force, question, who }) => `| ${[force, question, who].map(markdownCell).join(' | ')} |`),
    ...(rest > 0 ? ['', `And ${String(rest)} more.`] : []),
    '',
    '</details>',
  ]);
}
