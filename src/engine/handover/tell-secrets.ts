import type { ScannedSecret } from '../../model/handover/scan-report.ts';
import { countOf } from '../../shared/count-of.ts';
import { listSome } from '../../shared/list-some.ts';

/** What a scan found of passwords, tokens and keys: how many, and by which rule and where the first of them. */
export function tellSecrets(secrets: readonly ScannedSecret[]): string {
  const places = secrets.map(({ rule, place }) => `${rule} in ${place}`);
  return `the scan of the image found ${countOf(secrets.length, 'secret')}: ${listSome(places, 3)}`;
}
