import type { Acceptance } from '../../model/handover/assessment.ts';
import type { ScannedFinding } from '../../model/handover/scan-report.ts';
import { holds } from './select-acceptance.ts';

/** A statement of an OpenVEX file as it stands there, with what it accepts. */
interface Statement {
  readonly source: Readonly<Record<string, unknown>>;
  readonly acceptance?: Acceptance;
}

/**
 * The statements that a scanner may follow today: those that nobody accepted by name, or whose end has passed, are left out. One that names no package holds for every package that
 * the report has the vulnerability in, since Trivy passes over a statement without a product.
 */
export function selectStatements(
  statements: readonly Statement[],
  findings: readonly ScannedFinding[],
  today: string,
): readonly Readonly<Record<string, unknown>>[] {
  return statements.flatMap(({ source, acceptance }) => {
    if (acceptance === undefined) return [source];
    if (!holds(acceptance, today)) return [];
    if (Array.isArray(source['products']) && source['products'].length > 0) return [source];
    const purls = findings.filter(({ id, purl }) => acceptance.ids.includes(id) && purl !== '').map(({ purl }) => purl);
    return [{ ...source, products: [...new Set(purls)].map((purl) => ({ '@id': purl })) }];
  });
}
