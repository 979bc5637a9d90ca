import { UserError } from '../../model/errors.ts';
import type { Acceptance } from '../../model/handover/assessment.ts';
import type { ScannedFinding } from '../../model/handover/scan-report.ts';
import { indexPurls, meansPackage, type PurlIndex, splitPurl } from './purl-index.ts';

/** What a person's acceptances say of one finding. */
export interface SelectedAcceptance {
  /** One that holds today. */
  readonly current?: Acceptance;
  /** Why what is said of it accepts nothing today, as a sentence; absent where one holds, or nothing is said. */
  readonly notHeld?: string;
}

/** Comparisons of a package with statements on its vulnerability: people's files take some thousands. */
const mostSteps = 20_000_000;

/** What one acceptance comes to today. */
interface Known {
  readonly acceptance: Acceptance;
  readonly isHeld: boolean;
  /** How much of what an acceptance must say is missing. */
  readonly missing: number;
  /** Absent: it means every package. */
  readonly packages?: PurlIndex;
}

/**
 * Looks acceptances up by finding. `today`: ISO 8601 date. The function that it gives throws a UserError where statements and findings are so many
 * that nobody would wait for the end.
 */
export function selectAcceptances(
  acceptances: readonly Acceptance[],
  today: string,
): (finding: ScannedFinding) => SelectedAcceptance {
  const byId = new Map<string, Known[]>();
  for (const acceptance of acceptances) {
    const known: Known = {
      acceptance,
      isHeld: holds(acceptance, today),
      missing: findMissing(acceptance).length,
      ...(acceptance.packages.length === 0 ? {} : { packages: indexPurls(acceptance.packages) }),
    };
    for (const id of new Set(acceptance.ids)) {
      const others = byId.get(id);
      if (others === undefined) byId.set(id, [known]);
      else others.push(known);
    }
  }
  let steps = 0;
  const count = (more: number): void => {
    steps += more;
    if (steps > mostSteps) throw tooMany();
  };
  return (finding) => {
    const all = byId.get(finding.id) ?? [];
    const purl = splitPurl(finding.purl);
    let least: Known | undefined;
    for (const known of all) {
      count(1);
      if (known.packages !== undefined && !meansPackage(known.packages, purl, count)) continue;
      if (known.isHeld) return { current: known.acceptance };
      if (least === undefined || known.missing < least.missing) least = known;
    }
    return least === undefined ? {} : { notHeld: describeNotHeld(least.acceptance, today) };
  };
}

function tooMany(): UserError {
  return new UserError({
    where: '--vex',
    what: 'has so many statements on the same vulnerabilities that comparing them with the report was given up',
    fix: 'name packages in fewer statements; one without "products" holds for every package',
  });
}

/** Whether a person accepted it and that holds today: from its own day through its last. */
export function holds(acceptance: Acceptance, today: string): boolean {
  return findMissing(acceptance).length === 0 && acceptance.until >= today && acceptance.date.slice(0, 10) <= today;
}

function describeNotHeld(acceptance: Acceptance, today: string): string {
  const { by, date, until } = acceptance;
  const missing = findMissing(acceptance);
  if (missing.length > 0)
    return `A statement sets it aside and does not say ${missing.join(' and ')}: it accepts nothing.`;
  if (until < today) return `It was accepted until ${until} by ${by}; that has ended.`;
  return `Its acceptance by ${by} is dated ${date.slice(0, 10)}, which has not come yet.`;
}

/** What a statement must say to be an acceptance, and does not, in words: nobody's word, or one without end, accepts nothing. */
function findMissing({ by, date, until, reason }: Acceptance): readonly string[] {
  return [
    ...(by === '' ? ['who accepted it ("by")'] : []),
    ...(/^\d{4}-\d\d-\d\d/.test(date) ? [] : ['when ("date")']),
    ...(until === '' ? ['until when ("until")'] : []),
    ...(reason === '' ? ['why ("impact_statement")'] : []),
  ];
}
