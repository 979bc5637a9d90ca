import type { AssessedFinding, Assessment, Origin } from '../../model/handover/assessment.ts';
import { joinLines } from '../terminal/join-lines.ts';
import { describeSeverities } from './count-severities.ts';
import { markdownCell } from './markdown-cell.ts';

const titles: readonly (readonly [Origin, string])[] = [
  ['added', 'Added by this image'],
  ['notKnown', 'In the image; whether the base has them too is not known'],
  ['inherited', 'Came with the base'],
  ['fixed', 'Fixed by this image'],
];
/** Rows of one table: a job's summary holds one MiB at most. */
const mostRows = 200;

/** The assessment for the summary of a job: the verdict, then one table an origin; what did not get worse is folded. */
export function formatAssessmentMarkdown({ line, notes, findings }: Assessment): string {
  const sections = titles.flatMap(([origin, title]) => {
    const own = findings.filter((finding) => finding.origin === origin);
    if (own.length === 0) return [];
    const rest = own.length - mostRows;
    const table = [
      '| Vulnerability | Package | Severity | In words |',
      '| --- | --- | --- | --- |',
      ...own.slice(0, mostRows).map(formatRow),
      ...(rest > 0 ? ['', `And ${String(rest)} more: the report in JSON has all of them.`] : []),
      '',
    ];
    const head = `${title}: ${describeSeverities(findings, origin)}`;
    return origin === 'added' || origin === 'notKnown'
      ? [`### ${head}`, '', ...table]
      : ['<details>', `<summary>${head}</summary>`, '', ...table, '</details>', ''];
  });
  return joinLines([
    '## Vulnerabilities beside the base',
    '',
    `**${markdownCell(line.charAt(0).toUpperCase() + line.slice(1))}**`,
    '',
    ...notes.flatMap((note) => [`- ${markdownCell(note)}`]),
    ...(notes.length > 0 ? [''] : []),
    ...sections,
  ]);
}

function formatRow({
  id,
  package: name,
  installedVersion,
  severity,
  knownExploited,
  acceptance,
  sentence,
}: AssessedFinding): string {
  const accepted =
    acceptance === undefined
      ? ''
      : ` Accepted${acceptance.by === '' ? '' : ` by ${acceptance.by}`}${acceptance.until === '' ? '' : ` until ${acceptance.until}`}: ${acceptance.reason}`;
  const flags = `${severity.toLowerCase()}${knownExploited === true ? ', known to be exploited' : ''}`;
  return `| ${[id, `${name} ${installedVersion}`, flags, `${sentence}${accepted}`].map(markdownCell).join(' | ')} |`;
}
