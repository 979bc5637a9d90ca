import { createColors } from 'picocolors';
import type { AssessedFinding, Assessment, Origin } from '../../model/handover/assessment.ts';
import { inert } from '../../model/text/inert.ts';
import { joinLines } from '../terminal/join-lines.ts';
import { describeSeverities } from './count-severities.ts';

const titles: readonly (readonly [Origin, string])[] = [
  ['added', 'Added by this image'],
  ['notKnown', 'In the image; whether the base has them too is not known'],
  ['inherited', 'Came with the base'],
  ['fixed', 'Fixed by this image'],
];
/** The rest is counted: a base brings hundreds, which nobody reads in a terminal. */
const shown: Readonly<Record<Origin, number>> = { added: Infinity, notKnown: 20, inherited: 10, fixed: 10 };

/** The assessment for people: the verdict first, then what was added, then the worst of the rest. */
export function formatAssessmentText(
  { verdict, line, notes, image, base, findings }: Assessment,
  colour: boolean,
): string {
  const { bold, green, red, yellow, dim } = createColors(colour);
  const paint = verdict === 'noWorse' ? green : verdict === 'worse' ? red : yellow;
  const sections = titles.flatMap(([origin, title]) => {
    const own = findings.filter((finding) => finding.origin === origin);
    if (own.length === 0) return [];
    const rest = own.length - shown[origin];
    return [
      '',
      bold(`${title}: ${describeSeverities(findings, origin)}`),
      ...own.slice(0, shown[origin]).map(formatFinding),
      ...(rest > 0 ? [dim(`  and ${String(rest)} more: --format json has all of them`)] : []),
    ];
  });
  const images = `Image ${inert(image.name)}${base === undefined ? '' : `, base ${inert(base.name)}`}; ${inert(image.scanner)}${image.scannedAt === '' ? '' : `, ${inert(image.scannedAt.slice(0, 10))}`}`;
  return joinLines([
    paint(bold(capitalise(inert(line)))),
    dim(images),
    ...notes.map((note) => dim(`Note: ${inert(note)}`)),
    ...sections,
  ]);
}

function formatFinding({ id, package: name, severity, knownExploited, acceptance, sentence }: AssessedFinding): string {
  const flags = [severity.toLowerCase(), ...(knownExploited === true ? ['known to be exploited'] : [])].join(', ');
  const accepted =
    acceptance === undefined
      ? ''
      : ` Accepted${acceptance.by === '' ? '' : ` by ${acceptance.by}`}${acceptance.until === '' ? '' : ` until ${acceptance.until}`}: ${acceptance.reason}`;
  return inert(`  ${id} in ${name} (${flags}): ${sentence}${accepted}`);
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
