import type { Acceptance } from '../../model/handover/assessment.ts';
import type { ScannedFinding } from '../../model/handover/scan-report.ts';

/** What a person's acceptances say of one finding. */
export interface SelectedAcceptance {
  /** One that holds today. */
  readonly current?: Acceptance;
  /** Why what is said of it accepts nothing today, as a sentence; absent where one holds, or nothing is said. */
  readonly notHeld?: string;
}

/** Looks acceptances up by finding. `today`: ISO 8601 date. */
export function selectAcceptances(
  acceptances: readonly Acceptance[],
  today: string,
): (finding: ScannedFinding) => SelectedAcceptance {
  const byId = new Map<string, Acceptance[]>();
  for (const acceptance of acceptances)
    for (const id of acceptance.ids) {
      const known = byId.get(id);
      if (known === undefined) byId.set(id, [acceptance]);
      else known.push(acceptance);
    }
  return (finding) => {
    const own = (byId.get(finding.id) ?? []).filter(
      ({ packages }) => packages.length === 0 || packages.some((purl) => isMeant(purl, finding.purl)),
    );
    const current = own.find((acceptance) => holds(acceptance, today));
    if (current !== undefined) return { current };
    const [first] = own.toSorted((a, b) => findMissing(a).length - findMissing(b).length);
    return first === undefined ? {} : { notHeld: describeNotHeld(first, today) };
  };
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

/** A package URL without a version means every version of the package; qualifiers that it does not name mean nothing. */
function isMeant(wanted: string, found: string): boolean {
  const [w, f] = [split(wanted), split(found)];
  return (
    f.name !== '' &&
    w.name === f.name &&
    (w.version === '' || w.version === f.version) &&
    w.qualifiers.every((qualifier) => f.qualifiers.includes(qualifier))
  );
}

function split(purl: string): {
  readonly name: string;
  readonly version: string;
  readonly qualifiers: readonly string[];
} {
  const [path = '', query = ''] = (purl.split('#')[0] ?? '').split('?');
  const at = path.indexOf('@', path.lastIndexOf('/'));
  return {
    name: at < 0 ? path : path.slice(0, at),
    version: at < 0 ? '' : decode(path.slice(at + 1)),
    qualifiers: query.split('&').filter((part) => part !== ''),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
