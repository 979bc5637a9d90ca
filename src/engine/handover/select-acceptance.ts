import type { Acceptance } from '../../model/handover/assessment.ts';
import type { ScannedFinding } from '../../model/handover/scan-report.ts';

/** What a person's acceptances say of one finding. */
export interface SelectedAcceptance {
  /** One that holds today. */
  readonly current?: Acceptance;
  /** One that held until a day that has passed. */
  readonly expired?: Acceptance;
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
    const expired = own.find((acceptance) => !holds(acceptance, today));
    return {
      ...(current === undefined ? {} : { current }),
      ...(current !== undefined || expired === undefined ? {} : { expired }),
    };
  };
}

/** An acceptance holds from its own day through its last. */
export function holds({ until, date }: Acceptance, today: string): boolean {
  const isAhead = /^\d{4}-\d\d-\d\d/.test(date) && date.slice(0, 10) > today;
  return (until === '' || until >= today) && !isAhead;
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
